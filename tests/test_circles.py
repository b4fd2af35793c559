"""No module of the package imports itself by way of others, not even lazily or for types alone."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import grimp


def test_when_modules_are_followed_by_their_imports_then_none_leads_back() -> None:
    graph = grimp.build_graph("trilateral", exclude_type_checking_imports=False, cache_dir=None)

    circle = _circle(graph)

    assert not circle, f"{' -> '.join(circle)}: let what two of them share stand in a module below"


def test_when_modules_import_each_other_then_the_circle_is_named() -> None:
    graph = grimp.ImportGraph()
    graph.add_import(importer="a", imported="b")
    graph.add_import(importer="b", imported="a")

    assert set(_circle(graph)) == {"a", "b"}


def _circle(graph: grimp.ImportGraph) -> list[str]:
    """Return a circle of imports, its first module again at its end, or nothing."""
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []

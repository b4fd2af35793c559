"""What belongs to one host has one place: the rest of the course runs wherever it is shown.

A host here is a front end that shows notebooks, with the Vega and the server that it brings along.
A name that is not listed is not looked for: add each new name of a host to this list.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

import trilateral

PACKAGE: Final = Path(trilateral.__file__).parent
KINDS: Final = {".js", ".css", ".html", ".py", ".j2"}
LAB: Final = ("front/lab/quirks.js", "front/lab/page.css")
VEGA: Final = ("front/vega.js", "front/vega.css")
NBCONVERT: Final = "jupyter/everywhere/nbconvert/trilateral/index.html.j2"
"""A template for nbconvert's own page, whose classes are JupyterLab's."""

PLACES: Final[dict[str, tuple[str, ...]]] = {
    # JupyterLab and Notebook: classes, attributes, commands, addresses.
    r"\bjp-[A-Z]\w+": (*LAB, NBCONVERT),
    r"data-jp-|\bjpTheme": LAB,
    r"lm-suppress|\blmSuppress": LAB,
    r"[\"'](?:apputils|docmanager|notebook|rendermime):|table-of-contents": LAB,
    # Its form of extensions, and the libraries that it shares with them.
    r"_JUPYTERLAB|@jupyterlab/|@lumino/": ("front/lab/entry.js",),
    # ipywidgets.
    r"\bjupyter-widgets|\bwidget-(?:slider|label)|\bnoUi-": LAB,
    # Vega and Vega-Embed, in JupyterLab and on our own pages; `site` makes their script.
    r"\bvega-(?:embed|bind)|__data__|\bsvg\.marks": VEGA,
    r"\bvegaEmbed\b": (*VEGA, "site/writing.py"),
    # The types of a notebook's outputs.
    r"\bvnd\.vega|\bvnd\.jupyter": ("hosts.py",),
    # A Jupyter server: what its pages say, its tokens, its own services.
    r"jupyter-config-data|_xsrf|XSRF|\bapi/contents": ("front/lab/wire.js",),
    # VS Code.
    r"\bVSCODE": ("parts/place.py",),
}
FILES: Final = sorted(path for path in PACKAGE.rglob("*") if path.suffix in KINDS)


def where(pattern: str) -> dict[str, int]:
    """Return the files that hold such a name, with how many lines of each do."""
    name = re.compile(pattern)
    counts = {
        path.relative_to(PACKAGE).as_posix(): sum(
            name.search(line) is not None for line in path.read_text("utf-8").splitlines()
        )
        for path in FILES
    }
    return {path: count for path, count in counts.items() if count}


@pytest.mark.parametrize("pattern", PLACES)
def test_when_a_host_has_a_name_for_something_then_one_place_uses_it(pattern: str) -> None:
    elsewhere = {path: n for path, n in where(pattern).items() if path not in PLACES[pattern]}
    assert not elsewhere, f"{pattern} belongs to {PLACES[pattern][0]}, which names it for all"


@pytest.mark.parametrize("pattern", PLACES)
def test_when_a_place_uses_no_such_name_any_more_then_this_list_says_so(pattern: str) -> None:
    assert set(PLACES[pattern]) & set(where(pattern)), f"{pattern} is used nowhere: drop it"


@pytest.mark.parametrize("place", ["web", "class", "kernel", "parts", "records"])
def test_when_a_module_serves_all_hosts_or_another_then_it_imports_nothing_of_jupyterlabs(
    place: str,
) -> None:
    modules = [path for path in FILES if path.is_relative_to(PACKAGE / "front" / place)]
    assert modules
    assert [
        path.name for path in modules if re.search(r'"[./]+/lab/', path.read_text("utf-8"))
    ] == []

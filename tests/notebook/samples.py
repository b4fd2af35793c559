"""Small notebooks and a small evidence, built in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from trilateral.errors import EvidenceError
from trilateral.notebook import Target

if TYPE_CHECKING:
    from nbformat import NotebookNode

SOURCES = {
    "pca-award-2016": Target("Permanent Court of Arbitration, 2016", "https://pca.test/award"),
    "odd": Target("A [B] *c* $d$ | e", "https://odd.test/a b(c)?q=%20|x"),
}
QUANTITIES = {"incidents-2025": Target("35", "data/incidents.csv")}
TABLES = {"incidents": Target("table: incidents", "data/incidents.csv")}


class Shelf:
    """References that need no files."""

    def source(self, name: str) -> Target:
        return _find(SOURCES, name)

    def quantity(self, name: str) -> Target:
        return _find(QUANTITIES, name)

    def table(self, name: str) -> Target:
        return _find(TABLES, name)


def _find(targets: dict[str, Target], name: str) -> Target:
    if name not in targets:
        raise EvidenceError(f"{name!r} is unknown.")  # noqa: EM102, TRY003 -- a stand-in's message
    return targets[name]


def markdown(source: str, cell_id: str = "text") -> NotebookNode:
    return cast("NotebookNode", new_markdown_cell(source, id=cell_id))


def code(source: str, cell_id: str = "code") -> NotebookNode:
    return cast("NotebookNode", new_code_cell(source, id=cell_id))


def notebook(*cells: NotebookNode) -> NotebookNode:
    return cast("NotebookNode", new_notebook(cells=list(cells)))

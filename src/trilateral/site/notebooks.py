"""A notebook as a page: its prose, its code to read, and places for its interactive parts."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import nbformat
from nbconvert import HTMLExporter
from traitlets.config import Config

from trilateral.errors import NotebookError
from trilateral.hosts import CHART
from trilateral.notebook.lessons import ABOVE, BELOW, OPEN
from trilateral.parts import MIME

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from trilateral.site.sharing import Json

TEMPLATES: Final = Path(__file__).parent / "templates"
_BLANKS: Final = re.compile(r"\s+(?=</?(?:table|thead|tbody|tr|td|th)\b)")
"""Blanks between the parts of a table, which nobody sees."""
_PYTHON: Final = (
    '<p class="needs-python">Python must run for this, so here you see it as it was left. '
    '<a href="{root}index.html#python">How to get it</a>.</p>'
)


def body_of(path: Path, name: str, root: str) -> tuple[str, dict[str, Json]]:
    """Return a notebook's cells as HTML, and the values of its parts and charts by name.

    Parameters
    ----------
    path
        The notebook, with its outputs.
    name
        What the names of its values begin with.
    root
        The way from its page to the edition's start.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id not in (ABOVE, BELOW)]
    values: dict[str, Json] = {}
    for cell in notebook.cells:
        for number, output in enumerate(cell.get("outputs", [])):
            _place(output, f"{name}-{cell.id}-{number}", values)
        if OPEN in cell.metadata.get("tags", []):
            note = {"text/html": _PYTHON.format(root=root)}
            cell.outputs.insert(0, nbformat.v4.new_output("display_data", data=note))
    html, _ = _exporter().from_notebook_node(notebook)
    return _BLANKS.sub("", html), values


def part_of(path: Path) -> tuple[str, Json]:
    """Return the name and the value of a notebook's only part, such as the start page's."""
    notebook = nbformat.read(path, as_version=4)
    parts = [
        output.data[MIME]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if MIME in output.get("data", {})
    ]
    if len(parts) != 1:
        message = f"{path} holds {len(parts)} parts instead of one. Run `trilateral tidy {path}`."
        raise NotebookError(message)
    return parts[0]["id"], _plain(parts[0])


def _place(output: NotebookNode, name: str, values: dict[str, Json]) -> None:
    """Put a place for a part or a chart into an output, and what it shows into `values`."""
    data = output.get("data", {})
    if MIME in data:
        values[name] = _plain(data[MIME])
        html = f'<div class="trilateral" data-part="{name}">{data.get("text/html", "")}</div>'
    elif CHART in data:
        values[name] = _plain(data[CHART])
        words = escape(str(data.get("text/plain", "")))
        html = f'<div data-chart="{name}"><p>{words}</p></div>'
    else:
        return
    output["data"] = {"text/html": html}


def _plain(value: Any) -> Json:  # noqa: ANN401 -- whatever a notebook holds, as JSON
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value  # type: ignore[no-any-return]


def _exporter() -> HTMLExporter:
    settings = Config()
    settings.HTMLExporter.exclude_anchor_links = True
    settings.HTMLExporter.exclude_input_prompt = True
    settings.HTMLExporter.exclude_output_prompt = True
    return HTMLExporter(  # type: ignore[no-untyped-call]
        config=settings, template_name="notebook", extra_template_basedirs=[str(TEMPLATES)]
    )

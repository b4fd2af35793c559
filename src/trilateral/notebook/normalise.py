"""Make a notebook's file depend on nothing but its cells and what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trilateral.hosts import CHART, WIDGET
from trilateral.notebook.ids import name_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}

_CELL_METADATA = frozenset({"deletable", "editable", "jupyter", "nbgrader", "tags", "trilateral"})
_NOTEBOOK_METADATA = frozenset({"title", "trilateral"})


def normalise(notebook: NotebookNode) -> None:
    """Bring a notebook's ids, metadata and outputs into their one form, in place."""
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    metadata = {
        key: notebook.metadata[key] for key in _NOTEBOOK_METADATA & notebook.metadata.keys()
    }
    notebook.metadata.clear()
    notebook.metadata.update(kernelspec=KERNELSPEC, language_info=LANGUAGE, **metadata)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    name_cells(notebook)
    for cell in notebook.cells:
        cell.source = cell.source.strip("\n").rstrip()
        for key in cell.metadata.keys() - _CELL_METADATA:
            del cell.metadata[key]
        cell.pop("attachments", None) if not cell.get("attachments") else None
        if cell.cell_type == "code":
            cell.outputs = _merged(cell.outputs)


def keep_pictures(notebook: NotebookNode, before: NotebookNode) -> None:
    """Keep the saved still of each chart whose specification is as it was.

    Another machine's fonts change the picture and nothing that it says; the change would fill the
    history with binary noise.
    """
    saved = {cell.get("id"): _charts(cell) for cell in before.cells if cell.cell_type == "code"}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for new, old in zip(_charts(cell), saved.get(cell.id, []), strict=False):
            if new[CHART] == old[CHART] and "image/png" in old:
                new["image/png"] = old["image/png"]


def unfinished(notebook: NotebookNode) -> Iterator[str]:
    """Yield what only rerunning the notebook can fix."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for expected, cell in enumerate(code, start=1):
        if cell.execution_count != expected:
            yield f"cell {cell.id} has number {cell.execution_count}, not {expected}"
        for output in cell.outputs:
            if output.output_type == "error":
                yield f"cell {cell.id} holds an error: {output.ename}"
            if output.output_type == "stream" and output.name == "stderr":
                yield f"cell {cell.id} holds a warning: {output.text.strip()[:80]}"


def _charts(cell: NotebookNode) -> list[dict[str, Any]]:
    bundles = [output.get("data", {}) for output in cell.outputs]
    return [data for data in bundles if CHART in data]


def _merged(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join pieces of one stream; drop views of widgets, whose random ids point at no saved model.

    The text that every widget's output carries beside its view remains, as the view's twin.
    """
    result: list[NotebookNode] = []
    streams: dict[str, NotebookNode] = {}
    for output in outputs:
        if output.output_type == "stream" and output.name in streams:
            streams[output.name].text += output.text
            continue
        if output.output_type == "stream":
            streams[output.name] = output
        if WIDGET in output.get("data", {}):
            del output["data"][WIDGET]
        result.append(output)
    return result

"""What is left out when a lesson is saved: views of widgets that will be gone tomorrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trilateral.hosts import WIDGET, WIDGET_STATE

if TYPE_CHECKING:
    from collections.abc import Iterator


def drop_dead_widgets(model: dict[str, Any], **_: object) -> None:
    """Take widget views out of a notebook of the course that is about to be saved.

    A view names a model in a kernel that will have ended when the notebook is opened again, and
    JupyterLab then says "model not found" in its place. What is beside the view in the output,
    at least its text, is shown instead. Notebooks that have nothing to do with the course, and
    views whose models are saved with them, stay as they are.
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict) or not _is_ours(content):
        return
    saved = _saved_models(content)
    for data in _bundles(content):
        view = data.get(WIDGET)
        if view is not None and str(_dict(view).get("model_id")) not in saved:
            del data[WIDGET]


def _is_ours(content: dict[str, Any]) -> bool:
    """Return whether a notebook is an exercise, or a cell of it names the course's package."""
    if "trilateral" in _dict(content.get("metadata")):
        return True
    return any("trilateral" in str(cell.get("source")) for cell in _cells(content))


def _saved_models(content: dict[str, Any]) -> set[str]:
    widgets = _dict(_dict(content.get("metadata")).get("widgets"))
    return set(_dict(_dict(widgets.get(WIDGET_STATE)).get("state")))


def _bundles(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for cell in _cells(content):
        for output in _list(cell.get("outputs")):
            yield _dict(_dict(output).get("data"))


def _cells(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in _list(content.get("cells")) if isinstance(cell, dict)]


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []

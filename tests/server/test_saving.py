"""A notebook put to a real server, and what of it is on the disk."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from trilateral.server import drop_dead_widgets

if TYPE_CHECKING:
    from tests.server.jupyter import Jupyter

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
DEAD = {VIEW: {"version_major": 2, "version_minor": 0, "model_id": "a"}}
TEXT = {"text/plain": "VBox()"}
HTML = {"text/html": "<p>twin</p>", **TEXT}
PART = {"application/vnd.trilateral.part+json": {"version": 1}, **HTML}


def book(*bundles: dict[str, Any], source: str = "import trilateral", **metadata: Any) -> Any:  # noqa: ANN401 -- as JSON
    outputs: list[dict[str, Any]] = [
        {"output_type": "display_data", "data": copy.deepcopy(data), "metadata": {}}
        for data in bundles
    ]
    outputs.append({"output_type": "stream", "name": "stdout", "text": "said"})
    code = {
        "id": "a-cell",
        "cell_type": "code",
        "source": source,
        "metadata": {"tags": ["own"]},
        "execution_count": 3,
        "outputs": outputs,
    }
    words = {"id": "b-cell", "cell_type": "markdown", "source": "*words*", "metadata": {}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [code, words]}


def saved(server: Jupyter, notebook: object) -> Any:  # noqa: ANN401 -- as JSON
    model = {"type": "notebook", "format": "json", "content": notebook}
    status, _ = server.ask("/api/contents/saved.ipynb", model, "PUT")
    assert status in (200, 201)
    on_disk = json.loads((server.course / "saved.ipynb").read_text("utf-8"))
    for cell in on_disk["cells"]:
        if "source" in cell:
            cell["source"] = "".join(cell["source"])
        for output in cell.get("outputs", []):
            lines = output.get("data", output)
            for mime, text in lines.items():
                if isinstance(text, list):
                    lines[mime] = "".join(text)
    return on_disk


@pytest.mark.parametrize("beside", [TEXT, HTML, PART], ids=["text", "html", "part"])
@pytest.mark.parametrize("source", ["from trilateral import x", "charts.coercion()"])
def test_when_a_lesson_is_saved_then_views_are_dropped_and_nothing_else_changes(
    server: Jupyter, beside: dict[str, Any], source: str
) -> None:
    ours = {"trilateral": {"assignment": "00"}} if source.startswith("charts") else {}
    found = saved(server, book({**DEAD, **beside}, beside, source=source, **ours))
    assert found == book(beside, beside, source=source, **ours)


def test_when_a_notebook_is_none_of_the_course_then_it_is_saved_as_it_is(server: Jupyter) -> None:
    other = book({**DEAD, **HTML}, source="import ipywidgets")
    assert saved(server, other) == other


def test_when_a_view_has_its_model_saved_with_it_then_it_stays(server: Jupyter) -> None:
    model = {"model_name": "M", "model_module": "m", "model_module_version": "1", "state": {}}
    state = {STATE: {"version_major": 2, "version_minor": 0, "state": {"a": model}}}
    whole = book({**DEAD, **TEXT}, widgets=state)
    assert saved(server, whole) == whole


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        {"cells": None},
        {"cells": 5},
        {"cells": [{"source": [5, "trilateral"], "outputs": 5}]},
        {"cells": [{"source": "trilateral", "outputs": [{"data": {VIEW: {"model_id": []}}}]}]},
        {"cells": [None, {"outputs": [None, {"data": None}], "source": ["trilateral"]}]},
        {"metadata": {"trilateral": 1, "widgets": {STATE: []}}, "cells": [{"outputs": None}]},
        {"metadata": [], "cells": [{"source": "trilateral", "outputs": [{"data": {VIEW: 5}}]}]},
    ],
)
def test_when_a_notebook_is_malformed_then_saving_it_is_left_to_jupyter(content: object) -> None:
    drop_dead_widgets({"type": "notebook", "content": content})


def test_when_a_file_or_folder_is_saved_then_it_is_left_alone(server: Jupyter) -> None:
    model = {"type": "file", "format": "text", "content": json.dumps(book({**DEAD, **HTML}))}
    assert server.ask("/api/contents/a.txt", model, "PUT")[0] == 201
    assert VIEW in (server.course / "a.txt").read_text("utf-8")

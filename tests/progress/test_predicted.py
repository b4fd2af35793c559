"""A lesson's predictions, read from its own cells."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from trilateral.parts import MIME
from trilateral.progress import Predicted

COURSE = Path(__file__).parents[2] / "notebooks"
LESSONS = sorted(COURSE.glob("[0-9]*.ipynb"))
PREDICTS = [path for path in LESSONS if "predict(" in path.read_text("utf-8")]
CALL = """
from trilateral.lesson import predict
predict("way", "Which way?", nowhere.chart(), options={"up": "Up"}, found="[=incidents-2024].")
"""


def saved(path: Path, kind: str) -> list[dict[str, object]]:
    """Return the saved parts of a kind, as the page gets them."""
    return [
        output["data"][MIME]
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if output.get("data", {}).get(MIME, {}).get("kind") == kind
    ]


def test_when_a_cell_predicts_then_its_question_is_read_and_its_chart_is_not_made(
    tmp_path: Path,
) -> None:
    cells = [new_code_cell(CALL), new_code_cell("print('predict(')")]
    nbformat.write(new_notebook(cells=cells), tmp_path / "01_way.ipynb")
    part = Predicted("01_way", folder=tmp_path)
    (prediction,) = part.data["predictions"]
    assert (prediction["id"], prediction["data"]["question"]) == ("way", "Which way?")
    assert "incidents.csv" in prediction["data"]["found"]
    assert "Which way?" in part.twin
    assert prediction["data"]["found"] not in part.twin  # the answer waits for the learner


@pytest.mark.parametrize("path", PREDICTS, ids=lambda path: path.stem)
def test_when_a_lesson_ends_then_each_of_its_predictions_comes_back(path: Path) -> None:
    (part,) = saved(path, "predicted")
    asked = [{"id": each["id"], "data": each["data"]} for each in saved(path, "predict")]
    assert len(asked) >= 1
    assert part["data"] == {"predictions": asked}


@pytest.mark.parametrize("path", PREDICTS, ids=lambda path: path.stem)
def test_when_the_end_is_saved_then_it_is_below_the_last_prediction(path: Path) -> None:
    code = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    last = max(n for n, source in enumerate(code) if "\npredict(" in source)
    assert last < next(n for n, source in enumerate(code) if "\nPredicted(" in source)

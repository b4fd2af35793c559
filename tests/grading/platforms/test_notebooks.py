"""Right answers as real editors leave them: full marks, and the marker sees every word.

``notebooks/`` holds exercise 03 answered rightly, each with one thing that editors do.
``release_0_1_0/`` is exercise 03 with its solution as the course's history has it at commit
``0a72a4d``: of all states of the exercise the only one whose given cells and texts are those of
the answered notebooks. The exercise has changed since, and they must still be marked.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.grading.confined import LACKING, WHY
from trilateral.grading.book.view import view
from trilateral.grading.limits import Limits
from trilateral.grading.results import Standing
from trilateral.grading.run.bench import Bench
from trilateral.grading.run.course import find_course
from trilateral.grading.run.unit import grade
from trilateral.grading.sandbox.processes import Warm
from trilateral.grading.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trilateral.grading.results import Grading

HERE = Path(__file__).parent
NAME = "03_coercion"
FULL = 18.0
ESSAYS = (
    (
        "The record has 36 incidents in 2025 without low confidence; another rule gives fewer. "
        "The intervals overlap. So growing is not shown."
    ),
    (
        "Most rows have no Chinese account; that changes how an incident is described, not "
        "whether it is counted."
    ),
)

Graded = tuple["Grading", list[dict[str, Any]]]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Graded]]:
    """Return what grades a notebook by its name, and shows it as formgrader does."""
    if LACKING:
        pytest.skip(WHY)
    course = find_course(HERE / "release_0_1_0", Limits())
    warm = Warm({NAME: course.solution(NAME)}, [course.release(NAME)])
    place = tmp_path_factory.mktemp("notebooks")
    bench = Bench(warm, Limits(), keep=place / "kept", work=place)

    def one(name: str) -> Graded:
        submission = Submission("ann", NAME, HERE / "notebooks" / f"{name}.ipynb")
        found = grade(bench, course.assignments[NAME], submission)
        executed = place / "kept" / "ann" / NAME / f"{NAME}.ipynb"
        shown = view(found, executed, course.assignments[NAME].release)
        return found, json.loads(json.dumps(shown))["cells"]

    try:
        yield one
    finally:
        warm.close()


def words(cells: list[dict[str, Any]]) -> str:
    return "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "markdown")


@pytest.mark.parametrize(
    "name",
    [
        "essay_in_locked_task_cell",
        "image_attached_to_reply",
        "shell_line_in_answer",
        "top_level_await",
        "utf8_bom",
    ],
)
def test_when_an_editor_did_something_to_right_answers_then_they_earn_full_marks(
    graded: Callable[[str], Graded], name: str
) -> None:
    found, cells = graded(name)
    assert found.points == FULL, found.marks
    assert not found.unsettled
    shown = words(cells)
    essays = ESSAYS[1:] if name == "image_attached_to_reply" else ESSAYS
    assert all(essay in shown for essay in essays)


def test_when_an_essay_is_in_the_locked_cell_then_the_marker_reads_it_below(
    graded: Callable[[str], Graded],
) -> None:
    found, cells = graded("essay_in_locked_task_cell")
    for task, essay in zip(("may-it-say-so", "missing-voices"), ESSAYS, strict=True):
        at = next(
            place
            for place, cell in enumerate(cells)
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == task
        )
        assert essay not in cells[at]["source"]
        head = f"*Added to the exercise's own text in the locked cell {task}:*"
        assert cells[at + 1]["source"] == f"{head}\n\n{essay}"
        assert any(said.startswith(f"{task}: the task's own cell") for said in found.repairs)


def test_when_a_picture_is_pasted_into_a_reply_then_the_marker_sees_it(
    graded: Callable[[str], Graded],
) -> None:
    _, cells = graded("image_attached_to_reply")
    (reply,) = (cell for cell in cells if cell.get("attachments"))
    assert reply["source"] == "![image.png](attachment:image.png)"
    assert reply["attachments"]["image.png"]["image/png"].startswith("iVBORw0KGgo")


def test_when_an_answer_starts_another_program_then_that_is_noted_and_costs_nothing(
    graded: Callable[[str], Graded],
) -> None:
    found, _ = graded("shell_line_in_answer")
    (said,) = found.repairs
    assert said.startswith("by-year-answer: `!pip` did nothing")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="this Python reads the cell")
def test_when_a_cell_is_newer_python_then_it_is_not_a_zero_and_versions_are_named(
    graded: Callable[[str], Graded],
) -> None:
    found, _ = graded("python312_fstring")
    unsettled = {mark.task: mark.note for mark in found.unsettled}
    assert set(unsettled) == {"by-year", "chart"}
    assert all(mark.points is None for mark in found.unsettled)
    assert found.points == found.possible == FULL - 4
    for note in unsettled.values():
        assert note.startswith("by-year-answer: it is not valid in Python 3.11")
        assert "uv run --python 3.12" in note


@pytest.mark.skipif(sys.version_info < (3, 12), reason="this Python does not read the cell")
def test_when_the_grading_python_is_new_enough_then_the_cell_earns_full_marks(
    graded: Callable[[str], Graded],
) -> None:
    found, _ = graded("python312_fstring")
    assert found.points == FULL
    assert all(mark.standing in (Standing.EARNED, Standing.WRITTEN) for mark in found.marks)

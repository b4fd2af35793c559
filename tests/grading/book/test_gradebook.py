"""Marks in nbgrader's gradebook, beside those of people."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.grading.classroom import CLASS, NAME, course, graded, release
from trilateral.assignments import read
from trilateral.grading.book.gradebook import Book, opened
from trilateral.grading.book.place import claim
from trilateral.grading.book.sync import JOURNAL, class_work, keep
from trilateral.grading.book.view import harmless
from trilateral.grading.errors import GradingError
from trilateral.grading.journal import GradingJournal

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.grading.book.entries import Entry
    from trilateral.grading.results import Grading


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a course and a class in it."""
    return course(tmp_path)


def put(place: Path, *new: Grading) -> int:
    with opened(place, place) as book:
        return book.record(new, place / "graded", CLASS)


def entries(place: Path) -> list[Entry]:
    with opened(place, place) as book:
        return book.entries()


def by_hand(book: Book, learner: str, task: str, points: float, comment: str = "") -> None:
    """Mark a task as formgrader does."""
    grade = book.nbgrader.find_grade(task, NAME, NAME, learner)
    grade.manual_score, grade.needs_manual_grade = points, False
    if comment:
        book.nbgrader.find_comment(task, NAME, NAME, learner).manual_comment = comment
    book.nbgrader.db.commit()


def test_when_marks_are_recorded_then_nbgrader_has_them(place: Path) -> None:
    assert put(place, graded("ada", 2, 1.5), graded("bo", 0, 3)) == 2
    ada, bo = entries(place)
    assert [(one.task, one.points, one.possible) for one in ada.tasks] == [
        ("one", 2, 2),
        ("two", 1.5, 3),
        ("why", None, 4),
    ]
    assert (ada.points, bo.points, ada.possible, ada.waiting) == (3.5, 3, 9, ("why",))
    with opened(place, place) as book:
        assert book.nbgrader.find_student("bo").last_name == "Nguyễn"


def test_when_a_learner_handed_in_two_assignments_then_both_are_recorded(tmp_path: Path) -> None:
    place = course(tmp_path, NAME, "04_power")
    new = graded("ada", 1)
    assert put(place, new, replace(new, assignment="04_power"), graded("bo")) == 3
    assert [(entry.assignment, entry.learner, entry.points) for entry in entries(place)] == [
        (NAME, "ada", 4),
        (NAME, "bo", 5),
        ("04_power", "ada", 4),
    ]


def test_when_nothing_changed_then_nothing_is_written_again(place: Path) -> None:
    put(place, graded("ada"))
    before = (place / "gradebook.db").read_bytes()
    assert put(place, graded("ada")) == 0
    assert (place / "gradebook.db").read_bytes() == before


def test_when_a_person_marked_a_task_then_the_mark_stays(place: Path) -> None:
    put(place, graded("ada", 0))
    with opened(place, place) as book:
        by_hand(book, "ada", "why", 3, "A good reason.")
        by_hand(book, "ada", "one", 1)
    (entry,) = entries(place)
    assert (entry.points, entry.waiting) == (7, ())
    assert [one.task for one in entry.tasks if one.manual] == ["one", "why"]
    assert next(one for one in entry.tasks if one.task == "why").comment == "A good reason."
    put(place, graded("ada", 2))  # the checks were repaired: the person's mark has to be looked at
    (entry,) = entries(place)
    assert (entry.points, entry.waiting) == (7, ("one",))


def test_when_a_learner_hands_in_again_then_written_marks_are_looked_at_again(place: Path) -> None:
    put(place, graded("ada"))
    with opened(place, place) as book:
        by_hand(book, "ada", "why", 3)
    put(place, graded("ada", sha256="b" * 64))
    assert entries(place)[0].waiting == ("why",)


def test_when_grading_failed_then_there_is_no_mark(place: Path) -> None:
    put(place, graded("ada", None))
    (entry,) = entries(place)
    assert entry.tasks[0].points is None
    assert entry.waiting == ("one", "why")


def late(place: Path, policy: str, submitted: str = "submitted") -> Entry:
    """Return the entry of a submission that is an hour late, once its essay is marked."""
    folder = place / submitted / "ada" / NAME
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2026-03-01 11:00:00 UTC\n", encoding="utf-8")
    due = datetime(2026, 3, 1, 10, tzinfo=UTC).replace(tzinfo=None)
    put(place, graded("bo"))
    with (place / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(policy)
    with opened(place, place) as book:
        book.nbgrader.update_or_create_assignment(NAME, duedate=due)
    put(place, graded("ada"))
    with opened(place, place) as book:
        by_hand(book, "ada", "why", 4)
    return entries(place)[0]


def test_when_a_submission_is_late_then_nbgraders_policy_decides(place: Path) -> None:
    entry = late(place, 'c.LateSubmissionPlugin.penalty_method = "zero"\n')
    assert timedelta(seconds=entry.late) == timedelta(hours=1)
    assert (entry.penalty, entry.points) == (9, 0)


def test_when_the_submissions_folder_is_called_otherwise_then_lateness_counts(place: Path) -> None:
    claim(place / "week 3", place, place / "graded")
    entry = late(place, 'c.LateSubmissionPlugin.penalty_method = "zero"\n', "week 3")
    assert entry.penalty == 9


def test_when_an_earlier_time_comes_to_light_then_the_penalty_goes(place: Path) -> None:
    assert late(place, 'c.LateSubmissionPlugin.penalty_method = "zero"\n').points == 0
    file = place / "submitted" / "ada" / NAME / "timestamp.txt"
    file.write_text("2026-03-01 09:00:00 UTC\n", encoding="utf-8")
    assert entries(place)[0].points == 9


def test_when_something_was_graded_with_other_tasks_then_the_rest_is_recorded(place: Path) -> None:
    old = graded("ada")
    gone = replace(old.marks[0], task="gone")
    put(place, replace(old, marks=(gone, *old.marks[1:])), replace(old, assignment="no_more"))
    (entry,) = entries(place)
    assert [held.points for held in entry.tasks] == [None, 3, None]


def test_when_lateness_costs_nothing_then_the_points_stay(place: Path) -> None:
    assert late(place, "").points == 9


def shown(place: Path, learner: str = "ada") -> nbformat.NotebookNode:
    return read(place / "autograded" / learner / NAME / f"{NAME}.ipynb")


def test_when_marks_are_recorded_then_formgrader_has_a_notebook_to_show(place: Path) -> None:
    ran = release()
    del ran.cells[1]  # a check that is gone comes back
    ran.cells[0].metadata.nbgrader.points = 100
    pasted = nbformat.from_dict({**json.loads(json.dumps(ran.cells[0])), "id": "pasted"})
    ran.cells.insert(1, pasted)
    kept = place / "graded" / "ada" / NAME / f"{NAME}.ipynb"
    kept.parent.mkdir(parents=True)
    nbformat.write(ran, kept)
    put(place, graded("ada", 1))
    names = [
        cell.metadata.nbgrader.grade_id
        for cell in shown(place).cells
        if cell.metadata.get("nbgrader")
    ]
    assert sorted(names) == ["one", "one-answer", "two", "two-answer", "why"]
    (one,) = (
        cell
        for cell in shown(place).cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "one"
    )
    assert one.outputs[0].data["text/html"].count("Look at one &lt;again&gt;.") == 1


def test_when_nbgrader_left_a_read_only_notebook_then_it_is_replaced(place: Path) -> None:
    put(place, graded("ada", 1))
    file = place / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    file.chmod(0o444)
    put(place, graded("ada", 2))
    assert '"earned, 2 of 2"' in file.read_text(encoding="utf-8")


SCRIPTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[here](javascript:alert(1))",
    "[here](<javascript:alert(1)>)",
    "[here]( JaVaScRiPt:alert(1))",
    "[here](&#106;avascript:alert(1))",
    "[here][x]\n\n[x]: javascript:alert(1)",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\\\href{javascript:alert(1)}{x}$",
    "> [y]: javascript:alert(1)\n\n[here][y]",
    "- [y]: javascript:alert(1)\n\n[here][y]",
    "1. [y]: javascript:alert(1)\n\n[here][y]",
    "[a\\]b]: javascript:alert(1)\n\n[a\\]b]",
]


@pytest.mark.parametrize("text", SCRIPTS)
def test_when_a_learner_writes_a_script_then_formgrader_would_not_run_it(text: str) -> None:
    from nbconvert.filters import markdown2html  # noqa: PLC0415 -- what formgrader uses

    page = markdown2html(harmless(text)).casefold()
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "\\href" not in page


def test_when_a_learners_output_holds_a_script_then_it_is_taken_out(place: Path) -> None:
    ran = release()
    page = {"text/html": "<b>1</b><script>alert(1)</script>", "application/javascript": "alert(1)"}
    output = {"output_type": "display_data", "data": page, "metadata": {}}
    ran.cells[0].outputs = [nbformat.from_dict(output)]
    kept = place / "graded" / "ada" / NAME / f"{NAME}.ipynb"
    kept.parent.mkdir(parents=True)
    nbformat.write(ran, kept)
    put(place, graded("ada"))
    assert shown(place).cells[0].outputs[0].data == {"text/html": "<b>1</b>"}


def test_when_the_gradebook_is_lost_then_it_is_rebuilt_from_the_journal(place: Path) -> None:
    with GradingJournal(place / JOURNAL) as journal:
        for one in (graded("ada", 0), graded("ada", 2), graded("bo", 1)):
            journal.add(one)
    told: list[str] = []
    kept = (place / JOURNAL).parent
    assert keep(place, place, [graded("ada"), graded("bo", 1)], kept, notify=told.append) == 2
    assert not told
    (place / "gradebook.db").unlink()
    assert keep(place, place, [graded("bo", 1)], kept, notify=told.append) == 2
    assert "rebuilt from the journal" in told.pop()
    assert [(one.learner, one.points) for one in entries(place)] == [("ada", 5), ("bo", 4)]
    (place / "gradebook.db").unlink()
    found = class_work(place, place, "export", notify=told.append)
    assert [(one.learner, one.points) for one in found.entries] == [("ada", 5), ("bo", 4)]
    assert len(told) == 1
    class_work(place, place, "export", notify=told.append)
    assert len(told) == 1


def test_when_the_gradebook_has_more_than_the_journal_then_only_what_was_graded_stands(
    place: Path,
) -> None:
    put(place, graded("bo"))
    with GradingJournal(place / JOURNAL) as journal:
        journal.add(graded("ada"))
    assert [one.learner for one in class_work(place, place, "export").entries] == ["ada"]


def test_when_the_gradebook_is_damaged_then_it_says_so(place: Path) -> None:
    (place / "gradebook.db").write_bytes(b"not a database" * 100)
    with pytest.raises(GradingError, match="not a database"):
        entries(place)

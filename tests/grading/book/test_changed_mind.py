"""The class changes its mind about a task, and keeps what people gave."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from typer.testing import CliRunner

from tests.grading.classroom import CLASS, NAME, _cell, check, course, graded, journal
from trilateral.cli import app
from trilateral.grading.book import voided
from trilateral.grading.book.gradebook import opened
from trilateral.grading.book.reshaping import FILE, read
from trilateral.grading.book.sync import class_work
from trilateral.grading.errors import GradingError
from trilateral.grading.results import Grading, Mark, Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbformat import NotebookNode

CLASSMATES = [f"n{number:02}" for number in range(36)]
WRITTEN = ("why", "who")


@pytest.fixture
def place(marked: Path, tmp_path: Path) -> Path:
    """Return a copy of the class for one test."""
    return Path(shutil.copytree(marked, tmp_path / "class"))


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a class of 36 with two written tasks, all marked by a person: 72 marks."""
    tmp_path = course(tmp_path_factory.mktemp("marked"))
    change(tmp_path, lambda notebook: notebook.cells.append(essay("who")))
    put(tmp_path, *map(work, CLASSMATES))
    with opened(tmp_path, tmp_path) as book:
        for number, learner in enumerate(CLASSMATES):
            for task in WRITTEN:
                grade = book.nbgrader.find_grade(task, NAME, NAME, learner)
                grade.manual_score, grade.needs_manual_grade = number % 5, False
                comment = book.nbgrader.find_comment(task, NAME, NAME, learner)
                comment.manual_comment = f"On {task}, {learner}."
        book.nbgrader.db.commit()
    assert given(tmp_path) == expected()
    return tmp_path


def essay(name: str) -> NotebookNode:
    return _cell("markdown", name, f"## {name}?", task=True, locked=True, points=4)


def work(learner: str, *, without: str = "", new: tuple[Mark, ...] = ()) -> Grading:
    """Return a grading of the tasks that there are now."""
    one = graded(learner)
    marks = (*one.marks, Mark("who", Standing.WRITTEN, None, 4), *new)
    return replace(one, marks=tuple(mark for mark in marks if mark.task != without), tests="v2")


def put(place: Path, *new: Grading) -> None:
    with opened(place, place) as book:
        book.record(new, place / "graded", CLASS)


def change(place: Path, how: Callable[[NotebookNode], object]) -> None:
    for room in ("solutions", "exercises"):
        path = place / room / NAME / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        how(notebook)
        nbformat.write(notebook, path)


def drop(task: str) -> Callable[[NotebookNode], None]:
    def dropped(notebook: NotebookNode) -> None:
        named = (task, f"{task}-answer")
        notebook.cells = [
            cell
            for cell in notebook.cells
            if cell.metadata.get("nbgrader", {}).get("grade_id") not in named
        ]

    return dropped


def add(notebook: NotebookNode) -> None:
    notebook.cells[0:0] = [
        _cell("code", "new-answer", "new = ...", solution=True),
        _cell("code", "new", check("new"), grade=True, locked=True, points=5),
    ]


Marks = dict[tuple[str, str], tuple[float, str]]


def given(place: Path) -> Marks:
    """Return what people gave, by nbgrader's own interface."""
    found: Marks = {}
    with opened(place, place) as book:
        for submission in book.nbgrader.assignment_submissions(NAME):
            for notebook in submission.notebooks:
                said = {one.name: one.manual_comment for one in notebook.comments}
                for grade in notebook.grades:
                    if grade.manual_score is not None:
                        place_ = (submission.student.id, grade.name)
                        found[place_] = (grade.manual_score, said.get(grade.name) or "")
    return found


def expected(*tasks: str) -> Marks:
    return {
        (learner, task): (number % 5, f"On {task}, {learner}.")
        for number, learner in enumerate(CLASSMATES)
        for task in tasks or WRITTEN
    }


def test_when_tasks_are_added_and_deleted_then_all_72_marks_by_a_person_are_still_there(
    place: Path,
) -> None:
    change(place, add)
    new = (Mark("new", Standing.EARNED, 5, 5, 1, 1),)
    put(place, *(work(one, new=new) for one in CLASSMATES))
    assert len(given(place)) == 72
    assert given(place) == expected()
    change(place, drop("two"))
    put(place, *(replace(work(one, without="two", new=new), tests="v3") for one in CLASSMATES))
    assert given(place) == expected()
    with opened(place, place) as book:
        entries = book.entries()
    assert {held.task for held in entries[0].tasks} == {"new", "one", "why", "who"}
    assert [entry.points for entry in entries] == [
        7 + 2 * (number % 5) for number in range(len(CLASSMATES))
    ]
    assert not any(entry.waiting for entry in entries)


def test_when_a_written_task_goes_and_comes_back_then_so_do_its_marks(place: Path) -> None:
    change(place, drop("who"))
    put(place, *(replace(work(one, without="who"), tests="v3") for one in CLASSMATES))
    assert given(place) == expected("why")
    kept = read(place)
    assert {(one.learner, one.cell): (one.points, one.comment) for one in kept} == expected("who")
    change(place, lambda notebook: notebook.cells.append(essay("who")))
    put(place, *map(work, CLASSMATES))
    assert given(place) == expected()
    with opened(place, place) as book:
        assert {entry.waiting for entry in book.entries()} == {
            ("who",)
        }  # to be looked at once more


def test_when_the_journal_of_marks_cannot_be_written_then_no_task_goes(place: Path) -> None:
    (place / FILE).mkdir(parents=True)
    change(place, drop("who"))
    with pytest.raises(GradingError, match="nothing was changed"):
        put(place, work("n01", without="who"))
    (place / FILE).rmdir()
    assert given(place) == expected()


@pytest.mark.parametrize(
    ("worth", "points", "possible"), [("nothing", 5, 9), ("full", 9, 13), ("marked", 6, 13)]
)
def test_when_a_task_is_voided_then_it_is_worth_that_to_all_and_72_marks_are_still_there(
    place: Path, worth: str, points: float, possible: float
) -> None:
    (place / "graded").mkdir(exist_ok=True)
    journal(place, *(replace(work(one), tests="v1") for one in CLASSMATES[:2]))
    words = ["void", NAME, "why", str(place), "--worth"]
    for each in ("nothing", worth):
        assert CliRunner().invoke(app, [*words, each]).exit_code == 0
    assert given(place) == expected()
    entries = class_work(place, place, "export").entries
    assert [one.learner for one in entries] == CLASSMATES[:2]
    ada = entries[1]  # has 1 for each written task, 5 for the rest
    assert (ada.points, ada.possible) == (points + 1, possible)
    CliRunner().invoke(app, ["feedback", str(place)])
    page = (place / "feedback" / "n01.html").read_text(encoding="utf-8")
    assert ("does not count</strong>, 0 of 0 points" in page) == (worth == "nothing")
    assert ("full marks for everybody</strong>, 4 of 4 points" in page) == (worth == "full")
    assert "On why, n01." in page


def test_when_late_work_costs_all_then_a_voided_task_earns_nothing_either(place: Path) -> None:
    folder = place / "submitted" / "n01" / NAME
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2026-03-01 11:00:00 UTC\n", encoding="utf-8")
    with (place / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    with opened(place, place) as book:
        due = datetime(2026, 3, 1, 10, tzinfo=UTC).replace(tzinfo=None)
        book.nbgrader.update_or_create_assignment(NAME, duedate=due)
    voided.write(place, {(NAME, "why"): voided.Worth.FULL})
    with opened(place, place) as book:
        (late,) = (entry for entry in book.entries() if entry.learner == "n01")
    assert (late.penalty, late.points) == (10, 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["04_power", "why"], "no assignment '04_power'"),
        ([NAME, "what"], "03_coercion has no task 'what'; it has one, two, why"),
    ],
)
def test_when_there_is_no_such_task_then_it_says_which_there_are(
    tmp_path: Path, words: list[str], said: str
) -> None:
    course(tmp_path)
    done = CliRunner().invoke(app, ["void", *words, str(tmp_path), "--worth", "full"])
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.replace("│", "").split())


@pytest.mark.parametrize(
    "line", ["03_coercion,why,half", "03_coercion,why", '03_coercion,"why,full']
)
def test_when_the_list_of_faulty_tasks_is_wrong_then_it_is_refused(
    tmp_path: Path, line: str
) -> None:
    (tmp_path / voided.FILE).write_text(f"assignment,task,worth\n{line}\n", encoding="utf-8")
    with pytest.raises(GradingError, match=r"voided\.csv"):
        voided.read(tmp_path)


def ran(place: Path, learner: str, reply: str) -> None:
    """Keep a notebook as it was run, with a reply."""
    notebook = nbformat.read(place / "exercises" / NAME / f"{NAME}.ipynb", as_version=4)
    notebook.cells[5].source = reply
    path = place / "graded" / learner / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)


def sources(place: Path, learner: str) -> list[str]:
    path = place / "autograded" / learner / NAME / f"{NAME}.ipynb"
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


@pytest.mark.parametrize(
    ("later", "said"),
    [
        ("Because.", "The reply is the same as before (3 of 4, “&lt;Good&gt; reason.”)."),
        ("Because not.", "The reply has changed. The previous one got 3 of 4, “&lt;Good&gt;"),
    ],
)
def test_when_work_is_handed_in_again_then_the_marker_sees_the_former_mark_and_comment(
    tmp_path: Path, later: str, said: str
) -> None:
    place = course(tmp_path)
    ran(place, "ada", "Because.")
    put(place, graded("ada"))
    with opened(place, place) as book:
        grade = book.nbgrader.find_grade("why", NAME, NAME, "ada")
        grade.manual_score, grade.needs_manual_grade = 3, False
        comment = book.nbgrader.find_comment("why", NAME, NAME, "ada")
        comment.manual_comment = "<Good>\nreason."
        book.nbgrader.db.commit()
    ran(place, "ada", later)
    put(place, graded("ada", sha256="b" * 64))
    shown = sources(place, "ada")
    (note,) = (source for source in shown if "Handed in again" in source)
    assert said in note
    assert shown[shown.index(note) + 1] == later
    put(place, graded("ada", 1, sha256="b" * 64))  # graded again: the note stays, once
    assert sources(place, "ada").count(note) == 1
    with opened(place, place) as book:
        (entry,) = book.entries()
    assert "why" in entry.waiting
    ran(place, "ada", "Third.")
    put(place, graded("ada", sha256="c" * 64))
    (note,) = (source for source in sources(place, "ada") if "Handed in again" in source)
    assert "has changed" in note

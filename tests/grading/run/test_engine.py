"""A class: each submission once, in any order, with any number of workers, and nothing lost."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_code_cell

from tests.grading import small_course
from tests.grading.conftest import LIMITS
from tests.grading.small_class import graded, hand_in
from tests.grading.small_course import NAME, POSSIBLE, WRONG, submission, write
from trilateral.grading.errors import ConfinementError, GradingError
from trilateral.grading.intake import receipts
from trilateral.grading.intake.receipts import Receipt
from trilateral.grading.journal import GradingJournal
from trilateral.grading.results import Grading, Mark, Standing, changes
from trilateral.grading.run.course import Course, find_course, find_submissions
from trilateral.grading.run.engine import run
from trilateral.grading.run.settings import Settings, check_confinement
from trilateral.grading.submission import fingerprint

if TYPE_CHECKING:
    from nbformat import NotebookNode

CLASS: dict[str, NotebookNode | bytes] = {
    "ann": submission(),
    "bea": submission(WRONG),
    "cem": submission(first="import os\nos._exit(0)"),
    "dag": submission({"counts": "while True: pass"}),
    "eve": submission(first="import pandas as pd\npd.DataFrame = None"),
    "fay": b"not a notebook",
    "gus": submission({"total": "total = ..."}),
    "hal": submission(first="import os, signal\nos.kill(os.getppid(), signal.SIGKILL)"),
}
"""One submission of each kind, hostile ones between honest ones."""


def test_when_only_the_data_beside_it_changed_then_it_is_graded_again(course: Course) -> None:
    work = submission({"total": "total = int(open('n.txt').read())"})
    path = small_course.submit(course.folder / "submitted", "ann", work)
    when = datetime(2026, 3, 1, tzinfo=UTC)
    receipt = Receipt("ann", NAME, fingerprint(path), 1, "a", when, beside=("n.txt",))
    receipts.write(receipt, path.parent)
    for number, points in (("41", POSSIBLE - 1), ("42", POSSIBLE)):
        (path.parent / "n.txt").write_text(number)
        first, second = graded(course), graded(course)
        assert [one.points for one in first.graded] == [points]
        assert (first.before, second.before) == (0, 1)


def test_when_order_and_workers_differ_then_marks_are_the_same(course: Course) -> None:
    hand_in(course, CLASS)
    one = graded(course, 1)
    assert [each.learner for each in one.graded] == sorted(CLASS)
    assert [each.points for each in one.graded] == [8, 1, 8, 6, 4, 0, 6, 8]
    assert graded(course, 2, to="other", backwards=True).graded == one.graded


def test_when_a_submission_stands_alone_then_its_marks_are_as_in_the_class(course: Course) -> None:
    hand_in(course, CLASS)
    together = graded(course, 2).graded
    submissions, _ = find_submissions(course.folder / "submitted", course)
    alone = run(course, submissions[3:4], course.folder / "alone" / "j", Settings(LIMITS))
    assert alone.graded == together[3:4]


def test_when_nothing_changed_then_nothing_runs_again(course: Course) -> None:
    hand_in(course, {"ann": submission(), "bea": submission(WRONG)})
    first = graded(course)
    second = graded(course)
    assert second.before == 2
    assert second.graded == first.graded
    assert len((course.folder / "graded" / "journal.jsonl").read_text().splitlines()) == 2


def test_when_it_is_asked_for_or_grading_had_failed_then_the_same_file_runs_again(
    course: Course,
) -> None:
    hand_in(course, {"ann": submission()})
    (first,) = graded(course).graded
    journal = course.folder / "graded" / "journal.jsonl"
    submissions, _ = find_submissions(course.folder / "submitted", course)
    assert run(course, submissions, journal, Settings(LIMITS, again=True)).before == 0
    failed = replace(first.marks[0], standing=Standing.UNGRADED, points=None)
    with GradingJournal(journal) as book:
        book.add(replace(first, marks=(failed, *first.marks[1:])))
    report = graded(course)
    assert (report.before, report.graded) == (0, [first])


def test_when_a_submission_changed_then_it_alone_runs_and_the_change_is_shown(
    course: Course,
) -> None:
    hand_in(course, {"ann": submission(), "bea": submission({"total": "total = 41"})})
    graded(course)
    hand_in(course, {"bea": submission()})
    told: list[object] = []
    report = graded(course, done=lambda one: told.append(one.learner), earlier=told.append)
    assert told == [1, "bea"]
    assert report.before == 1
    (change,) = report.changes
    assert (change.learner, change.task) == ("bea", "total")
    assert (change.before, change.after) == ("1 of 2, partly earned", "2 of 2, earned")


def test_when_the_tests_changed_then_all_run_again(course: Course) -> None:
    hand_in(course, {"ann": submission()})
    graded(course)
    stricter = small_course.solution()
    for cell in stricter.cells:
        cell.source = cell.source.replace("42", "43")
    write(stricter, course.solution(NAME))
    report = graded(find_course(course.folder, LIMITS))
    assert report.before == 0
    assert [change.after for change in report.changes] == ["1 of 2, partly earned"]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("yield 3", "yields 3"),
        ("yield total == wanted, 'x'", "name 'wanted' is not defined"),
        ("yield total == 41, 'The total.'", "The solution itself does not pass"),
    ],
)
def test_when_a_check_is_written_wrongly_then_there_is_no_mark_and_it_says_so(
    course: Course, fault: str, said: str
) -> None:
    broken = small_course.solution()
    for cell in broken.cells:
        cell.source = cell.source.replace('yield total == 42, "The total is not that."', fault)
    write(broken, course.solution(NAME))
    hand_in(course, {"ann": submission()})
    (one,) = graded(find_course(course.folder, LIMITS)).graded
    (mark,) = one.unsettled
    assert (mark.task, mark.points, mark.standing) == ("total", None, Standing.UNGRADED)
    assert said in mark.note
    assert one.points == one.possible == POSSIBLE - 2


def test_when_a_solution_cannot_be_loaded_then_grading_does_not_start(course: Course) -> None:
    write(submission(first="1 / 0"), course.solution(NAME))
    hand_in(course, {"ann": submission()})
    broken = small_course.solution()
    broken.cells[0].source = "1 / 0"
    write(broken, course.solution(NAME))
    with pytest.raises(GradingError, match="ZeroDivisionError"):
        graded(course)


def test_when_an_exercise_holds_hidden_tests_then_grading_does_not_start(course: Course) -> None:
    write(small_course.solution(), course.folder / "exercises" / NAME / f"{NAME}.ipynb")
    with pytest.raises(GradingError, match="contains hidden tests"):
        find_course(course.folder, LIMITS)


def test_when_the_submissions_lie_where_python_is_then_grading_does_not_start(
    course: Course,
) -> None:
    assert check_confinement(Settings(LIMITS), [course.folder]) == ()
    with pytest.raises(ConfinementError):
        check_confinement(Settings(LIMITS), [course.solution(NAME), Path(sys.prefix) / "solutions"])


def test_when_folders_are_not_submissions_then_they_are_named(course: Course) -> None:
    hand_in(course, {"ann": submission()})
    folder = course.folder / "submitted"
    write(submission(), folder / "bea" / "other" / "other.ipynb")
    write(submission(), folder / "cem" / NAME / "renamed (1).ipynb")
    (folder / "dag" / NAME).mkdir(parents=True)
    (folder / "eve" / NAME).mkdir(parents=True)
    (folder / "eve" / NAME / f"{NAME}.ipynb").symlink_to(course.solution(NAME))
    found, strange = find_submissions(folder, course)
    assert [one.learner for one in found] == ["ann", "cem"]
    assert [path.parent.name for path in strange] == ["bea", "dag", "eve"]


def test_when_a_faulty_check_has_no_answer_then_the_rest_is_marked(course: Course) -> None:
    broken = small_course.solution()
    for cell in broken.cells:
        cell.source = cell.source.replace("yield total == 42", "yield total == 41")
    write(broken, course.solution(NAME))
    late = submission({"total": "total = ..."})
    late.cells.append(new_code_cell("total = 42"))
    hand_in(course, {"ann": late})
    (one,) = graded(find_course(course.folder, LIMITS)).graded
    assert one.points == POSSIBLE - 2
    assert not one.incidents


@pytest.mark.matrix
def test_when_there_are_more_workers_than_cores_then_marks_stay(course: Course) -> None:
    busy = "import time\nuntil = time.process_time() + .3\nwhile time.process_time() < until: pass"
    names = [f"learner-{number}" for number in range(12)]
    hand_in(course, dict.fromkeys(names, submission(first=busy)))
    submissions, _ = find_submissions(course.folder / "submitted", course)
    settings = Settings(replace(LIMITS, patience=1.5), workers=12)
    report = run(course, submissions, course.folder / "graded" / "journal.jsonl", settings)
    assert {graded.points for graded in report.graded} == {POSSIBLE}
    assert not [graded.incidents for graded in report.graded if graded.incidents]


def test_when_the_tasks_are_others_than_before_then_each_that_came_or_went_is_shown() -> None:
    same = Mark("same", Standing.LOST, 0, 2)
    old, new = (
        Grading("ann", NAME, "0", "t", (Mark(task, Standing.EARNED, 2, 2), same))
        for task in ("gone", "come")
    )
    assert [(one.task, one.before, one.after) for one in changes(old, new)] == [
        ("gone", "2 of 2, earned", "no such task"),
        ("come", "no such task", "2 of 2, earned"),
    ]

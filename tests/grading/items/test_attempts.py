"""First attempts and later ones, and versions of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.testing import CliRunner

from tests.grading.classroom import NAME, course, graded, journal
from trilateral.cli import app
from trilateral.grading.items import view
from trilateral.grading.items.analysis import analyse
from trilateral.grading.items.findings import of_class
from trilateral.grading.items.reading import task_answers
from trilateral.grading.limits import Limits
from trilateral.grading.results import Mark, Standing
from trilateral.grading.run.course import find_course

if TYPE_CHECKING:
    from pathlib import Path


def test_when_a_file_is_graded_again_then_it_is_the_same_attempt(tmp_path: Path) -> None:
    class_ = [graded(f"l{at}", 0) for at in range(10)]
    mended = [graded(f"l{at}", 2, tests="v2") for at in range(10)]
    found, _ = of_class(journal(tmp_path, *class_, *mended), None)
    (item,) = (each for each in found.items if each.item == "one")
    assert (item.version, item.difficulty, item.first_attempt, item.first_n) == ("v2", 1, None, 0)
    assert "first attempt" not in view.table(found.items)


def test_when_somebody_hands_in_again_then_first_attempts_are_told_apart(tmp_path: Path) -> None:
    old = [graded(f"l{at}", 2, tests="v0") for at in range(10)]
    class_ = [graded(f"l{at}", 0) for at in range(10)]
    again = [graded(f"l{at}", 2, sha256="b" * 64) for at in range(5)]
    place = journal(tmp_path, *old, *class_, *again)
    told = CliRunner().invoke(app, ["items", str(place)])
    assert "difficulty 0.50" in told.output
    assert "first attempt 0.00, N = 10" in told.output
    table = view.table(of_class(place, None)[0].items)
    assert [table[name][0] for name in ("difficulty", "first attempt", "of N")] == [0.5, 0, 10]


def test_when_a_message_is_long_then_no_line_is_wider_than_a_terminal(tmp_path: Path) -> None:
    marks = (Mark("one", Standing.LOST, 0, 2, messages=("Count again. " * 20,)),)
    place = journal(tmp_path, *[graded(f"l{at}", marks=marks) for at in range(10)])
    told = CliRunner().invoke(app, ["items", str(place)])
    assert "Count again." in told.output
    assert max(map(len, told.output.splitlines())) <= 80


def test_when_only_other_tests_marked_a_first_attempt_then_it_is_left_out(tmp_path: Path) -> None:
    class_ = [graded(f"l{at}", 0, tests="v0") for at in range(10)]
    again = [graded(f"l{at}", 2, sha256="b" * 64) for at in range(10)]
    found, _ = of_class(journal(tmp_path, *class_, *again), None)
    assert {(item.version, item.first_attempt, item.first_n) for item in found.items} == {
        ("v1", None, 0)
    }


def test_when_only_the_limits_differ_then_it_is_graded_again_but_is_the_same_item(
    tmp_path: Path,
) -> None:
    place = course(tmp_path)
    short, long = (
        find_course(place, Limits(cell=seconds)).assignments[NAME].tests for seconds in (10, 20)
    )
    assert short != long
    (item, *_) = analyse(task_answers([graded("a", tests=short), graded("b", tests=long)]))
    assert item.n == 2

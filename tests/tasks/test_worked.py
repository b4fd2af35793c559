"""Worked solutions: in self-study, after two different answers, and nowhere else."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from tests.grading.small_course import CHECKS, NAME, SECRET, SETUP, write_course
from trilateral.tasks import Outcome, solution, worked

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.tasks import Result


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a clone, and work in the folder of its exercise."""
    folder = write_course(tmp_path / "course")
    monkeypatch.chdir(folder / "exercises" / NAME)
    monkeypatch.setattr(worked, "_checked", defaultdict(set))
    return folder


def checked(task: str, answer: object) -> Result:
    """Return what the check of an exercise says, as a learner's notebook calls it."""
    names: dict[str, Any] = {}
    exec(SETUP, names)  # noqa: S102 -- the course's own cell
    visible = CHECKS[task].partition("    ### BEGIN HIDDEN TESTS")[0]
    exec(visible, names)  # noqa: S102 -- as above
    names[task] = answer
    before = names["check"]
    result: Result = before()
    assert names["check"] is before
    return result


@pytest.mark.usefixtures("course")
def test_when_one_studies_alone_then_every_check_runs() -> None:
    assert checked("total", 42).outcome is Outcome.CORRECT
    wrong = checked("total", 41)
    assert (wrong.outcome, wrong.further) == (Outcome.PARTIAL, 0)
    assert "The total is not that." in wrong.messages


@pytest.mark.usefixtures("course")
def test_when_two_different_answers_were_checked_then_the_solution_can_be_opened() -> None:
    assert not checked("word", "treaty").worked
    assert "so far it is 1" in repr(solution("word"))
    assert not checked("word", "treaty").worked
    shown = checked("word", "pact")
    assert shown.worked
    assert 'solution("word")' in str(shown)
    assert repr(solution("word")) == f"word = {SECRET!r}"


@pytest.mark.usefixtures("course")
def test_when_nothing_is_answered_then_no_answer_is_checked() -> None:
    for _ in range(3):
        checked("word", ...)
    assert "so far it is 0" in repr(solution("word"))


def test_when_a_hand_out_is_graded_then_there_is_no_solution(course: Path) -> None:
    for path in (course / "solutions").rglob("*.ipynb"):
        path.unlink()
    for answer in ("treaty", "pact", "deal"):
        assert not checked("word", answer).worked
    assert checked("word", SECRET).unsettled
    assert "There is no worked solution here" in repr(solution("word"))


@pytest.mark.usefixtures("course")
def test_when_the_learner_has_given_a_checks_name_away_then_the_visible_checks_still_run() -> None:
    names: dict[str, Any] = {}
    exec(SETUP, names)  # noqa: S102 -- the course's own cell
    exec(CHECKS["total"].partition("    ### BEGIN HIDDEN TESTS")[0], names)  # noqa: S102 -- as above
    names.update(total=42, task=3)
    assert names["check"]().unsettled

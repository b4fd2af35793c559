"""What the assignments come to together."""

from __future__ import annotations

import re
from collections import Counter

import nbformat

from tests.tasks.proof import ROOT, SOLUTIONS
from trilateral.assignments.room import MOST, code_checks
from trilateral.notebook.lessons import lessons

FEWEST = 6
"""Tasks with code in an exercise."""


def kinds() -> dict[str, Counter[str]]:
    """Return, by lesson, the numbers of tasks of each kind and of personal variants."""
    found = {}
    for path in SOLUTIONS:
        count: Counter[str] = Counter()
        for cell in nbformat.read(path, as_version=4).cells:
            roles = cell.metadata.get("nbgrader", {})
            choice = cell.metadata.get("trilateral", {}).get("kind") == "choice"
            count["code"] += bool(roles.get("grade") and not roles.get("solution")) - choice
            count["choices"] += choice
            count["written"] += bool(roles.get("task"))
            if cell.cell_type == "code":
                count["variants"] += len(re.findall(r"\bdraw\(", cell.source))
        found[path.stem] = count
    return found


def test_when_the_course_is_whole_then_each_lesson_has_an_assignment_of_fitting_length() -> None:
    assignments = kinds()
    assert sorted(assignments) == [path.stem for path in lessons(ROOT / "notebooks")]
    for name, count in assignments.items():
        assert FEWEST <= count["code"] <= MOST, (
            f"{name} has {count['code']} tasks with code; it may have {FEWEST} to {MOST}"
        )
        assert 1 <= count["written"] <= 2, (
            f"{name} has {count['written']} written tasks; it may have 1 or 2"
        )


def test_when_room_is_counted_then_the_tasks_with_code_are_those_that_the_course_has() -> None:
    have = {path.stem: len(code_checks(nbformat.read(path, as_version=4))) for path in SOLUTIONS}
    assert have == {name: count["code"] for name, count in kinds().items()}


def test_when_the_course_is_whole_then_it_has_tasks_enough_and_some_are_personal() -> None:
    total = sum(kinds().values(), Counter())
    assert total["code"] >= 40
    assert total["written"] >= 8
    assert total["variants"] >= 6

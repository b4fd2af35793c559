"""What a plan may say, and what is refused with its file, line and step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trilateral.classroom.errors import ClassroomError, PlanError
from trilateral.classroom.reading import load_plan, plan_paths, read_plan

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
lesson: 99_sample
title: A sample
steps:
  - id: join
    kind: join
    title: Everybody joins
    minutes: 2
    notes: Begin when three quarters have joined.
  - id: sure
    kind: vote
    title: How sure?
    minutes: 7
    item: start-how-sure
    notes: The record has [=incidents-2025] incidents ([#incidents], [@pca-award-2016]).
  - id: groups
    kind: groups
    title: Four accounts
    minutes: 12
    rivals: true
    cards: quiet-shoal
    first: 5
    mixed: 6
    task: Read.
    compare: Compare.
    notes: Listen.
    drop: One report.
  - id: exit
    kind: exit
    title: Exit ticket
    minutes: 4
    items: [start-how-sure-b, start-august-b]
    question: What do you doubt?
    notes: Read three aloud.
"""


def write(folder: Path, text: str = GOOD) -> Path:
    path = folder / "99_sample.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_when_a_plan_is_read_then_its_marks_are_written_out_and_its_minutes_added(
    tmp_path: Path,
) -> None:
    plan = read_plan(write(tmp_path))
    assert (plan.planned, plan.slack) == (25, 25)
    notes = plan.steps[1].notes
    assert notes.startswith("The record has 36 incidents (table *incidents*, [Permanent Court")
    assert "[=" not in notes
    assert load_plan("99", tmp_path) == plan


@pytest.mark.parametrize(
    ("old", "new", "where", "says"),
    [
        ("minutes: 2\n", "minutes: 20\n", 0, "the steps add up to 43 of 50 minutes"),
        ("id: sure", "id: join", 0, "step id 'join' is used twice; rename one"),
        ("item: start-how-sure\n", "item: start-howsure\n", 13, "Did you mean start-how-sure"),
        (
            "item: start-how-sure\n",
            "item: coercion-force-2025\n",
            13,
            "take one that a phone can show",
        ),
        ("item: start-how-sure\n", "item: start-august-b\n", 13, "mark it `discuss: true` in note"),
        ("quiet-shoal", "quite-shoal", 20, "Did you mean quiet-shoal"),
        ("mixed: 6", "mixed: 9", 15, "first: 5 and mixed: 9 are more than the step's 12 minutes"),
        ("kind: vote\n", "kind: vote\n    talk: 7\n", 9, "talk: 7 of 7 minutes leaves none"),
        ("[=incidents-2025]", "[=incidents-2052]", 14, "incidents-2052"),
        ("[#incidents]", "[#incident]", 14, "There is no table 'incident'"),
        ("kind: exit", "kind: exot", 27, "does not match any of the expected tags"),
        ("notes: Listen.", "note: Listen.", 25, "Extra inputs are not permitted"),
        (
            "items: [start-how-sure-b,",
            "items: [start-how-sur-b,",
            31,
            "Did you mean start-how-sure-",
        ),
        ("lesson: 99_sample", "lesson: 98_sample", 1, "the file is called 99_sample.yaml"),
        ("kind: join\n", "kind: show\n    chart: chain.chains\n", 6, "draw it with `uv run"),
        (
            "kind: join\n",
            "kind: predict\n    prediction: all\n",
            6,
            "the lesson has no prediction 'all'",
        ),
    ],
)
def test_when_a_plan_cannot_be_held_then_the_error_says_where_and_what_to_do(
    tmp_path: Path, old: str, new: str, where: int, says: str
) -> None:
    path = write(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(PlanError) as caught:
        read_plan(path)
    assert says in str(caught.value)
    assert not where or any(finding.line == where for finding in caught.value.findings)


def test_when_a_wrong_step_is_named_then_the_error_names_its_id(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace("cards: quiet-shoal", "cards: none-such"))
    with pytest.raises(PlanError, match=r"99_sample\.yaml:20: groups: No evidence cards"):
        read_plan(path)


def test_when_a_number_fits_two_plans_then_it_means_the_lesson() -> None:
    assert load_plan("05").lesson == "05_synthesis"
    assert load_plan("05_simulation").lesson == "05_simulation"


def test_when_there_is_no_such_plan_then_the_existing_ones_are_named(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(ClassroomError, match="There are: 99_sample"):
        load_plan("03_coercion", tmp_path)
    assert [path.stem for path in plan_paths(tmp_path)] == ["99_sample"]

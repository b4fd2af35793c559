"""Names and numbers of two courses mixed: nobody gets work that names somebody else."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.grading.platforms.shapes import MOODLE, collected
from trilateral.grading.intake.names import Names
from trilateral.grading.people.naming import joined, key
from trilateral.grading.people.roster import Learner, Roster, read_roster

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "Ana María Santos-Reyes, Jr.",
    "Seán O'Brien",
    "Maria Cruz",
    "Cruz Maria",
    "Maria Cruz Reyes",
    "太郎 山田",
    "Mia 🎓 Emoji",
    "Under_score A/B",
    "Binti",
    "Ann Alee",
    "Anna Lee",
    "Participant",
    "Team Alpha, 1",
)


def people(chance: Random) -> list[Learner]:
    """Return a class whose numbers on two platforms are of one small range."""
    made: list[Learner] = []
    for name in chance.choices(NAMES, k=chance.randrange(7)):
        first, _, last = name.partition(" ")
        whole = chance.random() < 0.5
        own = {"name": name} if whole else {"first_name": first, "last_name": last}
        for kind in ("participant", "canvas_id"):
            if chance.random() < 0.5:
                own[kind] = str(chance.randrange(1, 9))
        made.append(Learner(f"learner-{len(made)}", **own))
    return made


@settings(max_examples=5_000, deadline=None)
@given(st.integers(0, 2**32))
def test_when_names_and_numbers_are_shuffled_then_nobody_gets_work_that_names_another(
    seed: int,
) -> None:
    chance = Random(seed)  # noqa: S311 -- a shuffle
    roster, name = people(chance), chance.choice(NAMES)
    number = chance.choice(["", *map(str, range(1, 9))])
    canvas = chance.random() < 0.5
    cleaned = "".join(letter for letter in name if letter not in "'\"|/:*?<>\\&").replace("_", " ")
    middle = f"_{number}" if number else ""
    path = f"{cleaned}{middle}_assignsubmission_file/03.ipynb"
    if canvas:
        path = f"{joined(name)}_{number or '9'}_77_03.ipynb"
    clue = Names(Roster(roster), ["03_coercion"]).read(path)
    assert clue
    for person in clue.people:
        if canvas:
            assert joined(name) in (joined(person.sortable_name), joined(person.full_name))
        else:
            assert person.is_hidden if clue.anonymous else key(name) == key(person.full_name)


@pytest.mark.parametrize(
    ("name", "number", "people", "why"),
    [
        ("Bo Day", "4", [Learner("ada", "Ada", "Lee", participant="4")], "number 4 is Ada Lee's"),
        ("Team A", "4", [Learner("ada", "Ada", "Lee", participant="4")], "may belong to a group"),
        (
            "Team A",
            "",
            [Learner("ada", "Ada", "Lee")],
            "not in the roster, as a learner or as a group",
        ),
        (
            "Ada Lee",
            "4",
            [Learner("ada", "Ada", "Lee"), Learner("b", group="Ada Lee")],
            "or a group",
        ),
    ],
)
def test_when_a_number_and_the_name_beside_it_are_two_peoples_then_both_are_named(
    name: str, number: str, people: list[Learner], why: str
) -> None:
    middle = f"_{number}" if number else ""
    path = f"{name}{middle}_assignsubmission_file/03.ipynb"
    clue = Names(Roster(people), ["03_coercion"]).read(path)
    assert clue
    assert not clue.people
    assert why in clue.problem
    assert name in clue.problem


def test_when_canvas_has_a_number_of_another_course_then_the_file_is_refused() -> None:
    roster = Roster([Learner("ada", "Ada", "Lee", canvas_id="701")])
    clue = Names(roster, ["03_coercion"]).read("daybo_701_88001_03_coercion.ipynb")
    assert clue
    assert not clue.people
    assert "the number 701 is Ada Lee's" in clue.problem


GROUPS = MOODLE / "moodle51-groups.zip"


def test_when_groups_hand_in_then_no_person_with_that_number_gets_their_work(
    tmp_path: Path,
) -> None:
    """Groups 1 and 2 are not participants 1 and 2, who are in the worksheet."""
    report = collected(GROUPS, tmp_path, MOODLE / "moodle51-worksheet.csv")
    assert not report.arrivals
    assert len(report.unmatched) == 3
    assert not list(tmp_path.iterdir())


def test_when_the_list_names_groups_then_each_member_is_credited(tmp_path: Path) -> None:
    people = [
        Learner("ana", "Ana", "Reyes", participant="2", group="Team Alpha, 1"),
        Learner("bo", "Bo", "Day", participant="1", group="Pangkat Ñ"),
        Learner("cy", "Cy", "Low", participant="5", group="Team Alpha, 1"),
        Learner("di", "Di", "Ray", participant="6"),
    ]
    report = collected(GROUPS, tmp_path, Roster(people))
    taken = {
        one.receipt.learner: (one.receipt.group, one.receipt.source[:4]) for one in report.arrivals
    }
    assert taken == {
        "ana": ("Team Alpha, 1", "Team"),
        "bo": ("Pangkat Ñ", "Pang"),
        "cy": ("Team Alpha, 1", "Team"),
    }
    (listed,) = report.unmatched
    assert listed.name.startswith("Default group")
    assert [one.id for one in report.absent["04_capabilities"]] == ["di"]


@pytest.mark.parametrize("title", ["Group", "group", "Gruppe"])
def test_when_a_worksheet_has_a_column_of_groups_then_it_is_read(
    tmp_path: Path, title: str
) -> None:
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        f"Identifier,Full name,{title},Status\n"
        'Participant 4,Ana Reyes,"Team Alpha, 1",Submitted\n'
        "Participant 5,Bo Day,Default group,Submitted\n"
    )
    report = collected(GROUPS, tmp_path / "to", sheet)
    assert {one.receipt.group for one in report.arrivals} == {"Team Alpha, 1", "Default group"}
    assert [one.group for one in read_roster(sheet).learners] == ["Team Alpha, 1", "Default group"]

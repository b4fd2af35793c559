"""Who in one list is whom in another: never by a number that happens to be equal."""

from __future__ import annotations

import pytest

from trilateral.grading.people.matching import loses, match, updated
from trilateral.grading.people.roster import Learner, Roster

MOODLE = Learner("ada", "Ada", "Lovelace", "ada@x.example", "ada", "12")


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (MOODLE, Learner("12", "Bo", "Day", canvas_id="12"), False),
        (MOODLE, Learner("12", "Bo", "Day", sis_user_id="12"), False),
        (MOODLE, Learner("x", "Bo", "Day", sis_login_id="ada"), False),
        (MOODLE, Learner("x", "Ada", "Lovelace", sis_user_id="0012"), True),
        (MOODLE, Learner("x", "Ada", "Lovelace", canvas_id="7"), True),
        (MOODLE, Learner("x", "Ada", "Lovelace", id_number="13"), False),
        (MOODLE, Learner("x", "A.", "Lovelace", id_number="0012"), True),
        (MOODLE, Learner("x", "A.", "L.", sis_login_id="ada@x.example"), True),
        (MOODLE, Learner("12", canvas_id="12"), False),
        (Learner("12", id_number="12"), Learner("12", "Bo", "Day", canvas_id="12"), False),
        (Learner("12", participant="12"), Learner("12", "Bo", "Day", canvas_id="12"), False),
        (Learner("12"), Learner("12", "Bo", "Day", canvas_id="12"), True),
        (Learner("ada"), Learner("x", "Ada", "L.", sis_login_id="ada"), True),
        (Learner("12", "Ada", "L."), Learner("12", "Bo", "Day", canvas_id="12"), False),
    ],
)
def test_when_lists_are_of_two_platforms_then_only_what_is_one_thing_matches(
    ours: Learner,
    theirs: Learner,
    same: bool,  # noqa: FBT001 -- a table of cases
) -> None:
    side = match(Roster([ours]), Roster([theirs]))
    assert side.pairs == (((ours, theirs),) if same else ())
    assert (side.only_ours, side.only_theirs) == (((), ()) if same else ((ours,), (theirs,)))


def test_when_two_have_one_name_then_neither_is_guessed() -> None:
    twins = Roster([Learner("a", "An", "Ng", id_number="1"), Learner("b", "An", "Ng")])
    assert not match(twins, Roster([Learner("x", "An", "Ng", canvas_id="7")])).pairs
    other = Roster([Learner("x", "An", "Ng"), Learner("y", "An", "Ng")])
    assert not match(Roster([twins.learners[1]]), other).pairs


def test_when_a_new_list_comes_then_ids_stay_and_it_is_known_what_is_lost() -> None:
    canvas = Roster([Learner("7", "Ada", "Lovelace", canvas_id="7"), Learner("9", canvas_id="9")])
    now = updated(Roster([MOODLE]), canvas)
    assert [(one.id, one.username, one.canvas_id) for one in now.learners] == [
        ("ada", "ada", "7"),
        ("9", "", "9"),
    ]
    assert not loses(Roster([MOODLE]), now)
    assert loses(now, Roster([MOODLE]))

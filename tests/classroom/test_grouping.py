"""Groups of three to five, every account heard, and a place for anyone who comes late."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.classroom.samples import CLASS
from trilateral.classroom.grouping import delegations, experts, mixed, of, placed
from trilateral.classroom.script import SimulationStep

SIDES = ["north", "south", "west", "east"]


def seats(count: int) -> list[str]:
    """Return so many seats."""
    return [f"seat {i:03}" for i in range(count)]


@given(st.integers(6, 120), st.integers(2, 5), st.integers(0, 99))
@settings(max_examples=80)
def test_when_six_or_more_are_grouped_then_each_group_has_three_to_five_and_nobody_two_seats(
    count: int, sides: int, seed: int
) -> None:
    everybody = seats(count)
    first = experts(everybody, set(everybody), ["a", "b", "c", "d", "e"][:sides], seed)
    second = mixed(first, set(everybody))
    for teams in (first, second):
        assert sorted(seat for team in teams for seat in team.members) == everybody
        assert all(3 <= len(team.members) <= 5 for team in teams)


@given(st.integers(6, 120), st.integers(2, 4), st.integers(0, 99))
@settings(max_examples=80)
def test_when_groups_are_mixed_then_each_account_is_spread_as_evenly_as_it_can_be(
    count: int, sides: int, seed: int
) -> None:
    everybody = seats(count)
    first = experts(everybody, (), SIDES[:sides], seed)
    side_of = {seat: team.side for team in first for seat in team.members}
    tables = [Counter(side_of[seat] for seat in team.members) for team in mixed(first, ())]
    for side in set(side_of.values()):
        told = [table[side] for table in tables]
        assert max(told) - min(told) <= 1


def test_when_forty_meet_then_every_table_hears_every_account() -> None:
    first = experts(seats(40), seats(40), SIDES, 3)
    side_of = {seat: team.side for team in first for seat in team.members}
    heard = [{side_of[seat] for seat in team.members} for team in mixed(first, ())]
    assert all(len(each) == 4 for each in heard)


@pytest.mark.parametrize("count", range(6))
def test_when_a_class_is_small_then_everybody_still_has_a_place(count: int) -> None:
    teams = experts(seats(count), (), SIDES, 1)
    assert sorted(seat for team in teams for seat in team.members) == seats(count)
    assert sum(map(len, (team.members for team in mixed(teams, ())))) == count


def test_when_phones_sleep_then_no_group_is_made_of_them_alone() -> None:
    everybody = seats(20)
    awake = everybody[:6]
    for team in experts(everybody, awake, SIDES, 5):
        assert set(team.members) & set(awake)


def test_when_somebody_comes_late_then_the_smallest_group_takes_them_and_nobody_moves() -> None:
    teams = experts(seats(9), (), SIDES, 1)
    later = placed(teams, "late")
    assert of(later, "late")
    assert all(set(a.members) <= set(b.members) for a, b in zip(teams, later, strict=True))
    assert placed(later, "late") == later
    assert max(len(team.members) for team in later) - min(len(team.members) for team in later) <= 1


@pytest.mark.parametrize(("count", "sides"), [(2, 2), (8, 2), (9, 3), (40, 3)])
def test_when_the_class_is_small_then_only_delegations_that_are_needed_meet(
    count: int, sides: int
) -> None:
    step = CLASS.step("shoal")
    assert isinstance(step, SimulationStep)
    named = step.sides_for(count)
    assert named == ["manila", "beijing", "press"][:sides]
    sizes = [len(team.members) for team in delegations(seats(count), (), named, 1)]
    assert sum(sizes) == count
    assert max(sizes) - min(sizes) <= 1

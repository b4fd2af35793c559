"""Seating: groups of three to five on one account each, then mixed groups, and delegations."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_MOST: Final = 5
_FEWEST: Final = 3
_LIKED: Final = 4


@dataclass(frozen=True)
class Team:
    """Seats that sit together; `side` is their account or delegation, empty if they are mixed."""

    id: str
    side: str
    members: tuple[str, ...] = ()


Teams = tuple[Team, ...]


def experts(seats: Iterable[str], here: Collection[str], sides: Sequence[str], seed: int) -> Teams:
    """Return groups of three to five on one account each, as even as they can be.

    A class of fewer than six has smaller ones, since one group alone has nobody to compare with.

    Parameters
    ----------
    seats
        Everybody who has joined.
    here
        Those whose phones have been heard from recently. The others are spread, so that no group
        consists of phones that sleep.
    sides
        The accounts, by id.
    seed
        What chance is drawn with.
    """
    order = _shuffled(seats, here, seed)
    count = _count(len(order), len(sides))
    if count < len(sides):  # chance says which accounts a small class does without
        sides = random.Random(seed).sample(sides, count)  # noqa: S311 -- it keeps no secret
    teams = [Team(f"group-{i + 1}", sides[i % len(sides)]) for i in range(count)]
    return _dealt(order, teams)


def mixed(first: Teams, here: Collection[str]) -> Teams:
    """Return groups in which somebody tells each account, as far as numbers allow.

    Those who argued for one account are dealt out one after the other.
    """
    order: list[str] = []
    for side in dict.fromkeys(team.side for team in first):
        same = [seat for team in first if team.side == side for seat in team.members]
        order += sorted(same, key=lambda seat: seat not in here)
    count = max(1, (len(order) + 2) // _LIKED)
    return _dealt(order, [Team(f"mixed-{i + 1}", "") for i in range(count)])


def delegations(
    seats: Iterable[str], here: Collection[str], sides: Sequence[str], seed: int
) -> Teams:
    """Return the delegations, of sizes that differ by one at most; the first are filled first."""
    return _dealt(_shuffled(seats, here, seed), [Team(side, side) for side in sides])


def placed(teams: Teams, seat: str, missing: Sequence[str] = ()) -> Teams:
    """Return the teams with a place in the smallest for somebody who came late.

    Parameters
    ----------
    teams
        The teams; somebody who has a place keeps it.
    seat
        Who came.
    missing
        Sides that need somebody most: of equally small teams, one of these is chosen.
    """
    if not teams or any(seat in team.members for team in teams):
        return teams
    best = min(
        range(len(teams)),
        key=lambda i: (len(teams[i].members), teams[i].side not in missing, i),
    )
    return tuple(
        replace(team, members=(*team.members, seat)) if i == best else team
        for i, team in enumerate(teams)
    )


def without(teams: Teams, seat: str) -> Teams:
    """Return the teams without somebody who was taken out."""
    return tuple(
        replace(team, members=tuple(each for each in team.members if each != seat))
        for team in teams
    )


def of(teams: Teams, seat: str) -> Team | None:
    """Return somebody's team."""
    return next((team for team in teams if seat in team.members), None)


def _count(seats: int, sides: int) -> int:
    """Return how many groups: of about four, and as many for each account if it can be."""
    if seats < 2 * _FEWEST:
        return max(1, min(2, sides, seats))
    even = [
        count
        for count in range(sides, seats + 1, sides)
        if seats // count >= _FEWEST and -(-seats // count) <= _MOST
    ]
    if even:
        return min(even, key=lambda count: abs(seats / count - _LIKED))
    count = (seats + 2) // _LIKED
    return max(count, sides) if seats >= _FEWEST * sides else count


def _shuffled(seats: Iterable[str], here: Collection[str], seed: int) -> list[str]:
    order = sorted(seats)
    random.Random(seed).shuffle(order)  # noqa: S311 -- it deals groups and keeps no secret
    return sorted(order, key=lambda seat: seat not in here)


def _dealt(order: Sequence[str], teams: Sequence[Team]) -> Teams:
    return tuple(
        replace(team, members=tuple(order[i :: len(teams)])) for i, team in enumerate(teams)
    )

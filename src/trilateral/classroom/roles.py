"""What each member of a group does: three roles that every group has, and two for larger ones."""

from __future__ import annotations

from typing import Final, Literal

from trilateral.classroom.views import Card

Kind = Literal["experts", "mixed"]
_EXPERTS: Final = (
    Card(
        title="Reader",
        html="<p>Read the card to the group, piece by piece. Say where each is from.</p>",
    ),
    Card(title="Advocate", html="<p>Say which two pieces are strongest, and why.</p>"),
    Card(title="Doubter", html="<p>Name the piece that fits this account least.</p>"),
    Card(title="Timekeeper", html="<p>Watch the clock. See that everybody has spoken once.</p>"),
    Card(title="Listener", html="<p>Tell the whole account at the end, without the card.</p>"),
)
_MIXED: Final = (
    Card(
        title="Reporter",
        html="<p>Tell your account. Then write down what the table agrees on, and report it.</p>",
    ),
    Card(
        title="Host",
        html="<p>Tell your account. See that each account is heard once, whole. Should the "
        "reporter's phone fail, report in its place.</p>",
    ),
    Card(title="Speaker", html="<p>Tell your account at its best, without the card.</p>"),
)


def role(kind: Kind, place: int) -> Card:
    """Return the role of somebody by place in the group; beyond the roles the last is repeated."""
    roles = _EXPERTS if kind == "experts" else _MIXED
    return roles[min(place, len(roles) - 1)]


def reports(place: int) -> bool:
    """Return whether somebody may report for a mixed group: the reporter, and the host instead."""
    return place < 2  # noqa: PLR2004 -- the first two of `_MIXED`

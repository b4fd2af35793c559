"""A class at a moment: its seats, its place in the plan, and what was answered.

`trilateral.classroom.applying` says what an event makes of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from trilateral.classroom.script import ONLY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.classroom import grouping
    from trilateral.classroom.protocol import Answer, Round
    from trilateral.classroom.script import Script, Step


class Slot(NamedTuple):
    """What an answer is an answer to."""

    step: str
    round: Round
    item: str


@dataclass(frozen=True)
class Given:
    """A seat's answer; of two, the one with the higher `n` counts."""

    n: int
    answer: Answer


@dataclass(frozen=True)
class Progress:
    """Where a step stands."""

    stage: str
    ends: float | None = None
    opened: frozenset[Round] = frozenset()
    """The rounds of answers that have been open."""


@dataclass(frozen=True)
class Note:
    """A message between delegations."""

    step: str
    phase: str
    seat: str
    sender: str
    to: str
    text: str


@dataclass(frozen=True)
class Teams:
    """The groups of a step; delegations are in `first`."""

    first: grouping.Teams
    mixed: grouping.Teams = ()


@dataclass(frozen=True)
class State:
    """A class at a moment."""

    script: Script
    at: str
    """The step's id."""
    began: float | None = None
    """When the second step was entered."""
    entered: float = 0.0
    seats: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of each seat's key, in the order of joining."""
    removed: Mapping[str, str] = field(default_factory=dict)
    """The same for seats that the desk took out."""
    door: bool = True
    progress: Mapping[str, Progress] = field(default_factory=dict)
    answers: Mapping[Slot, Mapping[str, Given]] = field(default_factory=dict)
    late: frozenset[tuple[str, Slot]] = frozenset()
    shown: frozenset[tuple[str, str]] = frozenset()
    """Words on the projector: the step and the word's id."""
    teams: Mapping[str, Teams] = field(default_factory=dict)
    seen: frozenset[tuple[str, int]] = frozenset()
    """Acts that must not be taken twice."""
    reports: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By step and mixed group."""
    notes: tuple[Note, ...] = ()
    statements: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By step and delegation."""
    host: str | None = None
    """The address of the local network that the desk has confirmed."""
    asked: bool = False
    shares: Mapping[str, tuple[int, bool]] = field(default_factory=dict)
    """The act's number and what it said."""
    over: bool = False

    @property
    def step(self) -> Step:
        """The step that the class is at."""
        return self.script.step(self.at) or self.script.steps[0]

    def stage(self, step: str) -> Progress:
        """Return where a step stands."""
        there = self.script.step(step)
        first = there.stages[0] if there else ""
        return self.progress.get(step, Progress(first))

    def answers_to(self, slot: Slot) -> Mapping[str, Given]:
        """Return the answers to something, by seat."""
        return self.answers.get(slot, {})

    def settled(self, step: Step) -> bool:
        """Return whether answers to a step no longer count: the class has seen the right one."""
        stages = step.stages
        return step.settles is not None and stages.index(self.stage(step.id).stage) >= stages.index(
            step.settles
        )

    def word(self, step: str, seat: str) -> str:
        """Return the id of what a seat has written; it changes when the text does."""
        answer = self.answers_to(Slot(step, "only", ONLY))[seat]
        return f"w{hashed(f'{step} {self.seats.get(seat)} {answer.n}')[:12]}"

    def sent(self, step: str, stage: str, sender: str) -> int:
        """Return how many messages a delegation has sent in a stage."""
        return sum(
            (each.step, each.phase, each.sender) == (step, stage, sender) for each in self.notes
        )

    def seat_of(self, key: str) -> str | None:
        """Return whose key has this SHA-256, of those in the class."""
        return next((seat for seat, own_key in self.seats.items() if own_key == key), None)

    @property
    def all_share(self) -> bool:
        """Whether the desk has asked, and every seat said yes."""
        return self.asked and bool(self.seats) and all(self.share(seat) for seat in self.seats)

    def share(self, seat: str) -> bool | None:
        """Return what a seat said when it was asked whether its answers may be kept."""
        share = self.shares.get(seat)
        return share[1] if share else None


def begin(script: Script, at: float) -> State:
    """Return a class in which nothing has happened yet."""
    return State(script, script.steps[0].id, entered=at)


def hashed(key: str) -> str:
    """Return what a key is known by; the key itself is kept nowhere."""
    return sha256(key.encode()).hexdigest()

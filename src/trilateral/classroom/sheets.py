"""What the print pages of one class are made of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from trilateral.classroom import simulation
from trilateral.classroom.cards import Card, cards
from trilateral.classroom.plan import Exit, Groups, Predict, Simulation, Vote
from trilateral.classroom.reading import load_plan
from trilateral.classroom.references import asked, prediction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.classroom.plan import Plan
    from trilateral.classroom.simulation import Scenario
    from trilateral.quiz.bank import Item

LEARNERS: Final = 40
"""How many learners get a ticket."""
_FIRST_GROUP: Final = 5
_ROLES: Final = (
    "read the card to the group",
    "say which two pieces are strongest",
    "look for what fits least",
    "keep the time",
    "retell the account without the card",
)
"""What each member of a first group does: “you …”."""


@dataclass(frozen=True)
class Ticket:
    """A learner's way through the two rounds of a jigsaw."""

    letter: str
    """Of the account."""
    name: str
    first: str
    """The first group, such as ``A1``."""
    mixed: int
    """The mixed group."""
    role: str
    """In the first group."""
    reports: bool
    """Whether this learner reports from the mixed group."""


@dataclass(frozen=True)
class Material:
    """One class: its plan, and all that its steps name."""

    plan: Plan
    items: Mapping[str, Item]
    predictions: Mapping[str, Mapping[str, Any]]
    """What a prediction asks and finds, by its name (see `trilateral.lesson.predict`)."""
    cards: Mapping[str, tuple[Card, ...]]
    """By the step's id."""
    scenario: Scenario | None

    @property
    def tickets(self) -> dict[str, list[Ticket]]:
        """The tickets of each jigsaw, by the step's id."""
        return {step: tickets(dealt) for step, dealt in self.cards.items()}


def material(lesson: str) -> Material:
    """Return what one class is made of.

    Raises
    ------
    ClassroomError
        There is no plan of that name.
    PlanError
        The plan, or a file that it needs, has something to correct.
    """
    plan = load_plan(lesson)
    names = [step.item for step in plan.steps if isinstance(step, Vote)]
    names += [name for step in plan.steps if isinstance(step, Exit) for name in step.items]
    predicted = [step.prediction for step in plan.steps if isinstance(step, Predict)]
    simulated = any(isinstance(step, Simulation) for step in plan.steps)
    return Material(
        plan=plan,
        items={name: asked(name).item for name in names},
        predictions={name: prediction(plan.lesson, name).data for name in predicted},
        cards={step.id: cards(step.cards) for step in plan.steps if isinstance(step, Groups)},
        scenario=simulation.scenario() if simulated else None,
    )


def tickets(dealt: tuple[Card, ...], learners: int = LEARNERS) -> list[Ticket]:
    """Return tickets in the order in which they are handed out: one mixed group after the other.

    So however many come, each mixed group but the last hears every account. First groups have at
    most five.
    """
    return [
        Ticket(
            letter=chr(ord("A") + side),
            name=card.name,
            first=f"{chr(ord('A') + side)}{(group - 1) // _FIRST_GROUP + 1}",
            mixed=group,
            role=_ROLES[(group - 1) % _FIRST_GROUP],
            reports=side == (group - 1) % len(dealt),
        )
        for group in range(1, math.ceil(learners / len(dealt)) + 1)
        for side, card in enumerate(dealt)
    ]

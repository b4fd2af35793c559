"""The viewers of a class, and what every view of a step has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict

from trilateral.classroom.state import Slot

if TYPE_CHECKING:
    from trilateral.classroom.protocol import Answer, Round
    from trilateral.classroom.script import Step
    from trilateral.classroom.state import State


@dataclass(frozen=True)
class Viewer:
    """A page: a seat's phone, the projector or the desk."""

    page: Literal["phone", "screen", "desk"]
    seat: str = ""

    @property
    def desk(self) -> bool:
        """Whether it is the desk."""
        return self.page == "desk"

    @property
    def phone(self) -> bool:
        """Whether it is a phone."""
        return self.page == "phone"


SCREEN: Final = Viewer("screen")
DESK: Final = Viewer("desk")


class Base(TypedDict):
    """What every view of a step has."""

    id: str
    title: str
    say_html: str
    ends: float | None


class Staged(Base):
    """What a view of a step with stages has; the view's model checks the stage's name."""

    stage: Any


def base(state: State, step: Step) -> Base:
    """Return what every view of a step has."""
    ends = state.stage(step.id).ends
    return {"id": step.id, "title": step.title, "say_html": step.say_html, "ends": ends}


def staged(state: State, step: Step) -> Staged:
    """Return what every view of a step with stages has."""
    return {**base(state, step), "stage": state.stage(step.id).stage}


def reached(state: State, step: Step, stage: str) -> bool:
    """Return whether a step is at a stage or past it."""
    return step.stages.index(state.stage(step.id).stage) >= step.stages.index(stage)


def own_answer(state: State, who: Viewer, slot: Slot) -> Answer | None:
    """Return a phone's own answer."""
    answer = state.answers_to(slot).get(who.seat) if who.phone else None
    return answer.answer if answer else None


def answered(state: State, who: Viewer, step: Step, in_round: Round = "only") -> int | None:
    """Return how many seats have answered all of a step, for the projector and the desk."""
    return None if who.phone else len(done(state, step, in_round))


def done(state: State, step: Step, in_round: Round = "only") -> set[str]:
    """Return the seats that have answered all questions of a step in a round."""
    seats = [set(state.answers_to(Slot(step.id, in_round, item))) for item in step.questions]
    return set.intersection(*seats) if seats else set()

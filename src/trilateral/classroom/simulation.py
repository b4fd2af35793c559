"""The simulation (``notebooks/plans/simulation.yaml``), and what each delegation reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from trilateral.classroom.checking import plans_dir, read_model
from trilateral.classroom.plan import Minutes, Model
from trilateral.classroom.text import marks, written_out
from trilateral.quiz.bank import Line, Slug, Words

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "simulation.yaml"
STAGES: Final = ("brief", "round-1", "round-2", "statements", "published", "debrief")
"""What happens, in this order."""
Points = Annotated[tuple[Words, ...], Field(min_length=1, max_length=8)]


class Delegation(Model):
    """One delegation's brief. What is invented and what is on record stand apart in it."""

    id: Slug
    name: Line
    plays: Words = Field(description="whom the delegation speaks for: an institution, no person")
    core: bool = Field(description="whether it is needed in the smallest class")
    interests: Points
    red_lines: Points = Field(description="what it does not give up")
    secret: Points = Field(description="invented: what it alone knows")
    unknown: Points = Field(description="what it does not know, and may try to find out")
    record: Points = Field(description="statements of the real record; each cites data/")
    well: Points = Field(description="by what it can tell that it has done well")

    @model_validator(mode="after")
    def _cited(self) -> Self:
        for statement in self.record:
            if not any(marks(statement)):
                message = f"record: {statement[:40]!r}... cites nothing; add [@source] or [#table]"
                raise ValueError(message)
        for invented in self.secret:
            if any(marks(invented)):
                message = f"secret: {invented[:40]!r}... cites the record, but secrets are invented"
                raise ValueError(message)
        return self


class Stage(Model):
    """A timed stage."""

    id: Slug
    title: Line
    minutes: Minutes
    task: Words
    news: Words | None = Field(default=None, description="invented: what everybody hears")
    messages: Annotated[int, Field(ge=0, le=9)] = Field(
        default=0, description="how many messages a delegation may send; none by default"
    )
    may: tuple[Literal["send", "declare"], ...] = Field(
        default=(), description="send messages, declare (write) the one public statement"
    )

    @model_validator(mode="after")
    def _sends(self) -> Self:
        if ("send" in self.may) != (self.messages > 0):
            message = f"stage {self.id!r}: `may: [send]` and `messages` go together; correct one"
            raise ValueError(message)
        return self


class Question(Model):
    """A question of the debrief, with the tool of lesson 05 that answers it."""

    tool: Line
    ask: Words


class Trouble(Model):
    """What usually goes wrong, and what the instructor does."""

    what: Words
    do: Words


class Scenario(Model):
    """An invented incident, who meets over it, and how the class looks back on it."""

    id: Slug
    title: Line
    label: Line = Field(description="says that the incident is invented; stands on every card")
    scene: Words = Field(description="invented: what everybody knows")
    rules: Points
    background: Points = Field(description="from the record, for everybody; each cites data/")
    delegations: tuple[Delegation, ...] = Field(min_length=4, max_length=8)
    stages: tuple[Stage, ...]
    debrief: tuple[Question, ...] = Field(min_length=3, max_length=6)
    troubles: tuple[Trouble, ...] = Field(min_length=3)

    @property
    def minutes(self) -> int:
        """The minutes of all stages together."""
        return sum(stage.minutes for stage in self.stages)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        order = tuple(stage.id for stage in self.stages)
        if order != STAGES:
            message = f"the stages are {', '.join(order)}; they have to be {', '.join(STAGES)}"
            raise ValueError(message)
        ids = [each.id for each in self.delegations]
        if len(set(ids)) < len(ids):
            message = "two delegations have one id; rename one"
            raise ValueError(message)
        if not all(any(marks(statement)) for statement in self.background):
            message = "background: a statement cites nothing; add [@source] or [#table]"
            raise ValueError(message)
        return self


@dataclass(frozen=True)
class BriefPart:
    """One part of a delegation's brief. `points` are Markdown."""

    title: str
    points: tuple[str, ...]
    invented: bool
    """Whether it belongs to the game and not to the record."""


@cache
def scenario(folder: Path | None = None) -> Scenario:
    """Return the scenario, its citation marks written out.

    Parameters
    ----------
    folder
        The folder of plans; the course's own by default.

    Raises
    ------
    PlanError
        The file has something to correct.
    """
    read, _ = read_model((folder or plans_dir()) / FILE, Scenario)
    return written_out(read)


def brief(delegation: Delegation) -> tuple[BriefPart, ...]:
    """Return what a delegation reads of itself, in the order of reading."""
    return (
        BriefPart("You speak for", (delegation.plays,), invented=False),
        BriefPart("What you want", delegation.interests, invented=True),
        BriefPart("What you do not give up", delegation.red_lines, invented=True),
        BriefPart("What you alone know", delegation.secret, invented=True),
        BriefPart("What you do not know", delegation.unknown, invented=True),
        BriefPart("From the record", delegation.record, invented=False),
        BriefPart("You have done well if", delegation.well, invented=True),
    )

"""A class as the server holds it: the plan's steps with everything that pages will show.

It is prepared once, from the plan, the banks and the evidence (`trilateral.classroom.preparing`),
and kept beside the class's journal: a restart needs neither the tables nor the same edition of the
plan, and the server's memory holds no tables.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from trilateral.classroom.protocol import Model, Round
from trilateral.classroom.views import Bar, Card, Chart, Question  # noqa: TC001 -- pydantic reads them

ONLY: Final = "only"
OPEN: Final = "open"


class Asked(Model):
    """A question and what answers it."""

    question: Question
    key: tuple[str, ...] = ()
    """Ids of the right options."""
    explanation_html: str = ""


class _Base(Model):
    id: str
    title: str
    minutes: float
    say_html: str = ""
    notes_html: str = ""
    drop_html: str = ""

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages in their order."""
        return ("ready", "open", "shown")

    @property
    def settles(self) -> str | None:
        """The stage from which on answers no longer count, if there is one."""
        return None

    @property
    def uncovers(self) -> str | None:
        """The stage after which the step cannot go back: the class has seen what it hid."""
        return None

    @property
    def questions(self) -> dict[str, Asked]:
        """The questions, by item."""
        return {}

    def opens(self, stage: str) -> Round | None:
        """Return the round of answers that begins with a stage."""
        return "only" if stage == "open" else None

    def lasts(self, stage: str) -> float | None:  # noqa: ARG002 -- some steps' stages have a time
        """Return the minutes that the plan gives a stage."""
        return None


class ShowStep(_Base):
    """Something to look at."""

    kind: Literal["join", "show"]
    chart: Chart | None = None

    @property
    def stages(self) -> tuple[str, ...]:
        """One."""
        return ("open",)

    def opens(self, stage: str) -> Round | None:  # noqa: ARG002 -- nothing is asked
        """Return nothing."""
        return None


class _Asking(_Base):
    """A step with one question."""

    asked: Asked

    @property
    def questions(self) -> dict[str, Asked]:
        """One."""
        return {ONLY: self.asked}


class _Revealing(_Asking):
    """A step whose question has an answer: what others gave is seen first, and then the answer."""

    @property
    def settles(self) -> str:
        """When the answer is seen."""
        return "revealed"

    @property
    def uncovers(self) -> str:
        """When it is seen what others gave."""
        return "shown"


class VoteStep(_Revealing):
    """Vote, discuss, vote again."""

    kind: Literal["vote"] = "vote"
    talk: float

    @property
    def stages(self) -> tuple[str, ...]:
        """Two votes, and two steps of looking at them."""
        return ("ready", "first", "discuss", "second", "shown", "revealed")

    def opens(self, stage: str) -> Round | None:
        """Return which vote."""
        votes: dict[str, Round] = {"first": "first", "second": "second"}
        return votes.get(stage)

    def lasts(self, stage: str) -> float | None:
        """Return the minutes to discuss."""
        return self.talk if stage == "discuss" else None


class PollStep(_Asking):
    """A question without a key."""

    kind: Literal["poll"] = "poll"


class PredictStep(_Revealing):
    """A prediction, and what the record says."""

    kind: Literal["predict"] = "predict"
    record: tuple[Bar, ...] = ()
    found_html: str = ""
    chart: Chart | None = None

    @property
    def stages(self) -> tuple[str, ...]:
        """Draw, see everybody's, see the record."""
        return ("ready", "open", "shown", "revealed")


class WordsStep(_Asking):
    """A word or a sentence from each."""

    kind: Literal["words"] = "words"

    @property
    def stages(self) -> tuple[str, ...]:
        """Write, and look at those chosen."""
        return ("ready", "open", "closed")


class Account(Model):
    """One of the rival accounts, with its evidence."""

    id: str
    card: Card


class GroupsStep(_Base):
    """The jigsaw."""

    kind: Literal["groups"] = "groups"
    accounts: Annotated[tuple[Account, ...], Field(min_length=1)]
    task_html: str
    compare_html: str
    first: float
    mixed: float

    @property
    def stages(self) -> tuple[str, ...]:
        """Groups on one account, then mixed ones, then their reports."""
        return ("ready", "experts", "mixed", "done")

    def lasts(self, stage: str) -> float | None:
        """Return the minutes of each kind of group."""
        return {"experts": self.first, "mixed": self.mixed}.get(stage)


class Phase(Model):
    """A stage of a simulation."""

    id: str
    title: str
    minutes: float
    task_html: str = ""
    may: tuple[Literal["send", "declare"], ...] = ()
    messages: int = 0
    """How many a delegation may send."""


class Side(Model):
    """A delegation and what it is told."""

    id: str
    title: str
    brief: tuple[Card, ...]
    core: bool = True
    """Whether it is needed in the smallest class."""


class SimulationStep(_Base):
    """Delegations over one invented incident."""

    kind: Literal["simulation"] = "simulation"
    label: str
    scene_html: str
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
    phases: Annotated[tuple[Phase, ...], Field(min_length=2)]
    """The one called ``published`` shows the statements."""

    @property
    def stages(self) -> tuple[str, ...]:
        """As the scenario has them."""
        return ("ready", *(phase.id for phase in self.phases))

    @property
    def uncovers(self) -> str:
        """When the statements are seen."""
        return "published"

    def lasts(self, stage: str) -> float | None:
        """Return a phase's minutes."""
        phase = self.phase(stage)
        return phase.minutes if phase else None

    def phase(self, stage: str) -> Phase | None:
        """Return a stage of the scenario; there is none for ``ready``."""
        return next((each for each in self.phases if each.id == stage), None)

    def messages_left(self, stage: str, sent: int) -> int:
        """Return how many more messages a delegation may send after `sent` ones."""
        phase = self.phase(stage)
        return max(0, phase.messages - sent) if phase else 0

    def sides_for(self, seats: int) -> list[str]:
        """Return the delegations for so many seats, of three or more if the class allows it.

        In a small class those that are not needed are left out, the first of them first.
        """
        room = max(0, seats // 3 - sum(side.core for side in self.sides))
        spare = [side.id for side in self.sides if not side.core]
        staying = set(spare[len(spare) - min(room, len(spare)) :])
        return [side.id for side in self.sides if side.core or side.id in staying]


class ExitStep(_Base):
    """The exit ticket."""

    kind: Literal["exit"] = "exit"
    items: dict[str, Asked]
    open: Asked

    @property
    def stages(self) -> tuple[str, ...]:
        """Answer, and done."""
        return ("ready", "open", "closed")

    @property
    def questions(self) -> dict[str, Asked]:
        """The items and the open question."""
        return {**self.items, OPEN: self.open}


Step = Annotated[
    ShowStep
    | VoteStep
    | PollStep
    | PredictStep
    | WordsStep
    | GroupsStep
    | SimulationStep
    | ExitStep,
    Field(discriminator="kind"),
]


class Script(Model):
    """One class, ready to be held."""

    lesson: str
    title: str
    minutes: float
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    @property
    def slack(self) -> float:
        """Minutes that no step uses."""
        return self.minutes - sum(step.minutes for step in self.steps)

    def step(self, name: str) -> Step | None:
        """Return a step by its id, if there is one."""
        return next((step for step in self.steps if step.id == name), None)

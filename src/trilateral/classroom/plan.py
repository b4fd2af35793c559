"""What a class does and for how many minutes: the model of ``notebooks/plans/*.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from trilateral.quiz.bank import Line, Slug, Words  # noqa: TC001 -- pydantic reads annotations at run time

Minutes = Annotated[int, Field(ge=1, le=45)]
ChartName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_0-9]+$")]
SLACK = 8
"""Minutes of a class that no step may use: late arrivals, a projector that will not start."""


class Model(BaseModel):
    """A part of a plan: nothing in it changes, and no key is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StepBase(Model):
    """What every step has. Its texts are Markdown with the course's citation marks."""

    id: Slug = Field(description="its own name in the plan; votes are kept under it")
    title: Line = Field(description="what the class does, in a few words")
    minutes: Minutes
    notes: Words = Field(description="for the desk alone: what to ask, which traps wait")
    say: Words | None = Field(default=None, description="what the projector shows; short")
    drop: Words | None = Field(
        default=None, description="what to do when time is short; left out, the step stays whole"
    )
    rivals: bool = Field(
        default=False, description="whether the class weighs rival accounts in this step"
    )


class Join(StepBase):
    """Everybody opens the address on the projector."""

    kind: Literal["join"]


class Show(StepBase):
    """The projector shows something to talk about."""

    kind: Literal["show"]
    chart: ChartName | None = Field(
        default=None, description="a figure, as <module>.<function> of trilateral.charts"
    )


class Vote(StepBase):
    """Vote, discuss with a neighbour, vote again; the key is shown after the second vote."""

    kind: Literal["vote"]
    item: Slug = Field(description="the id of an item of the banks with `discuss: true`")
    talk: Minutes = Field(default=3, description="minutes of discussion between the two votes")

    @model_validator(mode="after")
    def _room_for_votes(self) -> Self:
        if self.talk >= self.minutes:
            message = (
                f"talk: {self.talk} of {self.minutes} minutes leaves none for the votes themselves"
            )
            raise ValueError(message)
        return self


class PollOption(Model):
    """An answer on offer in a poll."""

    id: Slug
    text: Line


class Poll(StepBase):
    """A question without a key."""

    kind: Literal["poll"]
    question: Words
    options: tuple[PollOption, ...] = Field(min_length=2, max_length=6)

    @model_validator(mode="after")
    def _ids(self) -> Self:
        _distinct("option", [option.id for option in self.options])
        return self


class Predict(StepBase):
    """Everybody makes a prediction of the lesson, and the chart is laid over all of them."""

    kind: Literal["predict"]
    prediction: Slug = Field(description="the name of one of the lesson's `predict(...)` calls")
    chart: ChartName | None = Field(default=None, description="the figure that answers it")


class AskWords(StepBase):
    """A word or a sentence from each; the desk chooses which are shown."""

    kind: Literal["words"]
    question: Words
    length: Literal["word", "sentence"] = "sentence"


class Groups(StepBase):
    """A jigsaw: first groups with one account's evidence each, then mixed groups compare."""

    kind: Literal["groups"]
    cards: Slug = Field(description="which evidence cards (trilateral.classroom.cards)")
    task: Words = Field(description="what a group with one account's card does")
    compare: Words = Field(description="what a mixed group does and reports")
    first: Minutes = Field(description="minutes in the first groups")
    mixed: Minutes = Field(description="minutes in the mixed groups")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.first + self.mixed > self.minutes:
            message = (
                f"first: {self.first} and mixed: {self.mixed} are more than the step's "
                f"{self.minutes} minutes"
            )
            raise ValueError(message)
        return self


class Simulation(StepBase):
    """Delegations meet over an invented incident (trilateral.classroom.simulation)."""

    kind: Literal["simulation"]
    scenario: Slug = Field(description="the scenario's id in notebooks/plans/simulation.yaml")


class Exit(StepBase):
    """The exit ticket: two items and one open question."""

    kind: Literal["exit"]
    items: tuple[Slug, Slug] = Field(description="the ids of two items of the banks")
    question: Words


Step = Annotated[
    Join | Show | Vote | Poll | Predict | AskWords | Groups | Simulation | Exit,
    Field(discriminator="kind"),
]


class Plan(Model):
    """One class, step by step."""

    lesson: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}_[a-z_]+$")] = Field(
        description="the lesson's file without its ending, or the name of a class of its own"
    )
    title: Line
    minutes: Annotated[int, Field(ge=20, le=180)] = 50
    steps: tuple[Step, ...] = Field(min_length=1, max_length=20)

    @property
    def planned(self) -> int:
        """The minutes of all steps together."""
        return sum(step.minutes for step in self.steps)

    @property
    def slack(self) -> int:
        """The minutes that no step uses."""
        return self.minutes - self.planned

    @model_validator(mode="after")
    def _sound(self) -> Self:
        _distinct("step", [step.id for step in self.steps])
        if self.slack < SLACK:
            message = (
                f"the steps add up to {self.planned} of {self.minutes} minutes; leave at least "
                f"{SLACK} free, so shorten or remove a step"
            )
            raise ValueError(message)
        return self


def _distinct(what: str, ids: list[str]) -> None:
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        message = f"{what} id {twice[0]!r} is used twice; rename one"
        raise ValueError(message)

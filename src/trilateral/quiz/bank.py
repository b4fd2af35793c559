"""Question banks as checked models: what a teacher may write, and no more."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60),
    Field(description="lower-case letters, digits and single hyphens; in quotes if a number"),
]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
SourceId = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Asks = Literal["recall", "read", "compute", "judge"]
"""What an item asks for: a name, date or term from memory; reading; computing; or judgement."""

_REGEX_SIGNS = re.compile(r"[\\^$+?|(){}\[\]]")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Model):
    """An answer on offer in a choice, with what to say to a learner who ticks it."""

    id: Slug
    text: Words = Field(description="Markdown")
    feedback: Words = Field(description="why it is right, or why it tempts and why it is wrong")
    correct: bool = False
    source: SourceId | None = Field(default=None, description="a source id for this option alone")


class Entry(_Model):
    """One thing to put in order."""

    id: Slug
    text: Words
    feedback: Words = Field(description="why it belongs there; shown at the end")


class Choice(_Model):
    """An answer on offer in a matching item."""

    id: Slug
    text: Line


class Row(_Model):
    """One thing to find the match of."""

    id: Slug
    text: Words
    match: Slug = Field(description="the id of the right choice")
    feedback: Words = Field(description="why they belong together; shown at the end")


class Quantity(_Model):
    """A number that `trilateral.evidence.quantity` computes from the tables."""

    quantity: Slug


class Absolute(_Model):
    """Right when at most this far from the answer."""

    absolute: Annotated[Number, Field(ge=0)]


class Relative(_Model):
    """Right when at most this share of the answer away from it."""

    relative: Annotated[Number, Field(ge=0, lt=1)]


class WrongNumber(_Model):
    """A number that a learner's known mistake leads to."""

    value: Number | Quantity
    feedback: Words


class WrongText(_Model):
    """A wording that a learner's known mistake leads to."""

    pattern: Line
    feedback: Words


class ItemBase(_Model):
    """What every item has."""

    id: Slug = Field(description="stable for ever: responses are stored under it")
    version: Annotated[int, Field(ge=1)] = Field(
        default=1, description="raise it when the meaning changes: earlier answers then lapse"
    )
    form_of: Slug | None = Field(
        default=None,
        description="the id of the item in this bank that it asks again, in a second form: the "
        "quiz leaves it out, and a review gives it to learners who have met the first",
    )
    asks: Asks = Field(
        description="recall (a name, date or term from memory), read (a chart or the figures "
        "given), compute, or judge (what evidence allows)"
    )
    stem: Words = Field(description="the question, in Markdown")
    objective: Line = Field(description="what a learner who answers it can do")
    serves: tuple[Slug, ...] = Field(
        default=(),
        description="the lesson's objectives that it serves, by their short names in "
        "notebooks/objectives.yaml; a second form serves what the first does",
    )
    claim: Slug = Field(description="the id of the claim it bears on (data/claims.csv)")
    invented: bool = Field(
        default=False,
        description="whether the case is made up; the page says so, and it cites nothing",
    )
    sources: tuple[SourceId, ...] = Field(
        default=(), description="ids from data/sources.csv; one or more, unless it is invented"
    )
    hints: tuple[Words, ...] = Field(default=(), max_length=3)
    explanation: Words = Field(description="shown when right, or after the second attempt")
    chart: Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_0-9]+$")] | None = Field(
        default=None, description="a figure to read, as <module>.<function> of trilateral.charts"
    )
    discuss: bool = Field(
        default=False,
        description="whether it is for a class to argue about: two votes with talk between them; "
        "three to five in each lesson, each a `choice` or `multiple` that a phone can show",
    )
    check: Slug | None = Field(
        default=None, description="the computation (trilateral.quiz.checks) that yields the key"
    )

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        if not self.sources and not self.invented:
            _refuse("names no source; cite one, or say `invented: true`")
        return self


class _Choices(ItemBase):
    options: tuple[Option, ...] = Field(min_length=3, max_length=8)

    @property
    def key(self) -> frozenset[str]:
        """The ids of the correct options."""
        return frozenset(option.id for option in self.options if option.correct)

    @model_validator(mode="after")
    def _ids(self) -> Self:
        _distinct("option", [option.id for option in self.options])
        return self


class SingleChoice(_Choices):
    """One option is right."""

    type: Literal["choice"]

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if not self.key:
            _refuse("no option is marked `correct: true`")
        if len(self.key) > 1:
            _refuse(f"{len(self.key)} options are marked correct; use `type: multiple` for that")
        return self


class MultipleChoice(_Choices):
    """Some options are right, and at least one is not."""

    type: Literal["multiple"]

    @model_validator(mode="after")
    def _some_keys(self) -> Self:
        if not self.key:
            _refuse("no option is marked `correct: true`")
        if len(self.key) == len(self.options):
            _refuse("every option is marked correct; ticking everything must not be the answer")
        return self


class Numeric(ItemBase):
    """The answer is a number."""

    type: Literal["numeric"]
    answer: Number | Quantity
    also: tuple[Number, ...] = Field(
        default=(), description="the answer as it may be typed without the unit: 0.8 for 80 %"
    )
    tolerance: Absolute | Relative = Absolute(absolute=0)
    unit: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)] = ""
    mistakes: tuple[WrongNumber, ...] = ()

    def reach(self, around: float) -> float:
        """Return how far from `around` is still right, in the item's unit."""
        match self.tolerance:
            case Relative(relative=share):
                return abs(around) * share
            case other:
                return other.absolute


class Ordering(ItemBase):
    """The entries, written in the right order, are shown in another."""

    type: Literal["ordering"]
    first: Line = Field(description="what the top of the list means, e.g. 'earliest'")
    last: Line = Field(description="what the bottom means, e.g. 'latest'")
    entries: tuple[Entry, ...] = Field(min_length=3, max_length=8)

    @property
    def key(self) -> tuple[str, ...]:
        """The ids in the right order."""
        return tuple(entry.id for entry in self.entries)

    @model_validator(mode="after")
    def _ids(self) -> Self:
        _distinct("entry", [entry.id for entry in self.entries])
        return self


class Matching(ItemBase):
    """Each row has one right choice; a choice may serve several rows or none."""

    type: Literal["matching"]
    rows: tuple[Row, ...] = Field(min_length=2, max_length=8)
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=8)

    @property
    def key(self) -> dict[str, str]:
        """The right choice's id for each row's id."""
        return {row.id: row.match for row in self.rows}

    @model_validator(mode="after")
    def _ids(self) -> Self:
        _distinct("row", [row.id for row in self.rows])
        _distinct("choice", [choice.id for choice in self.choices])
        ids = {choice.id for choice in self.choices}
        for row in self.rows:
            if row.match not in ids:
                _refuse(f"row {row.id!r} matches {row.match!r}, which is not the id of a choice")
        return self


class ShortText(ItemBase):
    """The answer is a word or a short phrase."""

    type: Literal["text"]
    accept: tuple[Line, ...] = Field(min_length=1, description="plain text; * stands for any run")
    mistakes: tuple[WrongText, ...] = ()

    @model_validator(mode="after")
    def _plain(self) -> Self:
        for pattern in (*self.accept, *(mistake.pattern for mistake in self.mistakes)):
            if _REGEX_SIGNS.search(pattern):
                _refuse(
                    f"pattern {pattern!r} looks like a regular expression; write plain text with "
                    "* for any run of characters, one pattern a line"
                )
            if not any(sign.isalnum() for sign in pattern):
                _refuse(f"pattern {pattern!r} would accept any answer")
        return self


Item = Annotated[
    SingleChoice | MultipleChoice | Numeric | Ordering | Matching | ShortText,
    Field(discriminator="type"),
]


BEFORE_AFTER: Final = "before_after"
"""The bank of the test before and after the course, which belongs to no lesson."""


class Bank(_Model):
    """The questions of one lesson, in the order in which they are asked, or of `BEFORE_AFTER`."""

    lesson: Annotated[str, StringConstraints(pattern=rf"^(?:[0-9]{{2}}_[a-z_]+|{BEFORE_AFTER})$")]
    title: Line
    items: tuple[Item, ...] = Field(min_length=1, max_length=40)

    @property
    def firsts(self) -> tuple[Item, ...]:
        """The items that the quiz asks: the first form of each."""
        return tuple(item for item in self.items if item.form_of is None)

    @property
    def seconds(self) -> tuple[Item, ...]:
        """The second forms of items."""
        return tuple(item for item in self.items if item.form_of is not None)


def _distinct(what: str, ids: list[str]) -> None:
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        _refuse(f"{what} id {twice[0]!r} is used twice")


def _refuse(message: str) -> None:
    """Raise what pydantic turns into a validation error."""
    raise ValueError(message)

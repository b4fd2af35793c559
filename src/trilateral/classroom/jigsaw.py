"""The model of ``notebooks/plans/cards.yaml``: which rows each rival account rests on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from trilateral.classroom.checking import plans_dir, read_model
from trilateral.classroom.errors import ClassroomError
from trilateral.classroom.plan import Model
from trilateral.errors import nearest
from trilateral.quiz.bank import Line, Slug, Words  # noqa: TC001 -- pydantic reads annotations at run time

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "cards.yaml"
_MANY_TOLD: Final = 6
RowKey = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z_]+:[^*]+$"),
    Field(description="a row as the claim ledger names it, such as diplomatic_events:de85"),
]


class Account(Model):
    """One account, at its best, and what it finds hardest."""

    id: Slug
    name: Line
    says: Words = Field(description="the account in words its holder would accept")
    rows: tuple[RowKey, ...] = Field(default=(), max_length=_MANY_TOLD)
    figures: tuple[Words, ...] = Field(
        default=(), max_length=3, description="sentences with figures; each cites a table"
    )
    hard: tuple[RowKey, ...] = Field(
        default=(), max_length=2, description="rows that the account must explain"
    )
    hard_figures: tuple[Words, ...] = Field(default=(), max_length=2)

    @model_validator(mode="after")
    def _weighs_something(self) -> Self:
        if len(self.rows) + len(self.figures) < 2:  # noqa: PLR2004 -- one leaves nothing to sort
            message = f"account {self.id!r} has fewer than two pieces of evidence; add rows"
            raise ValueError(message)
        if not self.hard and not self.hard_figures:
            message = f"account {self.id!r} has nothing that it must explain; add `hard`"
            raise ValueError(message)
        return self


class Jigsaw(Model):
    """A question and the accounts that answer it."""

    id: Slug
    question: Line
    accounts: tuple[Account, ...] = Field(min_length=2, max_length=5)


class Jigsaws(Model):
    """All of them, in the lessons' order."""

    sets: tuple[Jigsaw, ...] = Field(min_length=1)


@cache
def jigsaws(folder: Path | None = None) -> dict[str, Jigsaw]:
    """Return the jigsaws by their ids, their citation marks as they were typed.

    Parameters
    ----------
    folder
        The folder of plans; the course's own by default.

    Raises
    ------
    PlanError
        The file has something to correct.
    """
    read, _ = read_model((folder or plans_dir()) / FILE, Jigsaws)
    return {each.id: each for each in read.sets}


def jigsaw(name: str, folder: Path | None = None) -> Jigsaw:
    """Return one jigsaw.

    Raises
    ------
    ClassroomError
        No jigsaw has that name.
    PlanError
        The file has something to correct.
    """
    there = jigsaws(folder)
    if name not in there:
        message = f"No evidence cards are called {name!r}.{nearest(name, there)} There are: "
        message += f"{', '.join(there)} (notebooks/plans/{FILE})."
        raise ClassroomError(message)
    return there[name]

"""The answers beside a solution, ``corpus.yaml``: what its checks must accept, reject and explain.

They are for the tests, and for what a hand-out says about foreseen mistakes. No learner gets them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from trilateral.assignments.cells import ANSWERS, Role, grade_id, read, role
from trilateral.tasks.practice import worked

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "corpus.yaml"


class Answer(BaseModel):
    """One answer of the corpus."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    code: str = ""
    change: tuple[str, str] | None = None
    """What of the solution's own code is written otherwise, in place of `code`."""
    says: str = ""
    """A piece of the message that a wrong answer must get."""
    points: float | None = None
    """What a partly right answer earns; less than full points by default."""
    earlier: dict[str, str] = Field(default_factory=dict)
    """Answers to earlier tasks, by task, where they are not the solution's."""

    def __hash__(self) -> int:
        """Return what tells answers apart well enough; a dictionary has none."""
        return hash((self.name, self.code, self.change))

    def source(self, own: str) -> str:
        """Return the answer's code, which is the solution's own where it has none.

        Raises
        ------
        ValueError
            There is nothing of the kind to change in it.
        """
        if self.change is None:
            return self.code or own
        old, new = self.change
        if old not in own:
            message = f"{self.name!r}: the solution has no {old!r} to change."
            raise ValueError(message)
        return own.replace(old, new, 1)


class Answers(BaseModel):
    """What the corpus holds for one task."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    right: tuple[Answer, ...]
    wrong: tuple[Answer, ...]
    raises: tuple[Answer, ...] = ()
    """Answers that stop with an error before they set what is asked for."""
    carried: tuple[Answer, ...] = ()
    """Right in themselves, and built on an earlier answer that is wrong."""
    probes: tuple[str, ...] = ()
    """Calls that tell wrong functions apart; a hand-out shows them, so no hidden test has them."""


@cache  # many tests ask, and YAML is read slowly
def corpus(solution: Path) -> dict[str, Answers]:
    """Return the answers that are beside a solution, by task, each with its whole code.

    Raises
    ------
    ValueError
        An answer changes what the solution's own code does not have.
    """
    file = solution.parent / NAME
    plain = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}
    own = own_code(solution) if plain else {}
    return {
        name: _whole(Answers.model_validate(answers), own.get(name, ""))
        for name, answers in plain.items()
    }


def own_code(solution: Path) -> dict[str, str]:
    """Return a solution's own answers as code, by task."""
    codes: dict[str, str] = {}
    waiting: list[str] = []
    for cell in read(solution).cells:
        if role(cell) in ANSWERS:
            waiting.append(worked(cell.source))
        elif role(cell) is Role.CHECK:
            codes[grade_id(cell)] = "\n".join(waiting)
            waiting = []
    return codes


def _whole(answers: Answers, own: str) -> Answers:
    def made(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(
            each.model_copy(update={"code": each.source(own), "change": None})
            if each.change
            else each
            for each in answers
        )

    groups = ("right", "wrong", "raises", "carried")
    return answers.model_copy(update={name: made(getattr(answers, name)) for name in groups})

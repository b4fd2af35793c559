"""Tasks without code: rows to sort or to put in order, by mouse or keyboard.

The learner chooses in the page, which keeps the choice in the cell's output; a check sees it as a
plain value, answers by row or a list of rows, like the value of any other answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from trilateral.parts import Part, choices
from trilateral.tasks.expectation import TaskError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.parts.choices import Choice

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def sort(
    task: str, question: str, *, answers: Mapping[str, str], rows: Mapping[str, str]
) -> Chooser:
    """Return rows that each get one of some answers.

    Parameters
    ----------
    task
        The task's id.
    question
        Asked over the rows; a short line of plain text.
    answers
        The answers' texts by their ids.
    rows
        The rows' texts by their ids. Both take ``[@source]`` and ``[=quantity]``.

    Raises
    ------
    TaskError
        There are too few of them, or an id is none.
    """
    return Chooser(task, question, _sound(task, rows), _sound(task, answers))


def order(task: str, question: str, *, ends: tuple[str, str], rows: Mapping[str, str]) -> Chooser:
    """Return rows to be put in an order.

    Parameters
    ----------
    task
        The task's id.
    question
        Asked over the rows; a short line of plain text.
    ends
        What the order begins with and ends with, such as ``("strongest", "weakest")``.
    rows
        The rows' texts by their ids, in another order than the right one.

    Raises
    ------
    TaskError
        There are too few of them, or an id is none.
    """
    return Chooser(task, question, _sound(task, rows), ends=ends)


@dataclass(frozen=True)
class Chooser:
    """What a learner chooses in; its `value` is what a check sees."""

    task: str
    question: str
    rows: Mapping[str, str]
    answers: Mapping[str, str] | None = None
    """What each row may get; None where rows are put in order."""
    ends: tuple[str, str] = ("", "")

    @property
    def shape(self) -> Literal["sort", "order"]:
        """How the page lays it out."""
        return "order" if self.answers is None else "sort"

    @property
    def value(self) -> Choice:
        """What is chosen now, as far as there are such rows and answers; empty where nothing is."""
        choice = choices.chosen(self.task)
        if self.answers is not None and isinstance(choice, dict):
            return {row: choice[row] for row in self.rows if choice.get(row) in self.answers}
        whole = isinstance(choice, list) and sorted(choice) == sorted(self.rows)
        return choice if whole and self.answers is None else []

    @property
    def part(self) -> Part:
        """What the page draws, with what is chosen."""
        from trilateral.parts.markup import inline, plain  # noqa: PLC0415 -- only what is shown needs it

        data = {
            "shape": self.shape,
            "rows": [{"id": row, "html": inline(text)} for row, text in self.rows.items()],
            "answers": [[name, plain(text)] for name, text in (self.answers or {}).items()],
            "ends": list(self.ends),
        }
        made = Part("choice", self.task, self.question, data, self._twin(data), choice=self.value)
        return made if self.value else replace(made, choice=None)

    def __repr__(self) -> str:
        """Return the question."""
        return self.question

    def _repr_mimebundle_(self, **_: object) -> Any:  # noqa: ANN401 -- metadata too, for a widget
        return self.part._repr_mimebundle_()

    def _twin(self, data: Mapping[str, Any]) -> str:
        """Return the rows as a table with what is chosen; the page writes later choices into it."""
        texts = {row["id"]: row["html"] for row in data["rows"]}
        words = dict(data["answers"])
        value = self.value
        if isinstance(value, dict):
            lines = [(text, words.get(value.get(row, ""), "")) for row, text in texts.items()]
        else:
            lines = [(texts[row], "") for row in value or texts]
        return twin(lines, list(words.values()), self.ends)


def twin(lines: list[tuple[str, str]], answers: list[str], ends: tuple[str, str]) -> str:
    """Return rows of HTML with what is chosen for each as a table."""
    from trilateral.parts.markup import escape  # noqa: PLC0415 -- as above

    head = ("Row", "Answer") if answers else ("Place", "Row")
    body = "".join(
        f"<tr><td>{text}</td><td>{escape(answer)}</td></tr>"
        if answers
        else f"<tr><td>{place}</td><td>{text}</td></tr>"
        for place, (text, answer) in enumerate(lines, start=1)
    )
    columns = "".join(f'<th scope="col">{name}</th>' for name in head)
    table = f"<table><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"
    words = (
        f"<p>Answers: {'; '.join(map(escape, answers))}.</p>"
        if answers
        else f"<p>First: {escape(ends[0])}. Last: {escape(ends[1])}.</p>"
    )
    return words + table


def _sound(task: str, texts: Mapping[str, str]) -> dict[str, str]:
    wrong = [name for name in texts if not _ID.fullmatch(name) or len(name) > choices.MOST]
    if wrong:
        message = (
            f"{task}: {wrong[0]!r} is not an id. Use small letters, digits and single hyphens."
        )
        raise TaskError(message)
    if not 1 < len(texts) <= choices.MOST:  # nothing to choose, or more than is kept
        message = (
            f"{task}: there are {len(texts)} rows or answers; 2 to {choices.MOST} are possible."
        )
        raise TaskError(message)
    return dict(texts)

"""Predict, commit, look: a chart that opens when the learner has said what it will show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from IPython.display import display

from trilateral import evidence
from trilateral.parts import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARK: Final = re.compile(r"\[=([\w.-]+)\]")
_TITLE: Final = "Your prediction"


def predict(  # noqa: PLR0913 -- each says something else of the question
    name: str,
    question: str,
    look: object,
    *,
    found: str,
    options: Mapping[str, str] | None = None,
    unit: str = "",
) -> Prediction:
    """Return a question, and what answers it, to be seen when the learner has committed.

    Parameters
    ----------
    name
        Its own name in the course; the learner's prediction is kept under it.
    question
        What is to be predicted; one sentence, of equal weight to each option.
    look
        What opens then: a figure or an explorer.
    found
        What the evidence says, in a sentence; ``[=name]`` is a quantity.
    options
        The choices, in words, by their keys. Without them the learner writes a number.
    unit
        What a number counts, said after its field.

    Raises
    ------
    EvidenceError
        `found` names a quantity that there is not.
    """
    words = _expanded(question)
    answer = _expanded(found)
    choices = [[key, label] for key, label in (options or {}).items()]
    data = {"question": words, "options": choices, "unit": unit, "found": answer}
    return Prediction(Part("predict", name, _TITLE, data, _twin(words, choices, answer)), look)


@dataclass(frozen=True)
class Prediction:
    """A prediction to make, and what opens when it is made."""

    part: Part
    look: object

    def _ipython_display_(self) -> None:
        display(self.part)
        display(self.look)


def _twin(question: str, choices: list[list[str]], found: str) -> str:
    listed = "".join(f"<li>{escape(label)}</li>" for _, label in choices)
    return (
        f"<p>{question}</p>{f'<ul>{listed}</ul>' if listed else ''}"
        f"<details><summary>What the evidence says</summary><p>{found}</p></details>"
    )


def _expanded(text: str) -> str:
    """Return a sentence as HTML, each quantity written out and leading to its table."""
    return _MARK.sub(_link, escape(text, quote=False))


def _link(match: re.Match[str]) -> str:
    quantity: Any = evidence.quantity(match[1])
    return f'<a href="../data/{quantity.table}.csv" title="={match[1]}">{escape(quantity.text)}</a>'

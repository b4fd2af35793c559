"""Predict, commit, look: a chart that opens when the learner has said what it will show."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from IPython.display import display

from trilateral import evidence
from trilateral.errors import EvidenceError
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
    sketch: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
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
        The choices, in words, by their keys. Without them the learner writes a number or sets
        bars.
    unit
        What a number or a bar counts, said after it.
    sketch
        Bars to set: the quantity that each is compared with, by the bar's name.
    given
        Bars before them, which the learner sees: their quantities, by the bar's name.

    Raises
    ------
    EvidenceError
        `found`, `sketch` or `given` names a quantity that there is not.
    """
    words = _expanded(question)
    answer = _expanded(found)
    choices = [[key, label] for key, label in (options or {}).items()]
    data: dict[str, Any] = {"question": words, "options": choices, "unit": unit, "found": answer}
    if sketch:
        data["sketch"] = _sketch(given or {}, sketch)
    listed = [label for _, label in choices] or list(sketch or {})
    return Prediction(Part("predict", name, _TITLE, data, _twin(words, listed, answer)), look)


@dataclass(frozen=True)
class Prediction:
    """A prediction to make, and what opens when it is made."""

    part: Part
    look: object

    def _ipython_display_(self) -> None:
        display(self.part)
        display(self.look)


def _sketch(values: Mapping[str, str], asked: Mapping[str, str]) -> dict[str, object]:
    """Return the bars, and a scale with room above the highest, to a round number."""
    bars = [(bar, _count(name)) for bar, name in values.items()]
    record = [(bar, _count(name)) for bar, name in asked.items()]
    highest = max(count for _, count in (*bars, *record))
    return {"given": bars, "record": record, "most": 10 * math.ceil(2 * highest / 10)}


def _count(name: str) -> int:
    """Return a quantity that a bar can be set to: bars move in steps of one."""
    value = evidence.quantity(name).value
    if not isinstance(value, int):
        message = f"A sketch takes counts, and the quantity {name} is {value!r}. Name a count."
        raise EvidenceError(message)
    return value


def _twin(question: str, labels: list[str], answer: str) -> str:
    listed = "".join(f"<li>{escape(label)}</li>" for label in labels)
    return (
        f"<p>{question}</p>{f'<ul>{listed}</ul>' if listed else ''}"
        f"<details><summary>What the evidence says</summary><p>{answer}</p></details>"
    )


def _expanded(text: str) -> str:
    """Return a sentence as HTML, each quantity written out and leading to its table."""
    return _MARK.sub(_link, escape(text, quote=False))


def _link(match: re.Match[str]) -> str:
    quantity: Any = evidence.quantity(match[1])
    return f'<a href="../data/{quantity.table}.csv" title="={match[1]}">{escape(quantity.text)}</a>'

"""What the page gets of an item: harmless HTML to read, and the key to mark by.

``front/parts/quiz/marking.js`` and ``feedback.js`` name the same fields. The key was never a
secret: a learner who studies alone has the banks beside the lesson.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict

from trilateral.parts.markup import block, citation, inline, plain
from trilateral.quiz import figures
from trilateral.quiz.bank import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Relative,
    ShortText,
    SingleChoice,
)
from trilateral.quiz.resolving import computed
from trilateral.quiz.wording import answer, instructions

if TYPE_CHECKING:
    from trilateral.quiz.asked import Asked
    from trilateral.quiz.bank import Item


class Part(TypedDict):
    """An option, an entry or a row; what only a learner reads is left out of a bare key."""

    id: str
    html: NotRequired[str]
    feedback: NotRequired[str]
    correct: NotRequired[bool]
    match: NotRequired[str]


class Choice(TypedDict):
    """What a row may be matched with."""

    id: str
    text: str


class Mistake(TypedDict):
    """A number or a wording that a known mistake leads to."""

    value: NotRequired[float]
    pattern: NotRequired[str]
    feedback: NotRequired[str]


class Key(TypedDict):
    """What marking needs of an item."""

    id: str
    version: int
    lesson: str
    type: str
    options: NotRequired[list[Part]]
    answer: NotRequired[float]
    also: NotRequired[list[float]]
    tolerance: NotRequired[dict[str, float]]
    unit: NotRequired[str]
    entries: NotRequired[list[Part]]
    rows: NotRequired[list[Part]]
    choices: NotRequired[list[Choice]]
    accept: NotRequired[list[str]]
    mistakes: NotRequired[list[Mistake]]


class Chart(TypedDict):
    """A chart to read; the page finds its pictures by its name."""

    name: str
    width: int
    height: int
    description: str
    table: str


class Texts(TypedDict):
    """What a learner reads of an item, as HTML."""

    stem: str
    help: str
    hints: list[str]
    inWords: str
    explanation: str
    sources: str
    chart: NotRequired[Chart]


class Question(Key, Texts):
    """An item as the page shows and marks it."""


def question(asked: Asked) -> Question:
    """Return an item as the page shows and marks it."""
    item = asked.item
    texts: Texts = {
        "stem": inline(item.stem),
        "help": instructions(item),
        "hints": [block(hint) for hint in item.hints],
        "inWords": block(answer(item)),
        "explanation": block(item.explanation),
        "sources": ", ".join(inline(citation(source)) for source in item.sources),
    }
    if item.chart:
        still = figures.still(item.chart)
        texts["chart"] = {
            "name": item.chart,
            "width": still.width,
            "height": still.height,
            "description": still.description,
            "table": still.table,
        }
    return {**_key(asked.lesson, item, bare=False), **texts}


def key(asked: Asked) -> Key:
    """Return what marking needs of an item, without a word of what a learner reads."""
    return _key(asked.lesson, asked.item, bare=True)


def _key(lesson: str, item: Item, *, bare: bool) -> Key:
    made: Key = {"id": item.id, "version": item.version, "lesson": lesson, "type": item.type}
    match item:
        case SingleChoice() | MultipleChoice():
            made["options"] = [
                _part(option.id, option.text, option.feedback, bare=bare)
                | ({"correct": True} if option.correct else {})
                for option in item.options
            ]
        case Numeric():
            made["answer"] = computed(item, item.answer)
            made["also"] = list(item.also)
            made["tolerance"] = (
                {"relative": item.tolerance.relative}
                if isinstance(item.tolerance, Relative)
                else {"absolute": item.tolerance.absolute}
            )
            made["unit"] = item.unit
            made["mistakes"] = [
                {"value": computed(item, each.value), **_feedback(each.feedback, bare=bare)}
                for each in item.mistakes
            ]
        case Ordering():
            made["entries"] = [_part(e.id, e.text, e.feedback, bare=bare) for e in item.entries]
        case Matching():
            made["rows"] = [
                _part(row.id, row.text, row.feedback, bare=bare) | {"match": row.match}
                for row in item.rows
            ]
            made["choices"] = [{"id": c.id, "text": plain(c.text)} for c in item.choices]
        case ShortText():
            made["accept"] = list(item.accept)
            made["mistakes"] = [
                {"pattern": each.pattern, **_feedback(each.feedback, bare=bare)}
                for each in item.mistakes
            ]
    return made


def _part(name: str, text: str, feedback: str, *, bare: bool) -> Part:
    return (
        {"id": name} if bare else {"id": name, "html": inline(text), "feedback": inline(feedback)}
    )


def _feedback(text: str, *, bare: bool) -> Mistake:
    return {} if bare else {"feedback": block(text)}

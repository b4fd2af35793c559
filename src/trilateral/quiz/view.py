"""What the page is told: questions without their key, and after each answer what to say."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, assert_never

from trilateral.quiz import attempts, figures, marking, shuffle
from trilateral.quiz.bank import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Quantity,
    ShortText,
    SingleChoice,
)
from trilateral.quiz.markup import block, citation, inline, plain
from trilateral.quiz.words import _, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.quiz.attempts import Standing
    from trilateral.quiz.bank import Item

Json = dict[str, Any]
_EXACT: Final = 10
"""Digits shown of a number that is to be met exactly."""


def words() -> dict[str, str]:
    """Return the fixed words of the interface."""
    return {
        "answer": _("Your answer"),
        "check": _("Check"),
        "choose": _("Choose…"),
        "confidence": _("How sure are you? (optional)"),
        "guess": _("A guess"),
        "fairly": _("Fairly sure"),
        "sure": _("Sure"),
        "up": _("Move up"),
        "down": _("Move down"),
        "position": _("Position of {entry}"),
        "moved": _("{entry}: now in position {position} of {count}."),
        "finished": _("This question is finished."),
        "noHints": _("There are no more hints."),
        "noKernel": _("The kernel is not running. Run this cell again to go on."),
        "table": _("The table behind the chart"),
        "words": _("The chart in words"),
        "hints": _("Hints"),
    }


def questions(items: Sequence[Item], learner: str) -> list[Json]:
    """Return each item as the page shows it, in the learner's own order of options."""
    return [
        {
            "id": item.id,
            "type": item.type,
            "number": _("Question {number} of {count}").format(number=number, count=len(items)),
            "stem": inline(item.stem),
            "help": instructions(item),
            "hints": len(item.hints),
            "chart": _chart(item),
            **_parts(item, learner),
        }
        for number, item in enumerate(items, start=1)
    ]


def instructions(item: Item) -> str:
    """Return how to answer, in one line."""
    match item:
        case SingleChoice():
            return _("Choose one answer.")
        case MultipleChoice():
            return _("Choose every right answer; a wrong tick takes away a right one.")
        case Numeric():
            text = _("Type a number, for example 12.5.")
            unit = _("Unit: {unit}.").format(unit=item.unit)
            return f"{text} {unit}" if item.unit else text
        case Ordering():
            text = _("Put the entries in order, from {first} (top) to {last} (bottom).")
            return text.format(first=item.first, last=item.last)
        case Matching():
            return _("Choose a match for each row.")
        case ShortText():
            return _("Type a word or a short phrase.")
        case _:
            assert_never(item)


def _parts(item: Item, learner: str) -> Json:
    order = shuffle.order(item, learner)
    match item:
        case SingleChoice() | MultipleChoice():
            texts = {option.id: option.text for option in item.options}
        case Ordering():
            texts = {entry.id: entry.text for entry in item.entries}
        case Matching():
            texts = {row.id: row.text for row in item.rows}
        case _:
            return {"unit": item.unit} if isinstance(item, Numeric) else {}
    parts = [
        {"id": part, "html": inline(texts[part]), "text": plain(texts[part])} for part in order
    ]
    if not isinstance(item, Matching):
        return {"parts": parts}
    names = {choice.id: plain(choice.text) for choice in item.choices}
    mixed = shuffle.choices(item, learner)
    return {"parts": parts, "choices": [{"id": c, "text": names[c]} for c in mixed]}


def _chart(item: Item) -> Json | None:
    return asdict(figures.still(item.chart)) if item.chart else None


def standing(item: Item, now: Standing, problem: str = "") -> Json:
    """Return how an item stands, as the page shows it."""
    hints = item.hints[: now.hints]
    state: Json = {
        "response": now.response,
        "confidence": now.confidence,
        "attempts": now.attempts,
        "done": now.done,
        "tone": _tone(now),
        "headline": headline(now),
        "note": block(now.mark.note) if now.mark and now.mark.note else "",
        "gentle": gentle(now),
        "parts": verdicts(item, now),
        "hints": [block(hint) for hint in hints],
        "hintLabel": _hint_label(len(item.hints), now.hints),
        "problem": problem,
        "end": ending(item) if now.done else "",
    }
    return state


def headline(now: Standing) -> str:
    """Return the outcome in one line."""
    if now.mark is None or now.mark.score is None:
        return ""
    if now.correct:
        return _("Correct.")
    percent = round(now.mark.score * 100)
    partly = _("Partly correct ({percent} %).").format(percent=percent)
    verdict = partly if percent else _("Not correct.")
    left = attempts.MOST - now.attempts
    if left <= 0:
        return f"{verdict} " + _("The explanation is below.")
    more = plural("You have {count} more try.", "You have {count} more tries.", left)
    return f"{verdict} {more}"


def _tone(now: Standing) -> str:
    if now.mark is None:
        return "open"
    if now.correct:
        return "right"
    return "partly" if now.mark.score else "wrong"


def gentle(now: Standing) -> str:
    """Return what to add at the end about confidence and review."""
    if not now.done:
        return ""
    if now.sure_and_wrong:
        return _(
            "You were sure of an answer that did not hold. That happens to everyone, and such "
            "surprises are remembered best. It is marked for review."
        )
    return _("Marked for review.") if now.to_review else ""


def verdicts(item: Item, now: Standing) -> dict[str, Json]:
    """Return for each part what to write beside it.

    Before the last attempt only the parts that the learner chose are spoken of; afterwards all.
    """
    if now.mark is None:
        return {}
    given = now.mark.verdicts
    match item:
        case SingleChoice() | MultipleChoice():
            return {
                option.id: _verdict(
                    given.get(option.id) or ("missed" if option.correct else "left"),
                    option.feedback,
                )
                for option in item.options
                if option.id in given or now.done
            }
        case Ordering():
            place = {entry: number for number, entry in enumerate(item.key, start=1)}
            return {
                entry.id: _verdict(
                    given[entry.id], entry.feedback if now.done else "", str(place[entry.id])
                )
                for entry in item.entries
            }
        case Matching():
            names = {choice.id: plain(choice.text) for choice in item.choices}
            return {
                row.id: _verdict(given[row.id], row.feedback if now.done else "", names[row.match])
                for row in item.rows
            }
        case _:
            return {}


def _verdict(verdict: str, feedback: str, key: str = "") -> Json:
    labels = {
        "right": _("Correct"),
        "wrong": _("Not correct"),
        "missed": _("Right, but not chosen"),
        "left": _("Rightly left out"),
    }
    html = inline(feedback) if feedback else ""
    if feedback and key and verdict == "wrong":
        html = "<strong>" + inline(_("Right: {key}.").format(key=key)) + "</strong> " + html
    return {"verdict": verdict, "word": labels[verdict], "html": html}


def ending(item: Item) -> str:
    """Return the key where the parts don't show it, the explanation and its sources, as HTML."""
    sources = ", ".join(inline(citation(source)) for source in item.sources)
    label = _("Sources:")
    return f"{block(answer(item))}{block(item.explanation)}<p>{label} {sources}</p>"


def answer(item: Item) -> str:
    """Return the key in words, as Markdown."""
    match item:
        case SingleChoice() | MultipleChoice():
            right = [option.text for option in item.options if option.correct]
        case Numeric():
            if isinstance(item.answer, Quantity):
                return ""
            right = [f"{_shown(item, item.answer)} {item.unit}".strip() + _reach(item)]
        case Ordering():
            right = [entry.text for entry in item.entries]
        case Matching():
            names = {choice.id: choice.text for choice in item.choices}
            right = [f"{row.text}: {names[row.match]}" for row in item.rows]
        case ShortText():
            right = [item.accept[0].replace("*", "")]
        case _:
            assert_never(item)
    if len(right) == 1:
        return _("Answer: {key}").format(key=right[0])
    bullet = "1." if isinstance(item, Ordering) else "-"
    return _("Answer:") + "\n\n" + "\n".join(f"{bullet} {part}" for part in right)


def _shown(item: Numeric, answer: float) -> str:
    """Return the answer with no more decimals than its tolerance: 0.67 where 0.01 is allowed."""
    width = marking.reach(item, answer)
    places = 0 if width >= 1 else math.ceil(-math.log10(width)) if width else _EXACT
    return f"{round(answer, places):,.{_EXACT}g}"


def _reach(item: Numeric) -> str:
    if not isinstance(item.answer, float | int):
        return ""
    tolerance = item.tolerance
    share = getattr(tolerance, "relative", None)
    if share is not None:
        return _(" (within {percent} %)").format(percent=f"{share * 100:g}") if share else ""
    width = getattr(tolerance, "absolute", 0)
    return _(" (give or take {width})").format(width=f"{width:g}") if width else ""


def _hint_label(there: int, opened: int) -> str:
    if opened >= there:
        return ""
    return _("Hint {number} of {count}").format(number=opened + 1, count=there)

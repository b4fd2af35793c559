"""Mark a response: pure functions from an item and a response to a score and its reasons.

The rules, by type of item:

choice
    1 for the key, else 0.
multiple
    *Right minus wrong*: (right ticks - wrong ticks) / number of right options, never below 0.
    Ticking every option scores 0.
numeric
    1 within the tolerance (edges included), else 0. Absolute tolerances are in the item's
    unit, relative ones a share of the answer.
ordering
    *Kendall's tau, never below 0*: of all pairs of entries, the share in the right order
    minus the share in the wrong order. A random order earns 0 on average.
matching
    *Share of rows*: rows matched rightly / rows.
text
    1 when a pattern accepts it (case, accents and punctuation ignored), else 0.

A response that can't be read is not wrong: it gets a `Mark.problem`, no score, and uses up no
attempt.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal, assert_never

from trilateral.quiz.answers import LONGEST, UnreadableError, matches, read_number
from trilateral.quiz.bank import (
    Item,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Quantity,
    Relative,
    ShortText,
    SingleChoice,
)
from trilateral.quiz.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Verdict = Literal["right", "wrong"]
Response = str | tuple[str, ...] | dict[str, str]


@dataclass(frozen=True)
class Mark:
    """What a response earned and why.

    Attributes
    ----------
    score
        From 0 to 1; None when the response could not be read.
    verdicts
        For each part of the response (option, entry or row): right or wrong.
    note
        The feedback on a mistake that the bank foresaw, in Markdown.
    problem
        Why the response could not be read, in a learner's words.
    """

    score: float | None
    verdicts: dict[str, Verdict]
    note: str = ""
    problem: str = ""

    @property
    def correct(self) -> bool:
        """Whether it is fully right."""
        return self.score == 1


def mark(item: Item, response: object) -> Mark:
    """Mark `response`, whatever it is; nothing a learner sends raises an error.

    Parameters
    ----------
    item
        The item; a numeric one must have its answer resolved to a number.
    response
        An option's id (choice); ids (multiple, ordering); a text (numeric, text); a choice's
        id for each row's id (matching).
    """
    try:
        return _marked(item, read_response(item, response))
    except UnreadableError as error:
        return Mark(None, {}, problem=str(error))


def read_response(item: Item, response: object) -> Response:
    """Return `response` in the one form that is marked and stored.

    Raises
    ------
    UnreadableError
        Nothing was answered, or something that this item doesn't offer.
    """
    match item:
        case SingleChoice():
            return _known(response, {option.id for option in item.options})
        case MultipleChoice():
            return tuple(sorted(_ids(response, {option.id for option in item.options})))
        case Numeric() | ShortText():
            return _text(response)
        case Ordering():
            order = _ids(response, set(item.key))
            if len(order) < len(item.key):
                raise UnreadableError(_("Put every entry in its place first."))
            return order
        case Matching():
            return _pairs(item, response)
        case _:
            assert_never(item)


def _marked(item: Item, response: Response) -> Mark:
    match item, response:
        case SingleChoice(), str():
            return _tick(response in item.key, response)
        case MultipleChoice(), tuple():
            return _multiple(item, response)
        case Numeric(), str():
            return _numeric(item, response)
        case Ordering(), tuple():
            return _ordering(item.key, response)
        case Matching(), dict():
            return _matching(item.key, response)
        case ShortText(), str():
            return _short_text(item, response)
        case _:
            raise UnreadableError(_("This answer doesn't fit the question."))


def _tick(right: bool, option: str) -> Mark:  # noqa: FBT001 -- the verdict is the argument
    return Mark(float(right), {option: "right" if right else "wrong"})


def _multiple(item: MultipleChoice, ticked: Sequence[str]) -> Mark:
    verdicts: dict[str, Verdict] = {
        option: "right" if option in item.key else "wrong" for option in ticked
    }
    right = sum(verdict == "right" for verdict in verdicts.values())
    wrong = len(verdicts) - right
    score = max(0.0, (right - wrong) / len(item.key))
    return Mark(0.0 if len(ticked) == len(item.options) else score, verdicts)


def _numeric(item: Numeric, text: str) -> Mark:
    if isinstance(item.answer, Quantity):
        message = f"The answer of {item.id} was not computed before marking."
        raise TypeError(message)
    value = read_number(text, item.unit)
    if _near(item, value, item.answer):
        return Mark(1.0, {})
    for mistake in item.mistakes:
        if _near(item, value, mistake.value):
            return Mark(0.0, {}, note=mistake.feedback)
    return Mark(0.0, {})


def reach(item: Numeric, around: float) -> float:
    """Return how far from `around` is still right, in the item's unit."""
    match item.tolerance:
        case Relative(relative=share):
            return abs(around) * share
        case other:
            return other.absolute


def _near(item: Numeric, value: float, around: float) -> bool:
    """Tell whether `value` is within reach, give or take the rounding of binary fractions."""
    return abs(value - around) <= reach(item, around) + 1e-12 * max(1.0, abs(around))


def _ordering(key: tuple[str, ...], order: Sequence[str]) -> Mark:
    place = {entry: number for number, entry in enumerate(order)}
    pairs = list(combinations(key, 2))
    kept = sum(place[before] < place[after] for before, after in pairs)
    score = max(0.0, (2 * kept - len(pairs)) / len(pairs))
    verdicts: dict[str, Verdict] = {
        entry: "right" if entry == wanted else "wrong"
        for entry, wanted in zip(order, key, strict=True)
    }
    return Mark(score, verdicts)


def _matching(key: Mapping[str, str], pairs: Mapping[str, str]) -> Mark:
    verdicts: dict[str, Verdict] = {
        row: "right" if pairs[row] == choice else "wrong" for row, choice in key.items()
    }
    right = sum(verdict == "right" for verdict in verdicts.values())
    return Mark(right / len(key), verdicts)


def _short_text(item: ShortText, text: str) -> Mark:
    if any(matches(pattern, text) for pattern in item.accept):
        return Mark(1.0, {})
    for mistake in item.mistakes:
        if matches(mistake.pattern, text):
            return Mark(0.0, {}, note=mistake.feedback)
    return Mark(0.0, {})


def _known(response: object, offered: set[str]) -> str:
    if response in (None, "", [], ()):
        raise UnreadableError(_("Choose an answer first."))
    if not isinstance(response, str) or response not in offered:
        raise UnreadableError(_("That answer is not on offer here. Choose one that is."))
    return response


def _ids(response: object, offered: set[str]) -> tuple[str, ...]:
    if not isinstance(response, list | tuple) or not response:
        raise UnreadableError(_("Choose at least one answer first."))
    if len(response) > len(offered):
        raise UnreadableError(_("That answer has more parts than the question."))
    ids = tuple(_known(part, offered) for part in response)
    if len(set(ids)) < len(ids):
        raise UnreadableError(_("That answer names the same part twice."))
    return ids


def _text(response: object) -> str:
    if not isinstance(response, str | int | float) or isinstance(response, bool):
        raise UnreadableError(_("Type an answer first."))
    text = str(response).strip()
    if not text:
        raise UnreadableError(_("Type an answer first."))
    if len(text) > LONGEST:
        message = _("That answer has {count} characters; at most {most} are read.")
        raise UnreadableError(message.format(count=f"{len(text):,}", most=LONGEST))
    return text


def _pairs(item: Matching, response: object) -> dict[str, str]:
    if not isinstance(response, dict) or set(response) - {row.id for row in item.rows}:
        raise UnreadableError(_("That answer names a row that is not here."))
    choices = {choice.id for choice in item.choices}
    missing = [row.id for row in item.rows if response.get(row.id) in (None, "")]
    if missing:
        raise UnreadableError(_("Choose a match for every row first."))
    return {row.id: _known(response[row.id], choices) for row in item.rows}

"""What a learner sorted or put in order, row by row: a share of the points for each, and why.

A check yields from what these return, in its hidden tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from trilateral.tasks.expectation import Because, Partly, because
from trilateral.tasks.expectation import partly as in_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Expectation = tuple[bool, str, *tuple[Because | Partly, ...]]
_AGAIN: Final = "not this answer. Read the row again."
_EMPTY: Final = "it has no answer yet."


@dataclass(frozen=True)
class Best:
    """The best answer to a row, and what is said about this answer and others."""

    answer: str
    why: str
    name: str = ""
    also: Mapping[str, str] = field(default_factory=dict)
    partly: Mapping[str, float] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)


def best(  # noqa: PLR0913 -- what is said about one row, in one place
    answer: str,
    why: str,
    *,
    name: str = "",
    also: Mapping[str, str] | None = None,
    partly: Mapping[str, float] | None = None,
    says: Mapping[str, str] | None = None,
) -> Best:
    """Return the best answer to a row.

    Parameters
    ----------
    answer
        Its id.
    why
        Why it is the best, which is shown where it is given.
    name
        The row in a few words, to begin what is said about it; its id in words by default.
    also
        Other answers that are as good, and why each of them is.
    partly
        Other answers that can be defended, with the share of the row that each earns.
    says
        What to say to other answers.
    """
    return Best(answer, why, name, also or {}, partly or {}, says or {})


def sorted_rows(answers: Mapping[str, str], key: Mapping[str, Best]) -> Iterator[Expectation]:
    """Yield an expectation for each row of a `sort`.

    Parameters
    ----------
    answers
        The learner's answers by row.
    key
        The best answer to each row.
    """
    for row, right in key.items():
        answer = answers.get(row)
        named = _named(row, right.name)
        message = right.says.get(answer, _AGAIN) if isinstance(answer, str) else _EMPTY
        share = right.partly.get(answer, 0.0) if isinstance(answer, str) else 0.0
        extra = (
            (in_part(share, condition=True, message=f"{named}{_words(message)}"),) if share else ()
        )
        why = {right.answer: right.why, **right.also}
        yield (
            isinstance(answer, str) and answer in why,
            f"{named}{_words(message)}",
            because(f"{named}{_words(why.get(str(answer), right.why))}"),
            *extra,
        )


def ordered_rows(
    order: Sequence[str],
    key: Mapping[str, str],
    *,
    names: Mapping[str, str] | None = None,
    ties: Sequence[Sequence[str]] = (),
    says: Mapping[tuple[str, str], str] | None = None,
) -> Iterator[Expectation]:
    """Yield an expectation for each row of an `order`.

    A row earns its whole share where each other row is on its right side, and nothing where
    half of them or fewer do, as chance alone would have it.

    Parameters
    ----------
    order
        The rows in the learner's order.
    key
        The rows in the right order, each with the reason why it is there.
    names
        The rows in a few words; their ids in words by default.
    ties
        Rows that may stand in either order, among themselves.
    says
        What to say where the first row of a pair is before the second, and should not.
    """
    rows = list(key)
    whole = len(order) == len(rows)
    place = {row: at for at, row in enumerate(order) if whole and isinstance(row, str)}
    for at, row in enumerate(rows):
        others = [other for other in rows if other != row and not _tied(row, other, ties)]
        wrong = [
            other
            for other in others
            if row not in place
            or other not in place
            or (place[row] < place[other]) != (at < rows.index(other))
        ]
        named = _named(row, (names or {}).get(row, ""))
        pairs = {second: advice for (first, second), advice in (says or {}).items() if first == row}
        advice = next((pairs[other] for other in wrong if other in pairs), _stands(at, wrong, rows))
        message = f"{named}{_words(advice)}"
        share = max(0.0, 1 - 2 * len(wrong) / len(others)) if others else 0.0
        extra = (in_part(share, condition=True, message=message),) if 0 < share < 1 else ()
        yield not wrong, message, because(f"{named}{_words(key[row])}"), *extra


def _stands(at: int, wrong: Sequence[str], rows: Sequence[str]) -> str:
    """Return whether a row comes too early or too late, by those on its wrong side."""
    before = sum(rows.index(other) < at for other in wrong)
    if 2 * before == len(wrong):
        return "it is on the wrong side of others."
    return "it comes too early." if 2 * before > len(wrong) else "it comes too late."


def _tied(row: str, other: str, ties: Sequence[Sequence[str]]) -> bool:
    return any(row in tie and other in tie for tie in ties)


def _named(row: str, name: str) -> str:
    return f"{name or row.replace('-', ' ').capitalize()}: "


def _words(text: str) -> str:
    """Return a text with its citations and quantities in words: a report has no links."""
    from trilateral.parts.markup import plain  # noqa: PLC0415 -- needed once a task is checked

    return plain(text) if "[" in text else text

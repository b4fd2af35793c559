"""From the text of a cell to a value, by the rules of its column."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from trilateral.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.evidence.schema import Column

Precision = Literal["day", "month", "year"]

_PRECISION: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    first: date
    """First day of the known period."""
    precision: Precision

    def __str__(self) -> str:
        """Return the date as English prose, no more precise than it is known."""
        month = calendar.month_name[self.first.month]
        return {
            "day": f"{self.first.day} {month} {self.first.year}",
            "month": f"{month} {self.first.year}",
            "year": f"{self.first.year}",
        }[self.precision]

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Return the date written as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises
        ------
        ValueError
            The text is none of these, or there is no such day.
        """
        if not _PARTIAL_DATE.fullmatch(text):
            raise ValueError(text)
        return cls(date.fromisoformat(text + "-01-01"[len(text) - 4 :]), _PRECISION[len(text)])


Value = str | int | float | bool | date | PartialDate | tuple[str, ...] | None


class RuleBrokenError(ValueError):
    """A cell breaks a rule of its column; holds the rule and the remedy."""

    def __init__(self, rule: str, remedy: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.remedy = remedy


def parse(column: Column, text: str) -> Value:
    """Return the value of a cell.

    Raises
    ------
    RuleBrokenError
        The cell breaks a rule of its column.
    """
    if text == "":
        if column.constraints.required:
            rule = "this column may not be empty"
            raise RuleBrokenError(rule, f"Fill it in: {column.description}.")
        return () if column.type == "list" else None
    if text != text.strip():
        rule = "a value may not begin or end with a space"
        raise RuleBrokenError(rule, "Remove the space.")
    if column.type == "list":
        return _list(column, text)
    value = _PARSERS["partial" if column.partial else column.type](text)
    _within_range(column, value)
    _in_vocabulary(column, text)
    pattern = column.constraints.pattern
    if pattern and not column.partial and not re.search(pattern, text):
        rule = f"the value must match the pattern {pattern}"
        raise RuleBrokenError(rule, f"Write it in that form: {column.description}.")
    return value


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", text):
        rule = "not a whole number"
        raise RuleBrokenError(rule, "Write digits only, without commas; leave unknown cells empty.")
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        rule = "not a number"
        raise RuleBrokenError(rule, "Write digits and a point only; leave unknown cells empty.")
    return float(text)


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        rule = "neither true nor false"
        raise RuleBrokenError(rule, "Write true or false.")
    return text == "true"


def _date(text: str) -> date:
    try:
        parsed = PartialDate.parse(text)
    except ValueError:
        parsed = None
    if parsed is None or parsed.precision != "day":
        rule = "not a date that exists, written YYYY-MM-DD"
        raise RuleBrokenError(rule, "Write the day in that form.")
    return parsed.first


def _partial_date(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError:
        rule = "not a date that exists, written YYYY-MM-DD, YYYY-MM or YYYY"
        raise RuleBrokenError(rule, "Write as much of it as is known, in that form.") from None


def _list(column: Column, text: str) -> tuple[str, ...]:
    items = tuple(text.split(column.delimiter))
    if any(item == "" or item != item.strip() for item in items):
        rule = "a list is written a;b;c, without spaces around ; and without empty items"
        raise RuleBrokenError(rule, "Remove the extra spaces or ; signs.")
    if len(set(items)) < len(items):
        rule = "a list may not hold the same item twice"
        raise RuleBrokenError(rule, "Remove the second one.")
    for item in items:
        _in_vocabulary(column, item)
    return items


_PARSERS: dict[str, Callable[[str], Value]] = {
    "string": str,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "partial": _partial_date,
}


def _in_vocabulary(column: Column, word: str) -> None:
    words = column.vocabulary
    if words and word not in words:
        rule = f"the word {word!r} is not in the vocabulary ({', '.join(words)})"
        remedy = "Use a word of the vocabulary, or add this one to data/datapackage.json."
        raise RuleBrokenError(rule, remedy + nearest(word, words))


def _within_range(column: Column, value: Value) -> None:
    limits = column.constraints
    low = column.earliest if column.partial else limits.minimum
    high = column.latest if column.partial else limits.maximum
    compared: float | str
    if isinstance(value, PartialDate):
        compared = value.first.isoformat()
    elif isinstance(value, date):
        compared = value.isoformat()
    elif isinstance(value, (int, float)):
        compared = value
    else:
        return
    if (low is not None and compared < low) or (high is not None and compared > high):  # type: ignore[operator]  # both are numbers or both ISO dates, by the column's type
        bounds = f"{'no limit' if low is None else low} to {'no limit' if high is None else high}"
        rule = f"out of range ({bounds})"
        remedy = "Correct the value; if it is right, widen the range in data/datapackage.json."
        raise RuleBrokenError(rule, remedy)

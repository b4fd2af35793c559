"""One meaning of "equal", for numbers, members, keys, cells and the data of charts.

**The rule.** Two values are equal if they say the same, whatever type holds them:

- *Numbers* are equal within the task's tolerance, or to nine digits. 2024, 2024.0 and NumPy's 2024
  are one number.
- *Dates* are equal if they name the same day and time. A day is its own midnight, and a text that
  writes a date as ISO 8601 does (``2024-07-08``) is that date, as in files and in charts. A zone is
  left out, as a day is a day in each of them.
- *Texts* are equal letter by letter, and *truth values* are equal to truth values.
- *Blanks* (None, NaN, NaT, NA) are equal to each other and to nothing else.
- *Lists* and tuples are equal place by place, *sets* and *dictionaries* in any order.

Values of two kinds are never equal. True is not 1: it answers another
question, and to count with it is a slip. The text "1" is not 1: "1" + "1" is "11", so the next
step goes wrong.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from trilateral.tasks.answers import Opaque, plain

ROUNDING: Final = 1e-9
"""How far apart, as a share of them, two numbers may be whatever the tolerance."""
TOLERANCE: Final = 1e-9
"""How far apart two numbers may be, where the task does not say."""
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True)
class Value:
    """A value apart from its type: its form, and the numbers that fill the form.

    Two values are equal if their forms are, and their numbers within the tolerance. Forms can be
    hashed, so that many values are compared without trying each pair.
    """

    form: Hashable
    numbers: tuple[float, ...] = ()

    def equals(self, other: Value, tolerance: float) -> bool:
        """Say whether the two are equal."""
        return (
            self.form == other.form
            and len(self.numbers) == len(other.numbers)
            and all(map(_near, self.numbers, other.numbers, (tolerance,) * len(self.numbers)))
        )

    @cached_property
    def order(self) -> tuple[str, tuple[float, ...]]:
        """What to sort by: any order will do, if equal values come to stand together."""
        return repr(self.form), self.numbers


def same(answer: object, right: object, tolerance: float = TOLERANCE) -> bool:
    """Say whether two values are equal, by the rule at the head of this module.

    Parameters
    ----------
    mine, right
        Values of any kind; tables and columns are compared by `compare.table` and its siblings.
    tolerance
        How far apart two numbers may be.

    Examples
    --------
    >>> same(2024.0, 2024), same(True, 1), same("1", 1), same("2024-07-08", dt.date(2024, 7, 8))
    (True, False, False, True)
    """
    return value_of(answer).equals(value_of(right), tolerance)


def value_of(thing: object) -> Value:  # noqa: C901, PLR0911 -- one line a kind
    """Return what `thing` says, apart from its type."""
    match plain(thing):
        case None:
            return Value("blank")
        case bool() as truth:
            return Value(("truth value", truth))
        case float() as number if math.isnan(number):
            return Value("blank")
        case int() | float() as number:
            return Value("number", (number,))
        case str() as text:
            moment = _written(text)
            return Value(("date", moment) if moment else ("text", str.__str__(text)))
        case dt.date() as day:
            return Value(("date", _moment(day)))
        case pd.Timedelta() as duration:
            return Value(("duration", duration.to_pytimedelta()))
        case list() as items:
            return row_of([value_of(item) for item in items])
        case set() as items:
            return _gathered("set", [value_of(item) for item in items])
        case Mapping() as pairs:
            entries = [row_of([value_of(key), value_of(item)]) for key, item in pairs.items()]
            return _gathered("dictionary", entries)
        case _:
            return Value(("other", thing if isinstance(thing, Hashable) else id(thing)))


def row_of(cells: Sequence[Value]) -> Value:
    """Return values one after the other as one value."""
    return Value(
        ("list", tuple(cell.form for cell in cells)),
        tuple(number for cell in cells for number in cell.numbers),
    )


def kind_of(value: Value) -> str:
    """Return what kind of value it is, in one word: ``number``, ``text``, ``blank``."""
    return str(value.form[0] if isinstance(value.form, tuple) else value.form)


def name_of(label: object) -> str:
    """Return a key or a column's label as it is written: 2024.0 as ``2024``."""
    if isinstance(label, tuple):
        return " ".join(map(name_of, label))
    written = plain(label)
    if isinstance(written, float) and written.is_integer():
        return str(int(written))
    if isinstance(written, Opaque):
        return f"a {written.kind}"
    return str(label if written is None else written)


def matched(answers: Sequence[Value], right: Sequence[Value], tolerance: float) -> dict[int, int]:
    """Return which place of `answers` equals which of `right`, each at most once, in any order.

    As many as possible are matched: a value that the tolerance lets stand for two others stands
    for the one that leaves none over.
    """
    own = _by_form(answers)
    pairs: dict[int, int] = {}
    for form, wanted in _by_form(right).items():
        if form in own:
            pairs |= _Matching(own[form], tolerance).of(wanted)
    return pairs


def strangers(answers: Sequence[Value], right: Sequence[Value], tolerance: float) -> list[int]:
    """Return the places of `answers` that equal nothing in `right`, however often it is there."""
    matchings = {form: _Matching(wanted, tolerance) for form, wanted in _by_form(right).items()}
    exact = set(right)
    return [
        place
        for place, value in enumerate(answers)
        if value not in exact
        and not (value.form in matchings and matchings[value.form].near(value))
    ]


def _by_form(values: Sequence[Value]) -> dict[Hashable, list[tuple[int, Value]]]:
    places: dict[Hashable, list[tuple[int, Value]]] = defaultdict(list)
    for place, value in enumerate(values):
        places[value.form].append((place, value))
    return {form: sorted(there, key=lambda each: each[1].numbers) for form, there in places.items()}


class _Matching:
    """Values of one form, sorted by their numbers, each with its place."""

    def __init__(self, values: list[tuple[int, Value]], tolerance: float) -> None:
        self._values = values
        self._tolerance = tolerance
        self._firsts = [value.numbers[0] for _, value in values if value.numbers]

    def near(self, value: Value) -> list[int]:
        """Return the places of the values that equal `value`."""
        there = self._values
        if self._firsts:
            first = value.numbers[0]
            low, high = _reach(first, self._tolerance)
            there = there[bisect_left(self._firsts, low) : bisect_right(self._firsts, high)]
        return [place for place, other in there if other.equals(value, self._tolerance)]

    def of(self, wanted: list[tuple[int, Value]]) -> dict[int, int]:
        """Return, by the places of these values, the places in `wanted` that they match."""
        in_order = list(zip(self._values, wanted, strict=False))
        if len(self._values) == len(wanted) and all(
            own.equals(other, self._tolerance) for (_, own), (_, other) in in_order
        ):
            return {place: there for (place, _), (there, _) in in_order}
        near = {place: self.near(value) for place, value in wanted}
        partners: dict[int, int] = {}
        for place, alike in near.items():
            free = next((own for own in alike if own not in partners), None)
            if free is None:
                _make_room(place, near, partners)
            else:
                partners[free] = place
        return partners


def _make_room(start: int, near: Mapping[int, list[int]], partners: dict[int, int]) -> None:
    """Match one more by moving others along: an augmenting path (Berge 1957), breadth first."""
    came: dict[int, int] = {}
    queue = [start]
    for place in queue:
        for own in near[place]:
            if own in came:
                continue
            came[own] = place
            if own in partners:
                queue.append(partners[own])
                continue
            owners = {there: answer for answer, there in partners.items()}
            moved: int | None = own
            while moved is not None:
                there = came[moved]
                partners[moved] = there
                moved = owners.get(there)
            return


def _reach(number: float, tolerance: float) -> tuple[float, float]:
    try:
        reach = tolerance + 2 * ROUNDING * abs(number) if math.isfinite(number) else 0.0
        return number - reach, number + reach
    except OverflowError:
        return number, number


def _gathered(kind: str, items: list[Value]) -> Value:
    items = sorted(items, key=lambda item: item.order)
    row = row_of(items)
    return Value((kind, row.form), row.numbers)


def _near(number: float, other: float, tolerance: float) -> bool:
    try:
        return number == other or math.isclose(number, other, rel_tol=ROUNDING, abs_tol=tolerance)
    except OverflowError:  # a whole number beyond every float
        return False


def _written(text: str) -> dt.datetime | None:
    if not _ISO.fullmatch(text):
        return None
    try:
        return _moment(dt.datetime.fromisoformat(text))
    except ValueError:
        return None


def _moment(day: dt.date) -> dt.datetime:
    if isinstance(day, dt.datetime):
        return day.replace(tzinfo=None)
    return dt.datetime.combine(day, dt.time())

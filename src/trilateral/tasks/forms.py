"""Normal forms of answers: texts that are equal where two answers say the same.

Each answer has several, from the strictest to the loosest; two answers are alike if one pair of
their forms is. A mistake is recognised by them, whatever code has led to it.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from trilateral.tasks.answers import plain
from trilateral.tasks.compare.charts import reduced
from trilateral.tasks.compare.equality import Value, name_of, row_of, value_of
from trilateral.tasks.kinds import is_chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROUNDED: Final = (None, 3, 2, 1)
"""To how many places a learner may have rounded."""


def forms(
    answers: Mapping[str, object],
    probes: Sequence[str] = (),
    rounded: Sequence[int | None] = (None,),
) -> tuple[str, ...]:
    """Return the normal forms of a task's answers, the strictest first.

    Parameters
    ----------
    answers
        By name.
    probes
        Calls that tell functions among them apart; a function is what they come to.
    rounded
        To how many places numbers are rounded, each in turn.
    """
    calls = [_called(probe, answers) for probe in probes]
    values = [plain(value) for value in (*answers.values(), *calls)]
    loosened = [
        [_loosened(value, ordered, labelled) for value in values]
        for ordered in (True, False)
        for labelled in (True, False)
    ]
    made = (
        repr([_written(value, digits) for value in each]) for digits in rounded for each in loosened
    )
    return tuple(dict.fromkeys(made))


def _called(probe: str, answers: Mapping[str, object]) -> object:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return plain(eval(probe, dict(answers)))  # noqa: S307 -- the course's own text, in the learner's own kernel
    except Exception as error:  # noqa: BLE001 -- what a function raises tells it from others
        return f"raises {type(error).__name__}"


def _loosened(value: object, ordered: bool, labelled: bool) -> Value:  # noqa: FBT001, PLR0911 -- two switches, one line a kind
    match value:
        case pd.DataFrame() as table:
            return _table(table, ordered)
        case pd.Series() as column if labelled and column.index.is_unique:
            return value_of(dict(zip(column.index, column.array, strict=True)))
        case pd.Series() as column:
            return _items(map(value_of, column.array), ordered)
        case dict() as chart if is_chart(chart):
            return _items([_unit(unit, ordered) for unit in reduced(chart)], ordered=False)
        case list() as items:
            return _items(map(value_of, items), ordered)
        case made if callable(made):
            return Value("function")
        case other:
            return value_of(other)


def _table(table: pd.DataFrame, ordered: bool) -> Value:  # noqa: FBT001 -- as above
    named = [name for name in table.index.names if name is not None and name not in table]
    own = table.reset_index(level=named) if named else table
    columns = sorted((name_of(label), place) for place, label in enumerate(own.columns))
    head = value_of([name for name, _ in columns])
    cells = [[value_of(cell) for cell in own.iloc[:, place]] for _, place in columns]
    rows = [row_of(row) for row in zip(*cells, strict=True)]
    return row_of([head, _items(rows, ordered)])


def _unit(unit: Mapping[str, Any], ordered: bool) -> Value:  # noqa: FBT001 -- as above
    rows = unit["rows"]
    rest = {key: value for key, value in unit.items() if key != "rows"}
    return row_of([value_of(rest), _table(rows, ordered)])


def _items(items: Iterable[Value], ordered: bool) -> Value:  # noqa: FBT001 -- as above
    values = list(items)
    return row_of(values if ordered else sorted(values, key=lambda value: value.order))


def _written(value: Value, digits: int | None) -> tuple[str, list[str]]:
    return repr(value.form), [_number(number, digits) for number in value.numbers]


def _number(number: float, digits: int | None) -> str:
    if digits is not None:
        number = round(number, digits)
    if number == number // 1:
        return str(int(number))
    return f"{number:.6g}"

"""Comparison of a chart with what was asked for, by its Vega-Lite specification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from trilateral.tasks.answers import describe
from trilateral.tasks.compare.equality import kind_of, name_of, same, value_of
from trilateral.tasks.compare.tables import table
from trilateral.tasks.comparison import SAME, Comparison
from trilateral.tasks.kinds import is_chart

if TYPE_CHECKING:
    from collections.abc import Sequence

Spec = Mapping[str, Any]
_CHANNELS: Final = {"x", "y", "x2", "y2", "color", "row", "column"}
_TELLING: Final = ("field", "type", "aggregate", "timeUnit")
"""What of an encoding says what is shown; the rest is how."""


def chart(
    answer: object,
    *,
    marks: Sequence[str],
    encodings: Mapping[str, Spec],
    data: pd.DataFrame | None = None,
    titles: Sequence[str] = (),
) -> Comparison:
    """Compare a chart with what was asked for; in a layered chart one layer must fit.

    Parameters
    ----------
    answer
        The answer: a Vega-Lite specification.
    marks
        Marks that are right, such as ``("bar",)``; any, if empty.
    encodings
        For each channel the properties it must have, such as ``{"x": {"field": "year"}}``.
    data
        What the chart must draw, in these columns; not compared where it is None.
    titles
        What must have a title in words: ``"chart"`` or a channel's name.
    """
    if not isinstance(answer, Mapping) or not is_chart(answer):
        return Comparison(f"A chart is expected; yours is {describe(answer)}.")
    differences = [_differences(unit, answer, marks, encodings, data) for unit in _units(answer)]
    best = min(differences, key=len, default=["The chart draws nothing."])
    untitled = [name for name in titles if not _titled(answer, name)]
    if untitled:
        best = [*best, f"A title in words is missing for: {', '.join(untitled)}."]
    return Comparison(" ".join(best)) if best else SAME


def reduced(spec: Spec) -> Iterator[dict[str, Any]]:
    """Yield what each layer of a chart shows, without what is a matter of taste.

    That is its mark, what it encodes, which parts have a title, and the rows it draws (``rows``, a
    table of the columns that it encodes).
    """
    titles = [name for name in ("chart", "x", "y") if _titled(spec, name)]
    for unit in _units(spec):
        encoding = {
            channel: {key: own[key] for key in _TELLING if key in own}
            for channel, own in unit.get("encoding", {}).items()
            if channel in _CHANNELS and isinstance(own, Mapping)
        }
        drawn = rows(spec, unit)
        fields = {own.get("field") for own in encoding.values()}
        yield {
            "mark": (mark.get("type") if isinstance(mark := unit.get("mark"), Mapping) else mark),
            "encoding": {channel: str(sorted(own.items())) for channel, own in encoding.items()},
            "titles": titles,
            "rows": drawn[[name for name in drawn.columns if name in fields]],
        }


def rows(spec: Spec, unit: Spec | None = None) -> pd.DataFrame:
    """Return the rows that a chart, or one layer of it, draws."""
    data = (unit or {}).get("data") or spec.get("data") or {}
    values = data.get("values", spec.get("datasets", {}).get(data.get("name"), []))
    return pd.DataFrame(values).apply(_dated)


def _dated(column: pd.Series) -> pd.Series:
    """Return a column with its blank dates as blanks: Altair writes them as empty texts."""
    dates = any(kind_of(value_of(cell)) == "date" for cell in column)
    return column.where(column != "", None) if dates else column


def _units(spec: Spec) -> Iterator[Spec]:
    """Yield what draws marks, each with the encodings and data it inherits."""
    parts = spec.get("layer") or [
        part for key in ("hconcat", "vconcat", "concat") for part in spec.get(key, ())
    ]
    if "spec" in spec:  # a faceted chart
        parts = [spec["spec"]]
    if not parts:
        yield spec
    for part in parts:
        inherited = {
            **{key: spec[key] for key in ("data",) if key in spec},
            **part,
            "encoding": {**spec.get("encoding", {}), **part.get("encoding", {})},
        }
        yield from _units(inherited)


def _differences(
    unit: Spec,
    spec: Spec,
    marks: Sequence[str],
    encodings: Mapping[str, Spec],
    data: pd.DataFrame | None,
) -> list[str]:
    differences = []
    mark = unit.get("mark")
    kind = mark.get("type") if isinstance(mark, Mapping) else mark
    if marks and kind not in marks:
        differences.append(f"The mark is `{kind}`; a different one was asked for.")
    for channel, wanted in encodings.items():
        differences.extend(_channel(channel, unit.get("encoding", {}).get(channel), wanted))
    if data is not None and not differences:
        drawn = rows(spec, unit)
        wanted_names = {name_of(label) for label in data.columns}
        names = [name for name in drawn.columns if name_of(name) in wanted_names]
        compared = table(drawn[names], data)
        if not compared:
            differences.append(f"The data that the chart draws: {compared.difference}")
    return differences


def _channel(name: str, answer: Spec | None, wanted: Spec) -> Iterator[str]:
    if answer is None:
        yield f"The chart encodes nothing as `{name}`."
        return
    for key, value in wanted.items():
        own = answer.get(key)
        allowed = value if isinstance(value, tuple | list | set) else (value,)
        if not any(same(own, option) for option in (*allowed, value)):
            setting = f"`{own}`" if own is not None else "not set"
            yield f"The {key} of `{name}` is {setting}."


def _titled(spec: Spec, name: str) -> bool:
    if name == "chart":
        title = spec.get("title")
        words = title.get("text") if isinstance(title, Mapping) else title
        return bool(words)
    for unit in _units(spec):
        channel = unit.get("encoding", {}).get(name, {})
        own = channel.get("title") or (channel.get("axis") or {}).get("title")
        if own:
            return True
    return False

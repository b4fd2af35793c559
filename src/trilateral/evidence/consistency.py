"""Rules that hold between cells and between tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from trilateral.errors import nearest
from trilateral.evidence import coding, sourcing
from trilateral.evidence.kinds import mistakes
from trilateral.evidence.problems import Problem
from trilateral.evidence.values import PartialDate, Value

if TYPE_CHECKING:
    from trilateral.evidence.problems import Found
    from trilateral.evidence.reading import Row, Rows
    from trilateral.evidence.schema import MapExtent

Keys = Callable[[str, str], dict[Value, "Row"]]
"""``keys(table, column)``: the rows of a table by their value in a column."""


def references(rows: Rows, keys: Keys) -> Iterator[Problem]:
    """Yield each id in `rows` that points to no row of the table it should point to."""
    for name, reference in rows.table.references.items():
        ids = keys(reference.resource, reference.field)
        for line, row in zip(rows.lines, rows.rows, strict=True):
            value = row[name]
            for item in value if isinstance(value, tuple) else (value,):
                if item is None or item in ids:
                    continue
                rule = f"no row of {reference.resource} has this {reference.field}"
                remedy = f"Add the row to data/{reference.resource}.csv, or correct the id."
                remedy += nearest(str(item), map(str, ids))
                yield Problem(rows.file, rule, remedy, line, name, str(item))


def row_rules(rows: Rows, keys: Keys, extent: MapExtent) -> Iterator[Problem]:
    """Yield each row of `rows` whose cells contradict each other."""
    for line, row in zip(rows.lines, rows.rows, strict=True):
        name = rows.table.name
        problems = [*_order(row), *_derived(name, row, keys, extent)]
        problems += mistakes(name, row, keys("sources", "id"))
        for column, rule, remedy in problems:
            yield Problem(rows.file, rule, remedy, line, column, _text(row[column]))


_ORDERED = (
    ("period_start", "period_end"),
    ("start_date", "end_date"),
    ("date", "end_date"),
    ("opened", "signed"),
    ("negotiations_opened", "signed"),
    ("signed", "in_force"),
    ("range_km_low", "range_km_high"),
)


def _order(row: Row) -> Iterator[Found]:
    for first, last in _ORDERED:
        low, high = _comparable(row.get(first)), _comparable(row.get(last))
        if low is not None and high is not None and low > high:  # type: ignore[operator]  # a pair of columns has one type
            yield last, f"comes before {first} ({_text(row[first])})", "Correct one of the two."


def _derived(table: str, row: Row, keys: Keys, extent: MapExtent) -> Iterator[Found]:
    if table == "incidents":
        yield from _incident(row, keys)
    elif table == "raa_clock":
        yield from _clock(row)
    elif table == "deployments":
        yield from _deployment(row, extent)
    elif table == "lookups":
        yield from _lookup(row, keys)
    elif table == "sources":
        yield from sourcing.problems(row, keys)
    elif table == "transfers" and (row["value"] is None) != (row["currency"] is None):
        yield "currency", "value and currency go together", "Fill in both, or neither."


def _incident(row: Row, keys: Keys) -> Iterator[Found]:
    if row["date"] and not str(row["id"]).startswith(f"inc-{row['date']}-"):
        yield "id", f"the id must begin with inc-{row['date']}-", "Correct the id or the date."
    tactics = row["tactics"] if isinstance(row["tactics"], tuple) else ()
    for tactic in coding.unfamilied(tactics):
        yield (
            "tactics",
            (f"the tactic {tactic} does not belong to any family, so no count includes it"),
            coding.REMEDY,
        )
    if row["position_basis"] == "feature":
        yield from _position(row, keys)


def _position(row: Row, keys: Keys) -> Iterator[Found]:
    feature = keys("features", "id").get(row["feature"], {})
    names = row["feature_names"] if isinstance(row["feature_names"], tuple) else ()
    named = [place for name, place in keys("features", "name_en").items() if name in names]
    places = [place for place in (feature, *named) if place.get("lat") is not None]
    here = (row["lat"], row["lon"])
    if places and here not in [(place["lat"], place["lon"]) for place in places]:
        rule = f"position_basis is feature, and features.csv has {places[0]['lat']}, "
        rule += f"{places[0]['lon']} for it"
        yield "lat", rule, "Correct the position, or write reported in position_basis."


def _lookup(row: Row, keys: Keys) -> Iterator[Found]:
    table = str(row["table"])
    if row["row"] not in keys(table, "id"):
        yield "row", f"no row of {table} has this id", "Correct the id or the table."
    if (row["outcome"] == "corrected") != bool(row["kinds"]):
        rule = "a row has kinds of mistake when it was corrected, and only then"
        yield "kinds", rule, "Fill in or empty the kinds, or correct the outcome."


def _clock(row: Row) -> Iterator[Found]:
    for first, last in (("open", "sign"), ("sign", "force"), ("open", "force")):
        names = {"open": "opened", "sign": "signed", "force": "in_force"}
        column = f"days_{first}_to_{last}"
        expected = days_between(row[names[first]], row[names[last]])
        if row[column] != expected:
            rule = f"the dates in this row give {'no count' if expected is None else expected}"
            yield column, rule, "Correct the count or the dates."


def _deployment(row: Row, extent: MapExtent) -> Iterator[Found]:
    latitude, longitude = row["lat"], row["lon"]
    placed = isinstance(latitude, float) and isinstance(longitude, float)
    inside = placed and extent.holds(latitude, longitude)  # type: ignore[arg-type]  # both floats when known
    if (latitude is None) != (longitude is None):
        yield "lon", "latitude and longitude go together", "Fill in both, or neither."
    elif row["on_map"] is not inside:
        rule = f"the coordinates lie {'on' if inside else 'off'} the map"
        yield "on_map", rule, "Correct the coordinates, or this column if they are right."


def days_between(first: Value, last: Value) -> int | None:
    """Return the days from one date to another, or ``None`` if one is not known to the day."""
    days = [
        value.first
        for value in (first, last)
        if isinstance(value, PartialDate) and value.precision == "day"
    ]
    return (days[1] - days[0]).days if len(days) == len((first, last)) else None


def _comparable(value: Value) -> date | float | None:
    if isinstance(value, PartialDate):
        return value.first if value.precision == "day" else None
    return value if isinstance(value, (date, int, float)) else None


def _text(value: Value) -> str:
    return ";".join(value) if isinstance(value, tuple) else "" if value is None else str(value)

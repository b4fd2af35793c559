"""Mistakes that a second look at the rows found again and again, as far as a rule can see them.

A rule sees what one row says against itself, and never what its sources say: that needs a reader
(``data/lookups.csv``).
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING, Final

from trilateral.evidence.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trilateral.evidence.problems import Found
    from trilateral.evidence.reading import Row
    from trilateral.evidence.values import Value

_DATED: Final = {
    "diplomatic_events": "date",
    "incidents": "date",
    "summit_commitments": "follow_through_date",
}
"""The column of a table that dates what its sources report."""

_SAYS: Final = {
    "water_cannon": r"water",
    "collision": r"collid|collision|struck|\bhit|ramm|bump|sideswip|contact|scrap|touch",
    "ramming_alleged": r"\bramm|\bhit|struck|collid|bump|deliberate",
    "laser": r"laser",
    "acoustic": r"acoustic|sonic|sound",
    "flares": r"flare",
    "helicopter": r"helicopter",
    "barrier": r"barrier|\bnets?\b|rope",
    "boarding_seizure": r"board|seiz|snatch|\btook\b|\btow|\bcut\b",
    "radar_lock": r"radar",
}
"""Words one of which an incident's accounts or note must have for a tactic.

Four tactics are left out, since an account names them in too many ways: `blocking`,
`close_manoeuvre`, `shadowing` and `swarming`.
"""

_AGENCY: Final = {
    r"\bCCG\b|cutter": "ccg",
    r"\bPLAN\b": "plan",
    r"\bPLAAF\b": "plaaf_plan_air",
    r"militia": "maritime_militia",
}
"""What a Chinese unit's name says about its agency."""

_HULLS: Final = re.compile(
    r"(?:cutters?|warships?|destroyers?|corvettes?|frigates?|CCG|PLAN) \d{3,5}"
    r"(?:(?:,| and|, and) \d{3,5})*"
)
_NO_CONTACT: Final = re.compile(r"\bno contact\b|without contact|did not touch|\bnear[- ]miss")
_UNHURT: Final = re.compile(r"\bno (?:one|crew|injur)|nobody|unhurt|unharmed")
_UNREPORTED: Final = re.compile(r"no injuries (?:are |were )?(?:reported|mentioned|in this report)")
_DENIES: Final = re.compile(r"\bden(?:y|ies|ied)\b|\breject")
_MONTHS: Final = {name: number for number, name in enumerate(calendar.month_name) if name}
# "Up to June 2026" is where a search ended, and no step.
_DAY: Final = re.compile(rf"(?<!up to )\b(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) (\d{{4}})")


def mistakes(table: str, row: Row, sources: Mapping[Value, Row]) -> Iterator[Found]:
    """Yield what a row of `table` says against itself or its sources' dates."""
    if table in _DATED:
        yield from _older_sources(row, _DATED[table], sources)
    if table == "incidents":
        yield from _tactics(row)
        yield from _injured(row)
        yield from _units(row)
        yield from _denials(row)
    elif table == "summit_commitments":
        yield from _follow_through(row)
    elif "period_start" in row:
        yield from _weekly(row)


def _older_sources(row: Row, column: str, sources: Mapping[Value, Row]) -> Iterator[Found]:
    when, ids = row[column], row["source_ids"]
    if when is None or not isinstance(ids, tuple):
        return
    published = [_last(sources[key]["published"]) for key in ids if key in sources]
    days = [day for day in published if day is not None]
    if days and len(days) == len(published) and max(days) < _first(when):
        rule = "all its sources are older than that, so they announce it and do not report it"
        yield column, rule, "Add a source that came later, or correct the date."


def _tactics(row: Row) -> Iterator[Found]:
    text = _text(row, "ph_account", "prc_account", "casualty_note").lower()
    for tactic in row["tactics"] if isinstance(row["tactics"], tuple) else ():
        if tactic in _SAYS and not re.search(_SAYS[tactic], text):
            rule = f"neither account nor note mentions {tactic}"
            yield "tactics", rule, "Describe it in an account, or drop the tactic."
        if tactic == "collision" and _NO_CONTACT.search(text):
            rule = "the row says that there was no contact"
            yield "tactics", rule, "Drop collision, or correct the account or the note."


def _injured(row: Row) -> Iterator[Found]:
    number, note = row["ph_injured"], _text(row, "casualty_note").lower()
    if number and _UNHURT.search(note):
        yield "ph_injured", "the note says that nobody was hurt", "Correct one of the two."
    if number == 0 and _UNREPORTED.search(note):
        rule = "the note says only that no injuries were reported, which is not zero"
        yield (
            "ph_injured",
            rule,
            "Leave it blank, or say in the note who says that nobody was hurt.",
        )


def _units(row: Row) -> Iterator[Found]:
    units = _text(row, "prc_units")
    named = " ".join(_HULLS.findall(_text(row, "ph_account")))
    for hull in dict.fromkeys(re.findall(r"\d{3,5}", named)):
        if not re.search(rf"\b{hull}\b", units):
            yield "prc_units", f"the account names {hull}, which is missing here", "Add it."
    agencies = row["prc_agency"] if isinstance(row["prc_agency"], tuple) else ()
    for name, agency in _AGENCY.items():
        if re.search(name, units) and agency not in agencies:
            rule = f"prc_units has a unit of {agency}, which is missing here"
            yield "prc_agency", rule, "Add the agency, or correct the unit."


def _denials(row: Row) -> Iterator[Found]:
    for here, there in (("ph_account", "prc_account"), ("prc_account", "ph_account")):
        if row[there] is None and _DENIES.search(_text(row, here)):
            rule = f"the other account denies something, and this one is blank ({here})"
            yield there, rule, "Give the account that is denied, or drop the denial."


def _follow_through(row: Row) -> Iterator[Found]:
    when = _last(row["follow_through_date"])
    if row["follow_through"] == "delivered" and when is None:
        yield (
            "follow_through_date",
            "delivered, and no day is given",
            "Give it, or change the code.",
        )
    if row["follow_through"] == "in_progress":
        steps = [
            date(int(year), _MONTHS[month], int(day or 1))
            for day, month, year in _DAY.findall(_text(row, "follow_through_note"))
        ]
        if steps and (when is None or max(steps) > when):
            rule = f"the note has a later step, {PartialDate(max(steps), 'month')}"
            yield "follow_through_date", rule, "Give the latest step."


def _weekly(row: Row) -> Iterator[Found]:
    if row["period_start"] == row["period_end"] and "weekly" in _text(row, "note").lower():
        yield "note", "a count of one day is called weekly", "Correct the period or the note."


def _text(row: Row, *columns: str) -> str:
    cells = (row[column] for column in columns)
    return " ".join(
        ";".join(cell) if isinstance(cell, tuple) else str(cell) for cell in cells if cell
    )


def _first(value: Value) -> date:
    return value.first if isinstance(value, PartialDate) else date.fromisoformat(str(value))


def _last(value: Value) -> date | None:
    """Return the last day that a half-known date may mean, or ``None`` where none is known."""
    if not isinstance(value, PartialDate):
        return None
    first = value.first
    month = 12 if value.precision == "year" else first.month
    day = first.day if value.precision == "day" else calendar.monthrange(first.year, month)[1]
    return date(first.year, month, day)

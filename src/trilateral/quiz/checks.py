"""Recompute the keys of items whose answer is in the data, so that no quiz goes stale.

Each check returns the key in its item's own terms: a set of option ids, a tuple of entry ids in
order, a mapping from row to choice, or a number.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, assert_never

from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.evidence import coding
from trilateral.evidence.values import PartialDate
from trilateral.quiz.bank import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Quantity,
    ShortText,
    SingleChoice,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.quiz.bank import Item

Key = set[str] | tuple[str, ...] | dict[str, str] | float
CHECKS: dict[str, Callable[[], Key]] = {}


def check(name: str) -> Callable[[Callable[[], Key]], Callable[[], Key]]:
    """Enter a check under the name that banks give it."""

    def enter(compute: Callable[[], Key]) -> Callable[[], Key]:
        CHECKS[name] = compute
        return compute

    return enter


def agrees(item: Item, key: Key) -> bool:
    """Tell whether the data's key is the bank's."""
    match item:
        case SingleChoice() | MultipleChoice():
            return set(item.key) == key
        case Ordering() | Matching():
            return item.key == key
        case Numeric():
            if not isinstance(key, float) or isinstance(item.answer, Quantity):
                return False
            return abs(key - item.answer) <= item.reach(item.answer)
        case ShortText():
            return False  # the data have no words for it
        case _:
            assert_never(item)


def _number(name: str) -> float:
    value = evidence.quantity(name).value
    if isinstance(value, int | float):
        return float(value)
    message = f"Quantity {name!r} is not a number."
    raise EvidenceError(message)


def _day(name: str) -> date:
    value = evidence.quantity(name).value
    if isinstance(value, PartialDate):
        return value.first
    if isinstance(value, date):
        return value
    message = f"Quantity {name!r} is no date."
    raise EvidenceError(message)


def _row(table: str, key: str) -> dict[str, str]:
    rows = evidence.load(table).astype(str).set_index("id")
    return {str(column): str(rows[column][key]) for column in rows.columns}


def _in_order(dated: dict[str, date | str]) -> tuple[str, ...]:
    return tuple(sorted(dated, key=lambda name: str(dated[name])))


@check("forceful-2025")
def _forceful() -> Key:
    """Count the incidents of 2025 with water cannon, contact, or both."""
    rows = coding.coded(evidence.load("incidents"))
    return float(((rows["year"] == 2025) & (rows["water_cannon"] | rows["contact"])).sum())  # noqa: PLR2004 -- the year asked for


@check("rates-2024-2025")
def _rates() -> Key:
    """Compare the intervals of the two years' rates as the chart draws them."""
    from trilateral.charts import coercion  # noqa: PLC0415 -- charts are heavy; banks may be read without

    table = coercion.what_counts().table.set_index("year")
    lows, highs = table["low_95"].astype(float), table["high_95"].astype(float)
    apart = highs[2024] < lows[2025] or highs[2025] < lows[2024]
    return {"differ"} if apart else {"cannot-tell"}


@check("presence-and-incidents")
def _presence() -> Key:
    """Name the direction of ship-days and of incidents at each place, 2024 to 2025."""
    found = {}
    for row, place in {
        "scarborough": "scarborough-shoal",
        "sabina": "sabina-shoal",
        "second-thomas": "second-thomas-shoal",
        "thitu": "thitu-sandy-cay",
    }.items():
        ships = _direction(f"ship-days-{place}")
        incidents = _direction(f"incidents-without-low-at-{place}")
        found[row] = f"{ships}-{incidents}"
    return found


def _direction(name: str) -> str:
    before, after = _number(f"{name}-2024"), _number(f"{name}-2025")
    return "same" if before == after else "more" if after > before else "fewer"


@check("lower-in-2025")
def _lower() -> Key:
    """Name the sentences that the changes from 2024 to 2025 allow, by force and by presence."""
    force = {_direction("incidents-contact"), _direction("incidents-water-cannon")}
    presence = {_direction("incidents-presence-only"), _direction("ship-days-all-tracked")}
    found = {"forceful": force == {"fewer"}, "presence": presence == {"more"}}
    found["depends"] = all(found.values())
    return {option for option, holds in found.items() if holds}


@check("short-of-bashi")
def _short() -> Key:
    """Take the longest range of the Type 88 from the way to the Bashi Channel, in kilometres."""
    return _number("km-paoay-to-bashi-channel") - _number("range-high-type88-ssm")


@check("one-record-alone")
def _records() -> Key:
    """Count the years in which one of Japan's two series set a record and the other did not."""
    return _number("jp-budget-incl-records") - _number("jp-budget-records")


@check("article-order")
def _article() -> Key:
    """Put four steps of the article's chain in order."""
    return _in_order(
        {
            "summit": _day("summit"),
            "signed": _day("raa-signed"),
            "in-force": _day("raa-in-force"),
            "balikatan": _row("raa_milestones", "ms-28")["date"],
        }
    )


@check("article-order-b")
def _article_again() -> Key:
    """Put four other steps of the article's chain in order."""
    return _in_order(
        {
            "talks": _day("raa-talks-agreed"),
            "summit": _day("summit"),
            "notes": _day("raa-notes-exchanged"),
            "missiles": _day("type88-fired"),
        }
    )


@check("acsa-in-force")
def _acsa() -> Key:
    """Name what the table says of the logistics agreement's entry into force: nothing."""
    row = _row("access_agreements", "jp-ph-acsa")
    return {"unknown"} if row["in_force"] in {"", "NaT", "nan", "None"} else {"signed"}


@check("august-2025")
def _august() -> Key:
    """Name what happened to the access agreement in August 2025."""
    steps = {"notes": "raa-notes-exchanged", "force": "raa-in-force", "signed": "raa-signed"}
    return {step for step, name in steps.items() if f"{_day(name):%Y-%m}" == "2025-08"}


@check("agreements-in-force")
def _agreements() -> Key:
    """Name the agreements that are in force."""
    return _in_force(
        raa="jp-ph-raa",
        vfa="ph-us-vfa",
        edca="ph-us-edca",
        gsomia="jp-ph-gsomia",
        france="jp-fr-raa",
    )


@check("agreements-in-force-b")
def _agreements_again() -> Key:
    """Name the agreements with other partners that are in force."""
    return _in_force(
        **{
            "japan-australia": "jp-au-raa",
            "japan-britain": "jp-uk-raa",
            "manila-australia": "ph-au-sovfa",
            "manila-new-zealand": "ph-nz-sovfa",
            "manila-britain": "ph-uk-sovfa",
        }
    )


def _in_force(**asked: str) -> set[str]:
    rows = evidence.load("access_agreements").astype(str).set_index("id")["status_2026"]
    return {option for option, row in asked.items() if rows[row] == "in_force"}

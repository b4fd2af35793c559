"""Recompute the keys of items whose answer is in the data, so that no quiz goes stale.

Each check returns the key in its item's own terms: a set of option ids, a tuple of entry ids in
order, a mapping from row to choice, or a number.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, assert_never

from trilateral import evidence
from trilateral.errors import EvidenceError
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
    from collections.abc import Callable, Mapping

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


def number(name: str) -> float:
    """Return a quantity that is a number.

    Raises
    ------
    EvidenceError
        There is no such quantity, or it is not a number.
    """
    value = evidence.quantity(name).value
    if isinstance(value, int | float):
        return float(value)
    message = f"Quantity {name!r} is not a number."
    raise EvidenceError(message)


def day(name: str) -> date:
    """Return a quantity that is a date; of a month or a year, its first day.

    Raises
    ------
    EvidenceError
        There is no such quantity, or it is not a date.
    """
    value = evidence.quantity(name).value
    if isinstance(value, PartialDate):
        return value.first
    if isinstance(value, date):
        return value
    message = f"Quantity {name!r} is not a date."
    raise EvidenceError(message)


def _row(table: str, key: str) -> dict[str, str]:
    rows = evidence.load(table).astype(str).set_index("id")
    return {str(column): str(rows[column][key]) for column in rows.columns}


def in_order(dated: Mapping[str, date | str]) -> tuple[str, ...]:
    """Return the names of dated things, the earliest first."""
    return tuple(sorted(dated, key=lambda name: str(dated[name])))


@check("article-order")
def _article() -> Key:
    """Put four steps of the article's chain in order."""
    return in_order(
        {
            "summit": day("summit"),
            "signed": day("raa-signed"),
            "in-force": day("raa-in-force"),
            "balikatan": _row("raa_milestones", "ms-28")["date"],
        }
    )


@check("acsa-in-force")
def _acsa() -> Key:
    """Name what the table says about the logistics agreement's entry into force: nothing."""
    is_blank = evidence.load("access_agreements").set_index("id")["in_force"].isna()
    return {"unknown"} if is_blank["jp-ph-acsa"] else set()


@check("august-2025")
def _august() -> Key:
    """Name what happened to the access agreement in August 2025."""
    steps = {"notes": "raa-notes-exchanged", "force": "raa-in-force", "signed": "raa-signed"}
    return {step for step, name in steps.items() if f"{day(name):%Y-%m}" == "2025-08"}


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

"""Keys follow the tables: change what they rest on, and they change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from trilateral import evidence
from trilateral.quiz import checks, recounts, timelines
from trilateral.quiz.asked import all_asked
from trilateral.quiz.checks import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from trilateral.quiz.checks import Key

NUMBERS = [
    ("kengun-band", "km-kengun-to-miyako-strait", 1100, {"osumi"}),
    ("paoay-band", "range-high-type88-ssm", 300, {"babuyan"}),
    ("kengun-short-of-bashi", "range-high-type12-upgraded-ground", 1500, 26),
    ("higher-in-2024", "ship-days-sabina-shoal-2024", 400, {"forceful", "opposite"}),
    ("lower-in-2025", "incidents-contact-2025", 12, {"presence"}),
]
"""A check, a quantity it rests on, another value of that quantity, and the key it then yields."""

DAYS = [
    ("mandate-off", "event-de18", date(2024, 5, 1), {"riders", "dialogue", "ministers"}),
    ("catalyst-off", "raa-signed", date(2025, 7, 8), {"named", "signature"}),
    ("japan-before-2025", "event-de39", date(2025, 8, 2), {"soldiers", "landing"}),
    (
        "article-order-b",
        "raa-talks-agreed",
        date(2024, 11, 3),
        ("summit", "talks", "notes", "missiles"),
    ),
    (
        "access-stages-b",
        "raa-signed",
        date(2024, 8, 8),
        {
            "kamandag-2": "none",
            "vice-ministers": "talks",
            "two-ships": "talks",
            "kamandag-9": "signed",
            "airmen": "force",
        },
    ),
]
"""The same for days."""


def _higher_in_2002(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(amount_local=table["amount_local"].where(table["fiscal_year"] != 2002, 6))


def _all_in_force(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(in_force=table["in_force"].fillna("2026-06-01"), status_2026="in_force")


def _observer_to_2018(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(jp_role=table["jp_role"].where(table["year"] > 2018, "observer"))


TABLES: list[tuple[str, str, Callable[[pd.DataFrame], pd.DataFrame], Key]] = [
    (
        "forceful-2024",
        "incidents",
        lambda rows: rows[rows["id"] != "inc-2024-03-23-second-thomas"],
        13,
    ),
    ("rises-without-record", "defense_budgets", _higher_in_2002, 10),
    ("acsa-in-force", "access_agreements", _all_in_force, set()),
    (
        "agreements-in-force-b",
        "access_agreements",
        _all_in_force,
        {
            *("japan-australia", "japan-britain"),
            *("manila-australia", "manila-new-zealand", "manila-britain"),
        },
    ),
    ("steps-back", "balikatan", _observer_to_2018, {"between"}),
    ("catalyst-off", "incidents", lambda rows: rows[rows["date"] > "2025-09-01"], set()),
]
"""A check, a table, a change of the table, and the key it then yields."""


def test_when_a_check_is_entered_then_an_item_names_it() -> None:
    assert set(CHECKS) == {asked.item.check for asked in all_asked()} - {None}


@pytest.mark.parametrize(("name", "quantity", "value", "key"), NUMBERS)
def test_when_a_number_changes_then_so_does_the_key(
    name: str, quantity: str, value: float, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = checks.number
    monkeypatch.setattr(
        recounts, "number", lambda asked: value if asked == quantity else real(asked)
    )
    assert CHECKS[name]() == key


@pytest.mark.parametrize(("name", "quantity", "value", "key"), DAYS)
def test_when_a_day_changes_then_so_does_the_key(
    name: str, quantity: str, value: date, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = checks.day
    monkeypatch.setattr(timelines, "day", lambda asked: value if asked == quantity else real(asked))
    assert CHECKS[name]() == key


@pytest.mark.parametrize(("name", "table", "change", "key"), TABLES)
def test_when_a_table_changes_then_so_does_the_key(
    name: str,
    table: str,
    change: Callable[[pd.DataFrame], pd.DataFrame],
    key: Key,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed = change(evidence.load(table))
    real = evidence.load
    monkeypatch.setattr(evidence, "load", lambda name: changed if name == table else real(name))
    assert CHECKS[name]() == key

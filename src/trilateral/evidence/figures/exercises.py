"""Figures on Balikatan and the joint activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.figures.lookup import cell
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from trilateral.evidence.quantities import Load


def held(balikatan: pd.DataFrame) -> pd.DataFrame:
    """Return the years in which the exercise took place; the zeros of others count nobody."""
    return balikatan[balikatan["total_personnel"].ne(0).fillna(value=True)]


def _years(column: str) -> Callable[[Load], list[int]]:
    def over(load: Load) -> list[int]:
        rows = held(load("balikatan")).dropna(subset=[column])
        return [int(year) for year in rows["year"]]

    return over


def _personnel(load: Load, year: int, column: str) -> int:
    return int(cell(load, "balikatan", year, column, by="year"))


@register(
    "balikatan-japan-{}",
    table="balikatan",
    over=_years("jp"),
    words="Japanese personnel in Balikatan {}",
)
def _japan(load: Load, year: int) -> int:
    return _personnel(load, year, "jp")


@register(
    "balikatan-total-{}",
    table="balikatan",
    over=_years("total_personnel"),
    words="personnel in Balikatan {}, all countries",
)
def _total(load: Load, year: int) -> int:
    return _personnel(load, year, "total_personnel")


@register("joint-activities", table="joint_activities", words="joint activities in the table")
def _activities(load: Load) -> int:
    return len(load("joint_activities"))


@register(
    "joint-activities-with-japan", table="joint_activities", words="joint activities with Japan"
)
def _with_japan(load: Load) -> int:
    return sum("JP" in participants for participants in load("joint_activities")["participants"])


@register(
    "joint-activities-with-japan-before-raa",
    table="joint_activities",
    words="joint activities with Japan before the RAA's entry into force",
)
def _with_japan_before(load: Load) -> int:
    rows = load("joint_activities")
    agreements = load("access_agreements").set_index("id")
    before = rows[rows["date"] < agreements.loc["jp-ph-raa", "in_force"]]
    return sum("JP" in participants for participants in before["participants"])

"""Figures on missiles, straits and budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.figures.lookup import cell
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.evidence.quantities import Load

_KM_PER_NAUTICAL_MILE = 1.852


def _having(table: str, column: str) -> Callable[[Load], list[str]]:
    def over(load: Load) -> list[str]:
        return list(load(table).dropna(subset=[column])["id"])

    return over


@register("range-low-{}", table="missiles", over=_having("missiles", "range_km_low"))
def _range_low(load: Load, system: str) -> int:
    return int(cell(load, "missiles", system, "range_km_low"))


@register("range-high-{}", table="missiles", over=_having("missiles", "range_km_high"))
def _range_high(load: Load, system: str) -> int:
    return int(cell(load, "missiles", system, "range_km_high"))


@register("width-km-{}", table="chokepoints", over=_having("chokepoints", "width_nm"))
def _width(load: Load, strait: str) -> float:
    return float(cell(load, "chokepoints", strait, "width_nm")) * _KM_PER_NAUTICAL_MILE


def _series(load: Load, basis: str) -> dict[int, float]:
    rows = load("defense_budgets")
    rows = rows[(rows["country"] == "JP") & (rows["basis"] == basis)].dropna(
        subset=["amount_local"]
    )
    return dict(zip(rows["fiscal_year"].astype(int), rows["amount_local"], strict=True))


def _fiscal_years(basis: str) -> Callable[[Load], list[int]]:
    return lambda load: list(_series(load, basis))


@register("jp-budget-{}", table="defense_budgets", decimals=4, over=_fiscal_years("initial"))
def _budget(load: Load, year: int) -> float:
    return _series(load, "initial")[year]


@register(
    "jp-budget-incl-{}",
    table="defense_budgets",
    decimals=4,
    over=_fiscal_years("initial_incl_sacous"),
)
def _budget_incl(load: Load, year: int) -> float:
    return _series(load, "initial_incl_sacous")[year]


def first_record(series: dict[int, float]) -> int:
    """Return the year from which every figure is higher than all before it."""
    years = sorted(series)
    start = years[-1]
    for i in range(len(years) - 1, 0, -1):
        if series[years[i]] <= max(series[year] for year in years[:i]):
            break
        start = years[i]
    return start


@register("jp-budget-records-since", table="defense_budgets")
def _records(load: Load) -> str:
    return str(first_record(_series(load, "initial")))


@register("jp-budget-incl-records-since", table="defense_budgets")
def _records_incl(load: Load) -> str:
    return str(first_record(_series(load, "initial_incl_sacous")))

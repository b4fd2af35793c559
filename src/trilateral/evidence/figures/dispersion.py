"""Figures that say whether months scatter as a Poisson interval supposes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from trilateral.evidence.coding import DENSE_UNTIL, has
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    import pandas as pd

    from trilateral.evidence.quantities import Load
    from trilateral.models.dispersion import Dispersion

_KINDS: Final = {"incidents": "all incidents", "contact": "incidents of contact"}


def monthly(load: Load, kind: str) -> list[int]:
    """Return the incidents of each month of the dense record, low confidence left out.

    Parameters
    ----------
    load
        Gives a table by name.
    kind
        ``incidents`` for all of them, or a family of tactics such as ``contact``.

    Raises
    ------
    LookupError
        There is no incident, so no first month.
    """
    rows = load("incidents")
    if rows.empty:
        message = "incidents: no row, so no month"
        raise LookupError(message)
    first = rows["date"].min()
    months = _month(DENSE_UNTIL) - _month(first) + 1
    rows = rows[(rows["confidence"] > "low") & (rows["date"] <= DENSE_UNTIL)]
    days = rows["date"].tolist()
    if kind != "incidents":
        days = [d for d, t in zip(days, rows["tactics"], strict=True) if has(t, kind)]
    counts = Counter(_month(day) - _month(first) for day in days)
    return [counts[month] for month in range(months)]


def _month(day: pd.Timestamp) -> int:
    return 12 * day.year + day.month


def _dispersion(load: Load, kind: str) -> Dispersion:
    from trilateral.models.dispersion import dispersion  # noqa: PLC0415 -- scipy takes its time

    return dispersion(monthly(load, kind))


def _label(_: Load, kind: str) -> str:
    return _KINDS[kind]


@register(
    "dispersion-{}",
    table="incidents",
    decimals=2,
    over=lambda _: _KINDS,
    words="variance over mean of the counts of single months: {}, low confidence left out",
    label=_label,
)
def _index(load: Load, kind: str) -> float:
    return _dispersion(load, kind).ratio


@register(
    "dispersion-count-{}",
    table="incidents",
    over=lambda _: _KINDS,
    words="{} to June 2026, low confidence left out",
    label=_label,
)
def _count(load: Load, kind: str) -> int:
    return sum(monthly(load, kind))


@register("dispersion-months", table="incidents", words="months from January 2023 to June 2026")
def _months(load: Load) -> int:
    return len(monthly(load, "incidents"))


@register(
    "dispersion-chance-low",
    table="incidents",
    decimals=2,
    words="least variance over mean that chance leaves open, in 95 of 100 such records",
)
def _low(load: Load) -> float:
    return _dispersion(load, "incidents").chance.low


@register(
    "dispersion-chance-high",
    table="incidents",
    decimals=2,
    words="greatest variance over mean that chance leaves open, in 95 of 100 such records",
)
def _high(load: Load) -> float:
    return _dispersion(load, "incidents").chance.high

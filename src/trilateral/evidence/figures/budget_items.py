"""Figures on parts of Japan's defence budget: what the upgraded Type 12 got of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.evidence.figures.lookup import cell
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from trilateral.evidence.quantities import Load

_BILLIONS_A_TRILLION: Final = 1000
_DRAFT: Final = {"country": "JP", "fiscal_year": 2026, "basis": "initial"}
"""The draft's row in ``defense_budgets``."""
_PARTS: Final = {
    "type12": ("bi-01", "for the upgraded Type 12 and similar missiles"),
    "stand-off": ("bi-02", "for stand-off weapons"),
}


def _words(_: Load, part: str) -> str:
    return _PARTS[part][1]


def _trillions(load: Load, part: str) -> float:
    return float(cell(load, "budget_items", _PARTS[part][0], "amount_local"))


@register(
    "jp-draft-2026-billions-{}",
    table="budget_items",
    over=lambda _: list(_PARTS),
    words="billion yen in the draft budget of FY2026 {}",
    label=_words,
)
def _billions(load: Load, part: str) -> int:
    return round(_trillions(load, part) * _BILLIONS_A_TRILLION)


@register(
    "jp-draft-2026-percent-{}",
    table="budget_items",
    over=lambda _: list(_PARTS),
    words="share of the draft budget of FY2026, related costs left out, {}, in per cent",
    label=_words,
)
def _percent(load: Load, part: str) -> int:
    rows = load("defense_budgets")
    for column, value in _DRAFT.items():
        rows = rows[rows[column] == value]
    return round(100 * _trillions(load, part) / float(rows["amount_local"].iloc[0]))

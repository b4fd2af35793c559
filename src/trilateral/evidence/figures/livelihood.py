"""Figures on those who fish along the coast of the West Philippine Sea."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.evidence.figures.lookup import cell
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from trilateral.evidence.quantities import Load

_VALUES: Final = {
    "fishers": ("fl-03", "fishers who depend on the West Philippine Sea, January 2023"),
    "catch-2021": ("fl-01", "tonnes of fish from provinces on the West Philippine Sea in 2021"),
    "catch-2022": ("fl-02", "tonnes of fish from provinces on the West Philippine Sea in 2022"),
    "earned-inside": ("fl-04", "pesos a week that one fisher earned inside Scarborough Shoal"),
    "earned-outside": ("fl-05", "pesos a week that the same fisher earned outside it"),
    "stopped-by-balikatan": ("fl-06", "fishers of six towns stopped by Balikatan 2025, at least"),
    "food-aid": ("fl-07", "members of groups on the list for food aid after Balikatan 2025"),
}


@register(
    "fishing-{}",
    table="fisher_livelihood",
    over=lambda _: list(_VALUES),
    words="{}",
    label=lambda _, name: _VALUES[name][1],
)
def _value(load: Load, name: str) -> int:
    return int(cell(load, "fisher_livelihood", _VALUES[name][0], "value"))

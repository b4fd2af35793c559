"""What each side's list of the denial map offers: launchers at the places they were reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from trilateral import evidence
from trilateral.charts.capabilities import published

if TYPE_CHECKING:
    from trilateral.charts.capabilities.published import Report, Site

_COAST: Final = ("df-21d", "df-26")
"""Missiles with a range and no place in the tables."""


class Pick(NamedTuple):
    """One side's choice: systems at places."""

    id: str
    label: str
    at: tuple[tuple[Site, int, int], ...]
    """Places with the lowest and the highest published range, in kilometres."""

    def within(self, bound: str) -> list[tuple[Site, int]]:
        """Return the places with one bound of the range."""
        return [(site, low if bound == "low" else high) for site, low, high in self.at]


def picks(*, chinese: bool) -> list[Pick]:
    """Return what one side's list offers, all known places together first."""
    reported = [r for r in published.reports() if r.system.high and r.system.chinese == chinese]
    single: dict[str, Pick] = {}
    for report in reported:
        pick = _pick(report)
        single[pick.id] = pick
    every = tuple(place for pick in single.values() for place in pick.at)
    who = "China" if chinese else "Japan, the Philippines, the US"
    whole = Pick("all-cn" if chinese else "all", f"All known places of {who}", every)
    ordered = sorted(single.values(), key=lambda pick: pick.label)
    return [whole, *ordered, *(_on_the_coast() if chinese else [])]


def _pick(report: Report) -> Pick:
    system, site = report.system, report.site
    high = system.high or 0
    note = f"{report.year}, announced" if report.announced else str(report.year)
    return Pick(
        f"{system.id}-{site.id}",
        f"{system.name}: {site.name.split(',')[0]} ({note})",
        ((site, system.low or high, high),),
    )


def _on_the_coast() -> list[Pick]:
    """Return the two Chinese missiles of which no place is known, measured from the coast."""
    strait = next(s for s in published.straits() if s.id == "taiwan-strait")
    coast = published.Site("fujian", "Fujian coast", strait.gate.start, chinese=True)
    table = evidence.load("missiles")
    return [
        Pick(
            f"{row['id']}-coast",
            f"{row['system']}, if on the coast of Fujian",
            ((coast, int(row["range_km_low"]), int(row["range_km_high"])),),
        )
        for _, row in table[table["id"].isin(_COAST)].iterrows()
    ]

"""What is published of systems, places and straits, joined for the charts of lesson 04.

Only what the tables hold: a range as a newspaper gives it, a place by its name. Ships and aircraft
move, so a ring round their port would say nothing, and they are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from trilateral import evidence
from trilateral.evidence.values import PartialDate
from trilateral.models.geodesy import Gate, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

CHINA: Final = "CN"
_CARRIES: Final = {
    "type88-ssm": ("Type 88",),
    "type12-ssm": ("Type 12 SSM", "(Type 12)", "and Type 12)"),
    "type12-upgraded-ground": ("Upgraded Type 12",),
    "hvgp-early": ("HVGP",),
    "nmesis-nsm": ("NMESIS",),
    "brahmos-ph": ("BrahMos",),
    "typhon-tomahawk": ("Typhon",),
    "typhon-sm6": ("Typhon",),
    "himars-atacms": ("HIMARS",),
    "yj-12b": ("YJ-12B",),
    "yj-62": ("YJ-62",),
}
"""Words in a deployment's ``system`` that name a ground system of ``missiles``."""
_NOT: Final = {"type12-upgraded-ground": ("(ship", "(air"), "typhon-sm6": ("Tomahawk",)}
"""Words that show that another version is meant."""
_SAME: Final = 0.06
"""Degrees within which two rows name one place."""


class System(NamedTuple):
    """A ground system and its published ranges."""

    id: str
    name: str
    operator: str
    """Country code."""
    low: int | None
    """Kilometres; None where no lower figure is published."""
    high: int | None
    """Kilometres; None where no figure was seen."""

    @property
    def chinese(self) -> bool:
        """Whether the system is China's."""
        return self.operator == CHINA

    @property
    def band(self) -> str:
        """The published range in words."""
        if self.high is None:
            return "no range figure seen"
        if self.low is None:
            return f"{self.high:,} km, the only figure published"
        if self.low == self.high:
            return f"{self.high:,} km"
        return f"{self.low:,} to {self.high:,} km"


class Site(NamedTuple):
    """A place where a ground system was reported."""

    id: str
    name: str
    at: Place
    chinese: bool
    """Whether the systems reported there are China's."""


class Report(NamedTuple):
    """A report of a system at a site."""

    system: System
    site: Site
    when: str
    year: int
    kind: str
    """What for, in words of the codebook."""
    announced: bool
    """Whether it was announced only."""
    sources: tuple[str, ...]


class Strait(NamedTuple):
    """A strait as a gate, with its number on the maps."""

    number: int
    id: str
    name: str
    gate: Gate


def systems() -> dict[str, System]:
    """Return the ground systems that a dated report puts on the map, Japan's first."""
    table = evidence.load("missiles")
    systems = {
        str(row["id"]): System(
            str(row["id"]),
            str(row["system"]),
            str(row["operator"]),
            _whole(row["range_km_low"]),
            _whole(row["range_km_high"]),
        )
        for _, row in table.iterrows()
    }
    return {key: systems[key] for key in _CARRIES}


def reports() -> tuple[Report, ...]:
    """Return each dated report of a ground system at a place on the map, in order of date."""
    by_name = systems()
    kinds = evidence.labels("deployments", "kind")
    rows = evidence.load("deployments").sort_values(["date", "id"])
    sites: list[Site] = []
    reports = []
    for _, row in rows[rows["on_map"] & rows["lat"].notna()].iterrows():
        carried = [by_name[key] for key in _CARRIES if _names(str(row["system"]), key)]
        for system in carried:
            site = _site(sites, row, chinese=system.chinese)
            reports.append(
                Report(
                    system,
                    site,
                    str(PartialDate(row["date"].date(), row["date_precision"])),
                    int(row["date"].year),
                    kinds[str(row["kind"])] + (", unarmed" if "unarmed" in row["system"] else ""),
                    str(row["kind"]) == "announced",
                    tuple(row["source_ids"]),
                )
            )
    return tuple(reports)


def sites(reported: Iterable[Report]) -> dict[str, Site]:
    """Return the places of reports, by name, the Chinese ones last."""
    once = {report.site.id: report.site for report in reported}
    order = sorted(once.values(), key=lambda site: (site.chinese, site.name))
    return {site.id: site for site in order}


def straits() -> tuple[Strait, ...]:
    """Return the straits, numbered in the order of their table."""
    table = evidence.load("chokepoints")
    ends = table[["lat1", "lon1", "lat2", "lon2"]].astype(float).to_numpy()
    return tuple(
        Strait(n, str(row["id"]), str(row["name"]), Gate(Place(*end[:2]), Place(*end[2:])))
        for n, ((_, row), end) in enumerate(zip(table.iterrows(), ends, strict=True), 1)
    )


def without_place() -> list[str]:
    """Return the names of systems with a range that the maps leave out."""
    table = evidence.load("missiles").dropna(subset=["range_km_high"])
    return [str(row["system"]) for _, row in table.iterrows() if row["id"] not in _CARRIES]


def _names(text: str, key: str) -> bool:
    if any(word in text for word in _NOT.get(key, ())):
        return False
    plain = text.replace("Upgraded Type 12", "Upgraded") if key == "type12-ssm" else text
    return any(word in plain for word in _CARRIES[key])


def _site(sites: list[Site], row: pd.Series, *, chinese: bool) -> Site:
    """Return the place of a row, which several rows may share."""
    lat, lon = float(row["lat"]), float(row["lon"])
    for site in sites:
        if abs(site.at.latitude - lat) < _SAME and abs(site.at.longitude - lon) < _SAME:
            return site
    key = str(row["id"]).partition("-")[0]
    name = str(row["place"]).removesuffix(", Batanes")
    new = Site(key, name, Place(lat, lon), chinese)
    sites.append(new)
    return new


def _whole(value: str | float | None) -> int | None:
    return None if pd.isna(value) else int(value)

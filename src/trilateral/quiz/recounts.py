"""Keys of lessons 03 to 06 that are counts, rates and ranges, recomputed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.evidence import coding
from trilateral.models.rates import Interval
from trilateral.quiz.checks import CHECKS, check, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.quiz.checks import Key

_PLACES: Final = {
    "scarborough": "scarborough-shoal",
    "sabina": "sabina-shoal",
    "second-thomas": "second-thomas-shoal",
    "thitu": "thitu-sandy-cay",
}
_SHIP_DAYS: Final = {"ten": 10, "forty": 40, "hundred": 100, "four-hundred": 400}


def _forceful(year: int) -> Key:
    """Count the incidents of a year with water cannon, contact, or both."""
    rows = coding.coded(evidence.load("incidents"))
    return float(((rows["year"] == year) & (rows["water_cannon"] | rows["contact"])).sum())


def _rates(years: tuple[int, int], same: str) -> Key:
    """Name the option that holds if the intervals of two years' rates overlap."""
    from trilateral.charts import coercion  # noqa: PLC0415 -- charts are heavy; banks may be read without

    table = coercion.what_counts().table.set_index("year")
    ends = table[["low_95", "high_95"]].astype(float)
    first, second = (Interval(*ends.loc[year]) for year in years)
    return {same} if first.overlaps(second) else {"differ"}


def _within(ranges: str, ways: Mapping[str, str]) -> Mapping[str, str]:
    """Say for each way whether it is within both figures of a range, only the higher, or none."""
    low, high = number(f"range-low-{ranges}"), number(f"range-high-{ranges}")
    far = {option: number(f"km-{way}") for option, way in ways.items()}
    return {
        option: "both" if km <= low else "higher" if km <= high else "none"
        for option, km in far.items()
    }


def _between(before: int, after: int, name: str) -> str:
    first, second = number(f"{name}-{before}"), number(f"{name}-{after}")
    return "same" if first == second else "more" if second > first else "fewer"


def _by_range(bound: str, rows: Mapping[str, str]) -> Key:
    """Put missiles in the order of one bound of their published range, the shortest first."""
    missiles = evidence.load("missiles").set_index("id")[f"range_km_{bound}"]
    return tuple(sorted(rows, key=lambda name: float(missiles[rows[name]])))


CHECKS |= {
    "forceful-2024": partial(_forceful, 2024),
    "forceful-2025": partial(_forceful, 2025),
    "rates-2024-2025": partial(_rates, (2024, 2025), "cannot-tell"),
    "rates-2024-2026": partial(_rates, (2024, 2026), "perhaps-chance"),
}


@check("presence-and-incidents")
def _presence() -> Key:
    """Name the direction of ship-days and of incidents at each place, 2024 to 2025."""
    return {
        row: f"{_between(2024, 2025, f'ship-days-{place}')}-"
        f"{_between(2024, 2025, f'incidents-without-low-at-{place}')}"
        for row, place in _PLACES.items()
    }


@check("ship-days-an-incident")
def _ship_days() -> Key:
    """Name the choice next to the ship-days of 2025 for each incident, place by place."""
    from trilateral.charts import coercion  # noqa: PLC0415 -- charts are heavy; banks may be read without

    table = coercion.presence_beside_incidents().table
    rows = table[table["year"] == 2025].set_index("place")[["ship_days", "incidents"]]  # noqa: PLR2004 -- the year asked for
    names = {
        "scarborough": "Scarborough Shoal",
        "sabina": "Sabina Shoal",
        "thitu": "Thitu Island (with Sandy Cay)",
        "luconia": "Luconia Shoals",
    }
    counts = {
        str(place): (int(days), int(incidents)) for place, days, incidents in rows.itertuples()
    }
    return {row: _nearest(*counts[place]) for row, place in names.items()}


def _nearest(ship_days: int, incidents: int) -> str:
    if not incidents:
        return "none"
    each = ship_days / incidents
    return min(_SHIP_DAYS, key=lambda choice: abs(_SHIP_DAYS[choice] - each))


@check("lower-in-2025")
def _lower() -> Key:
    """Name the sentences that the changes from 2024 to 2025 allow, by force and by presence."""
    force, presence = _changes(2024, 2025)
    holds = {"forceful": force == {"fewer"}, "presence": presence == ("more", "more")}
    holds["depends"] = all(holds.values())
    return {option for option, true in holds.items() if true}


@check("higher-in-2024")
def _higher() -> Key:
    """Name the sentences that the changes from 2023 to 2024 allow, the new place apart."""
    force, presence = _changes(2023, 2024)
    old_places = number("ship-days-all-tracked-2024") - number("ship-days-sabina-shoal-2024")
    holds = {
        "forceful": force == {"more"},
        "opposite": presence == ("fewer", "more"),
        "old-places": old_places > number("ship-days-all-tracked-2023"),
    }
    return {option for option, true in holds.items() if true}


def _changes(before: int, after: int) -> tuple[set[str], tuple[str, ...]]:
    """Return how the measures of force went, and those of presence: incidents, then ship-days."""
    force = ("incidents-contact", "incidents-water-cannon")
    presence = ("incidents-presence-only", "ship-days-all-tracked")
    return (
        {_between(before, after, name) for name in force},
        tuple(_between(before, after, name) for name in presence),
    )


@check("one-record-alone")
def _records() -> Key:
    """Count the years in which one of Japan's two series set a record and the other did not."""
    return number("jp-budget-incl-records") - number("jp-budget-records")


@check("rises-without-record")
def _rises() -> Key:
    """Count the years from 2013 in which the series without base costs rose below its record."""
    rows = evidence.load("defense_budgets")
    series = rows[(rows["country"] == "JP") & (rows["basis"] == "initial")]
    yen = series.set_index("fiscal_year")["amount_local"].astype(float).sort_index()
    rises = [year for year in yen.index if year > 2012 and yen[year] > yen[year - 1]]  # noqa: PLR2004 -- the fall before the rises
    return float(sum(yen[year] <= yen[yen.index < year].max() for year in rises))


@check("paoay-band")
def _paoay() -> Key:
    """Name what the band of the Type 88 lets one say about the three channels, from Paoay."""
    ways = {name: f"paoay-to-{name}-channel" for name in ("babuyan", "balintang", "bashi")}
    within = _within("type88-ssm", ways)
    holds = {
        "babuyan": within["babuyan"] == "higher",
        "out": (within["balintang"], within["bashi"]) == ("none", "none"),
        "none": set(within.values()) == {"both"},
    }
    return {option for option, true in holds.items() if true}


@check("kengun-band")
def _kengun() -> Key:
    """Name what the band of the upgraded Type 12 lets one say about three straits, from Kengun."""
    ways = {
        "osumi": "kengun-to-osumi-strait",
        "miyako": "kengun-to-miyako-strait",
        "gap": "kengun-to-yonaguni-gap",
    }
    wanted = {"osumi": "both", "miyako": "higher", "gap": "both"}
    within = _within("type12-upgraded-ground", ways)
    return {option for option, want in wanted.items() if within[option] == want}


CHECKS |= {
    "order-highest": partial(
        _by_range,
        "high",
        {
            "type88": "type88-ssm",
            "brahmos": "brahmos-ph",
            "yj12b": "yj-12b",
            "upgraded": "type12-upgraded-ground",
            "df21d": "df-21d",
        },
    ),
    "order-lowest": partial(
        _by_range,
        "low",
        {
            "sm6": "typhon-sm6",
            "yj62": "yj-62",
            "prsm": "himars-prsm",
            "upgraded": "type12-upgraded-ground",
            "df26": "df-26",
        },
    ),
}


@check("short-of-bashi")
def _short() -> Key:
    """Take the longest range of the Type 88 from the way to the Bashi Channel, in kilometres."""
    return number("km-paoay-to-bashi-channel") - number("range-high-type88-ssm")


@check("kengun-short-of-bashi")
def _short_from_kengun() -> Key:
    """Do so for the upgraded Type 12 at Camp Kengun."""
    return number("km-kengun-to-bashi-channel") - number("range-high-type12-upgraded-ground")

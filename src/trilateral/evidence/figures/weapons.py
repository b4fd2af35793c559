"""Figures on missiles, straits and budgets."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from trilateral.evidence.figures.lookup import cell, partial_date, title
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyproj import Geod

    from trilateral.evidence.quantities import Load
    from trilateral.evidence.values import PartialDate


@cache
def _earth() -> Geod:
    """Return the ellipsoid; pyproj loads here, for most figures need none of it."""
    from pyproj import Geod  # noqa: PLC0415 -- see above

    return Geod(ellps="WGS84")


_METRES = 1000
_KM_PER_NAUTICAL_MILE = 1.852


def _having(table: str, column: str) -> Callable[[Load], list[str]]:
    def over(load: Load) -> list[str]:
        return list(load(table).dropna(subset=[column])["id"])

    return over


@register(
    "range-low-{}",
    table="missiles",
    over=_having("missiles", "range_km_low"),
    words="range of the {} in km, lowest published figure",
    label=title("missiles", "system"),
)
def _range_low(load: Load, system: str) -> int:
    return int(cell(load, "missiles", system, "range_km_low"))


@register(
    "range-high-{}",
    table="missiles",
    over=_having("missiles", "range_km_high"),
    words="range of the {} in km, highest published figure",
    label=title("missiles", "system"),
)
def _range_high(load: Load, system: str) -> int:
    return int(cell(load, "missiles", system, "range_km_high"))


@register(
    "width-km-{}",
    table="chokepoints",
    over=_having("chokepoints", "width_nm"),
    words="width of {} in km",
    label=title("chokepoints", "name"),
)
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


@register(
    "jp-budget-{}",
    table="defense_budgets",
    decimals=4,
    over=_fiscal_years("initial"),
    words="Japan's initial defence budget for {} in trillion yen, related costs left out",
)
def _budget(load: Load, year: int) -> float:
    return _series(load, "initial")[year]


@register(
    "jp-budget-incl-{}",
    table="defense_budgets",
    decimals=4,
    over=_fiscal_years("initial_incl_sacous"),
    words="Japan's initial defence budget for {} in trillion yen, related costs included",
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


@register(
    "jp-budget-records-since",
    table="defense_budgets",
    words="first of the years in which each initial budget is a record, related costs left out",
)
def _records(load: Load) -> str:
    return str(first_record(_series(load, "initial")))


@register(
    "jp-budget-incl-records-since",
    table="defense_budgets",
    words="first of the years in which each initial budget is a record, related costs included",
)
def _records_incl(load: Load) -> str:
    return str(first_record(_series(load, "initial_incl_sacous")))


def _rises(series: dict[int, float]) -> int:
    """Return how many rises in a row, year by year, end in the last year."""
    years = sorted(series)
    rises = 0
    for before, after in reversed(list(pairwise(years))):
        if after != before + 1 or series[after] <= series[before]:
            break
        rises += 1
    return rises


@register(
    "jp-budget-incl-rises",
    table="defense_budgets",
    words="rises in a row of Japan's initial defence budget, related costs included",
)
def _rises_incl(load: Load) -> int:
    return _rises(_series(load, "initial_incl_sacous"))


@register(
    "jp-budget-incl-records",
    table="defense_budgets",
    words="record years of Japan's initial defence budget, related costs included",
)
def _records_incl_count(load: Load) -> int:
    series = _series(load, "initial_incl_sacous")
    return sum(year >= first_record(series) for year in series)


@register(
    "jp-budget-records",
    table="defense_budgets",
    words="record years of Japan's initial defence budget, related costs left out",
)
def _records_count(load: Load) -> int:
    series = _series(load, "initial")
    return sum(year >= first_record(series) for year in series)


@register(
    "jp-dollars-{}",
    table="defense_budgets",
    decimals=1,
    over=_fiscal_years("sipri_usd_current"),
    words="Japan's military spending in {} in billion U.S. dollars (SIPRI)",
)
def _dollars(load: Load, year: int) -> float:
    return _series(load, "sipri_usd_current")[year]


def _change(load: Load, basis: str) -> float:
    series = _series(load, basis)
    return (series[2024] / series[2012] - 1) * 100


@register(
    "jp-budget-incl-change-percent-2012-2024",
    table="defense_budgets",
    words="change in Japan's defence budget from 2012 to 2024, in yen, in per cent",
)
def _change_yen(load: Load) -> float:
    return _change(load, "initial_incl_sacous")


@register(
    "jp-dollars-fall-percent-2012-2024",
    table="defense_budgets",
    words="fall in Japan's military spending from 2012 to 2024, in dollars, in per cent",
)
def _change_dollars(load: Load) -> float:
    return -_change(load, "sipri_usd_current")


def _shares(load: Load) -> dict[str, float]:
    rows = load("defense_budgets")
    rows = rows[rows["country"] == "JP"].dropna(subset=["pct_gdp"])
    names = rows["basis"].astype(str).str.replace("_", "-") + "-" + rows["fiscal_year"].astype(str)
    return dict(zip(names, rows["pct_gdp"], strict=True))


_BASES = {
    "related-expenses-2pct": "defence and related spending, initial budget",
    "related-expenses-2pct-incl-supp": "defence and related spending, with supplementary budget",
    "sipri-usd-current": "SIPRI's figure",
}


def _share_words(name: str) -> str:
    basis, _, year = name.rpartition("-")
    return f"{_BASES.get(basis, basis.replace('-', ' '))}, {year}"


@register(
    "jp-gdp-share-{}",
    table="defense_budgets",
    decimals=1,
    over=lambda load: list(_shares(load)),
    words="Japan's defence spending as a share of GDP in per cent: {}",
    label=lambda _, name: _share_words(name),
)
def _gdp_share(load: Load, name: str) -> float:
    return _shares(load)[name]


@register("straits", table="chokepoints", words="straits in the table")
def _straits(load: Load) -> int:
    return len(load("chokepoints"))


@register("missiles", table="missiles", words="missiles in the table")
def _missiles(load: Load) -> int:
    return len(load("missiles"))


@register("missiles-without-range", table="missiles", words="missiles without a published range")
def _without_range(load: Load) -> int:
    return int(load("missiles")["range_km_high"].isna().sum())


@register("missiles-one-figure", table="missiles", words="missiles with one published range")
def _one_figure(load: Load) -> int:
    rows = load("missiles")
    return int((rows["range_km_low"].isna() & rows["range_km_high"].notna()).sum())


@register(
    "missiles-low-is-high", table="missiles", words="missiles whose low and high figures agree"
)
def _alike(load: Load) -> int:
    rows = load("missiles")
    return int((rows["range_km_low"] == rows["range_km_high"]).sum())


@register("missiles-band", table="missiles", words="missiles whose published ranges differ")
def _band(load: Load) -> int:
    rows = load("missiles")
    return int((rows["range_km_low"] < rows["range_km_high"]).sum())


def _deployment(load: Load, key: str) -> str:
    system, place = (cell(load, "deployments", key, column) for column in ("system", "place"))
    return f"“{system}, {place}”"


@register(
    "deployed-{}",
    table="deployments",
    over=lambda load: list(load("deployments")["id"]),
    words="date of {}",
    label=_deployment,
)
def _deployed(load: Load, deployment: str) -> PartialDate:
    return partial_date(load, "deployments", deployment, "date")


_FROM = {
    "paoay": "paoay-2026-type88",
    "basco": "batan-2025-nmesis",
    "kengun": "kengun-2026-upgraded",
}


def _gate(load: Load, strait: str) -> tuple[float, float, float, float]:
    lon1, lat1, lon2, lat2 = (
        float(cell(load, "chokepoints", strait, column))
        for column in ("lon1", "lat1", "lon2", "lat2")
    )
    return lon1, lat1, lon2, lat2


def _paths(load: Load) -> list[str]:
    straits = [str(strait) for strait in load("chokepoints")["id"]]
    return [f"{place}-to-{strait}" for place in (*_FROM, "fujian") for strait in straits]


_PLACES = {
    "paoay": "Paoay",
    "basco": "Basco",
    "kengun": "Camp Kengun",
    "fujian": "the coast of Fujian",
}


def _path_words(load: Load, path: str) -> str:
    place, _, strait = path.partition("-to-")
    name = cell(load, "chokepoints", strait, "name")
    return f"{_PLACES[place]} to the middle of the gate of {name}"


@register("km-{}", table="chokepoints", over=_paths, words="kilometres from {}", label=_path_words)
def _distance(load: Load, path: str) -> int:
    """Return whole kilometres from a place to the middle of a strait's gate."""
    place, _, strait = path.partition("-to-")
    if place == "fujian":  # the shore that the Taiwan Strait gate begins on
        table, key, ends = "chokepoints", "taiwan-strait", ("lon1", "lat1")
    else:
        table, key, ends = "deployments", _FROM[place], ("lon", "lat")
    lon, lat = (float(cell(load, table, key, column)) for column in ends)
    lon1, lat1, lon2, lat2 = _gate(load, strait)
    azimuth, _, metres = _earth().inv(lon1, lat1, lon2, lat2)
    middle_lon, middle_lat, _ = _earth().fwd(lon1, lat1, azimuth, metres / 2)
    # Cut off, as in the notes of the tables, so that prose and claims say the same.
    return int(_earth().inv(lon, lat, middle_lon, middle_lat)[2] / _METRES)


_BOUNDS = ("low", "high")
_PARTS = 2000
"""Points along a gate that are measured for its share in reach."""


@register(
    "gate-percent-{}-kengun-to-miyako-strait",
    table="chokepoints",
    over=lambda _: _BOUNDS,
    words="share of the Miyako Strait within reach of Camp Kengun in per cent, "
    "by the {} figure for the range",
)
def _share(load: Load, bound: str) -> int:
    """Return how much of a gate lies within the upgraded Type 12's range of Camp Kengun."""
    range_km = float(cell(load, "missiles", "type12-upgraded-ground", f"range_km_{bound}"))
    lon, lat = (float(cell(load, "deployments", _FROM["kengun"], c)) for c in ("lon", "lat"))
    points = _earth().npts(*_gate(load, "miyako-strait"), npts=_PARTS)
    metres = [float(_earth().inv(lon, lat, x, y)[2]) for x, y in points]
    return round(100 * sum(far <= range_km * _METRES for far in metres) / _PARTS)

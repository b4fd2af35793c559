"""Figures of lesson 03: incidents at sea and in the air, and the presence of Chinese ships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.coding import has
from trilateral.evidence.quantities import register
from trilateral.evidence.values import PartialDate

if TYPE_CHECKING:
    import pandas as pd

    from trilateral.evidence.quantities import Load


def _year(load: Load, year: int) -> pd.DataFrame:
    rows = load("incidents")
    in_year: pd.Series[bool] = rows["date"].dt.year == year
    return rows[in_year]


def _years(load: Load) -> list[int]:
    return sorted(set(load("incidents")["date"].dt.year))


def _with(rows: pd.DataFrame, tactic: str) -> int:
    return sum(tactic in tactics for tactics in rows["tactics"])


def _presence_only(rows: pd.DataFrame) -> int:
    return sum(has(tactics, "presence") for tactics in rows["tactics"])


@register("incidents", table="incidents", words="incidents in the table")
def _incidents(load: Load) -> int:
    return len(load("incidents"))


@register("incidents-{}", table="incidents", over=_years, words="incidents in {}")
def _incidents_in(load: Load, year: int) -> int:
    return len(_year(load, year))


@register("incidents-first", table="incidents", words="day of the first incident")
def _first(load: Load) -> PartialDate:
    return PartialDate(min(load("incidents")["date"]).date(), "day")


@register("incidents-last", table="incidents", words="day of the last incident")
def _last(load: Load) -> PartialDate:
    return PartialDate(max(load("incidents")["date"]).date(), "day")


@register(
    "incidents-without-low-{}",
    table="incidents",
    over=_years,
    words="incidents in {} with medium or high confidence",
)
def _without_low(load: Load, year: int) -> int:
    return int((_year(load, year)["confidence"] > "low").sum())


@register("incidents-water-cannon", table="incidents", words="incidents with water cannon")
def _water_cannon(load: Load) -> int:
    return _with(load("incidents"), "water_cannon")


@register(
    "incidents-water-cannon-{}",
    table="incidents",
    over=_years,
    words="incidents with water cannon in {}",
)
def _water_cannon_in(load: Load, year: int) -> int:
    return _with(_year(load, year), "water_cannon")


@register("incidents-contact", table="incidents", words="incidents of contact between vessels")
def _contact(load: Load) -> int:
    return _with(load("incidents"), "collision")


@register(
    "incidents-contact-{}",
    table="incidents",
    over=_years,
    words="incidents of contact between vessels in {}",
)
def _contact_in(load: Load, year: int) -> int:
    return _with(_year(load, year), "collision")


@register(
    "incidents-injured",
    table="incidents",
    words="Filipinos injured in incidents, as far as reported",
)
def _injured(load: Load) -> int:
    return int(load("incidents")["ph_injured"].sum())


@register(
    "incidents-injured-{}",
    table="incidents",
    over=_years,
    words="Filipinos injured in incidents in {}, as far as reported",
)
def _injured_in(load: Load, year: int) -> int:
    return int(_year(load, year)["ph_injured"].sum())


@register(
    "incidents-injured-unknown",
    table="incidents",
    words="incidents for which no number of injured is known",
)
def _injured_unknown(load: Load) -> int:
    return int(load("incidents")["ph_injured"].isna().sum())


@register("incidents-damage", table="incidents", words="incidents with damage, minor or major")
def _damage(load: Load) -> int:
    return int(load("incidents")["damage"].isin(["minor", "major"]).sum())


@register("incidents-low-confidence", table="incidents", words="incidents with low confidence")
def _low_confidence(load: Load) -> int:
    return int((load("incidents")["confidence"] == "low").sum())


@register(
    "incidents-low-confidence-{}",
    table="incidents",
    over=_years,
    words="incidents in {} with low confidence",
)
def _low_confidence_in(load: Load, year: int) -> int:
    return int((_year(load, year)["confidence"] == "low").sum())


@register("incidents-presence-only", table="incidents", words="incidents of presence alone")
def _presence(load: Load) -> int:
    return _presence_only(load("incidents"))


@register(
    "incidents-presence-only-{}",
    table="incidents",
    over=_years,
    words="incidents of presence alone in {}",
)
def _presence_in(load: Load, year: int) -> int:
    return _presence_only(_year(load, year))


@register(
    "incidents-no-chinese-account", table="incidents", words="incidents without a Chinese account"
)
def _no_chinese_account(load: Load) -> int:
    return int(load("incidents")["prc_account"].isna().sum())


@register(
    "incidents-both-accounts",
    table="incidents",
    words="incidents with a Philippine and a Chinese account",
)
def _both_accounts(load: Load) -> int:
    return int(load("incidents")[["ph_account", "prc_account"]].notna().all(axis="columns").sum())


@register(
    "incidents-chinese-account-only",
    table="incidents",
    words="incidents without a Philippine account",
)
def _chinese_account_only(load: Load) -> int:
    return int(load("incidents")["ph_account"].isna().sum())


@register(
    "incidents-approximate-position",
    table="incidents",
    words="incidents whose position is approximate, as reported",
)
def _approximate(load: Load) -> int:
    return int((load("incidents")["position_basis"] == "reported").sum())


@register("incidents-air", table="incidents", words="incidents in the air")
def _air(load: Load) -> int:
    return int((load("incidents")["domain"] == "air").sum())


def _places(load: Load) -> list[str]:
    return sorted({feature.replace("_", "-") for feature in load("incidents")["feature"]})


def _place_name(load: Load, place: str) -> str:
    if place == "other":
        return "other places"
    features = load("features").set_index("id")["name_en"]
    return str(features.get(place.replace("-", "_"), place.replace("-", " ")))


def _place_and_year_name(load: Load, place_and_year: str) -> str:
    place, _, year = place_and_year.rpartition("-")
    return f"{_place_name(load, place)} in {year}"


def _place_and_end_name(load: Load, place_and_end: str) -> str:
    place, _, end = place_and_end.partition("-to-")
    return f"{_place_name(load, place)} to the end of {PartialDate.parse(end)}"


@register(
    "incidents-at-{}", table="incidents", over=_places, words="incidents at {}", label=_place_name
)
def _at(load: Load, place: str) -> int:
    return int((load("incidents")["feature"] == place.replace("-", "_")).sum())


def _places_and_years(load: Load) -> list[str]:
    return [f"{place}-{year}" for place in _places(load) for year in _years(load)]


@register(
    "incidents-without-low-at-{}",
    table="incidents",
    over=_places_and_years,
    words="incidents at {}, with medium or high confidence",
    label=_place_and_year_name,
)
def _without_low_at(load: Load, place_and_year: str) -> int:
    place, _, year = place_and_year.rpartition("-")
    rows = _year(load, int(year))
    here = rows["feature"] == place.replace("-", "_")
    return int((here & (rows["confidence"] > "low")).sum())


def _places_and_ends(load: Load) -> list[str]:
    return [f"{place}-to-{end}" for place in _places(load) for end in ("2024-06", "2024-12")]


@register(
    "incidents-contact-at-{}",
    table="incidents",
    over=_places_and_ends,
    words="incidents of contact at {}, low confidence left out",
    label=_place_and_end_name,
)
def _contact_at(load: Load, place_and_end: str) -> int:
    """Return the incidents with contact at a place to a month's end, low confidence left out."""
    place, _, end = place_and_end.partition("-to-")
    rows = load("incidents")
    sure = rows[(rows["confidence"] > "low") & (rows["date"].dt.strftime("%Y-%m") <= end)]
    here: pd.Series[bool] = sure["feature"] == place.replace("-", "_")
    return _with(sure[here], "collision")


def _ship_day_rows(load: Load) -> dict[str, int]:
    rows = load("ccg_presence")
    rows = rows[rows["measure"] == "ccg_ship_days"]
    names = rows["feature"].str.replace("_", "-") + "-" + rows["period_start"].dt.year.astype("str")
    return dict(zip(names, rows["value"], strict=True))


def _ship_day_names(load: Load) -> list[str]:
    return list(_ship_day_rows(load))


def _ship_day_name(load: Load, name: str) -> str:
    place, _, year = name.rpartition("-")
    where = "all tracked places" if place == "all-tracked" else _place_name(load, place)
    return f"{where} in {year}"


@register(
    "ship-days-{}",
    table="ccg_presence",
    over=_ship_day_names,
    words="days of Chinese coast guard ships: {}",
    label=_ship_day_name,
)
def _ship_days(load: Load, name: str) -> int:
    return int(_ship_day_rows(load)[name])


@register(
    "ship-days-scarborough-ratio-2025-2024",
    table="ccg_presence",
    decimals=1,
    words="ship-days at Scarborough Shoal, 2025 as a multiple of 2024",
)
def _scarborough_ratio(load: Load) -> float:
    days = _ship_day_rows(load)
    return float(days["scarborough-shoal-2025"] / days["scarborough-shoal-2024"])


@register(
    "ship-days-all-rise-percent-2025",
    table="ccg_presence",
    words="rise in ship-days at all tracked places from 2024 to 2025, in per cent",
)
def _all_rise(load: Load) -> float:
    days = _ship_day_rows(load)
    return float(days["all-tracked-2025"] / days["all-tracked-2024"] - 1) * 100

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


@register("incidents", table="incidents")
def _incidents(load: Load) -> int:
    return len(load("incidents"))


@register("incidents-{}", table="incidents", over=_years)
def _incidents_in(load: Load, year: int) -> int:
    return len(_year(load, year))


@register("incidents-first", table="incidents")
def _first(load: Load) -> PartialDate:
    return PartialDate(min(load("incidents")["date"]).date(), "day")


@register("incidents-last", table="incidents")
def _last(load: Load) -> PartialDate:
    return PartialDate(max(load("incidents")["date"]).date(), "day")


@register("incidents-without-low-{}", table="incidents", over=_years)
def _without_low(load: Load, year: int) -> int:
    return int((_year(load, year)["confidence"] > "low").sum())


@register("incidents-water-cannon", table="incidents")
def _water_cannon(load: Load) -> int:
    return _with(load("incidents"), "water_cannon")


@register("incidents-water-cannon-{}", table="incidents", over=_years)
def _water_cannon_in(load: Load, year: int) -> int:
    return _with(_year(load, year), "water_cannon")


@register("incidents-contact", table="incidents")
def _contact(load: Load) -> int:
    return _with(load("incidents"), "collision")


@register("incidents-contact-{}", table="incidents", over=_years)
def _contact_in(load: Load, year: int) -> int:
    return _with(_year(load, year), "collision")


@register("incidents-injured", table="incidents")
def _injured(load: Load) -> int:
    return int(load("incidents")["ph_injured"].sum())


@register("incidents-injured-{}", table="incidents", over=_years)
def _injured_in(load: Load, year: int) -> int:
    return int(_year(load, year)["ph_injured"].sum())


@register("incidents-injured-unknown", table="incidents")
def _injured_unknown(load: Load) -> int:
    return int(load("incidents")["ph_injured"].isna().sum())


@register("incidents-damage", table="incidents")
def _damage(load: Load) -> int:
    return int(load("incidents")["damage"].isin(["minor", "major"]).sum())


@register("incidents-low-confidence", table="incidents")
def _low_confidence(load: Load) -> int:
    return int((load("incidents")["confidence"] == "low").sum())


@register("incidents-low-confidence-{}", table="incidents", over=_years)
def _low_confidence_in(load: Load, year: int) -> int:
    return int((_year(load, year)["confidence"] == "low").sum())


@register("incidents-presence-only", table="incidents")
def _presence(load: Load) -> int:
    return _presence_only(load("incidents"))


@register("incidents-presence-only-{}", table="incidents", over=_years)
def _presence_in(load: Load, year: int) -> int:
    return _presence_only(_year(load, year))


@register("incidents-no-chinese-account", table="incidents")
def _no_chinese_account(load: Load) -> int:
    return int(load("incidents")["prc_account"].isna().sum())


@register("incidents-both-accounts", table="incidents")
def _both_accounts(load: Load) -> int:
    return int(load("incidents")[["ph_account", "prc_account"]].notna().all(axis="columns").sum())


@register("incidents-chinese-account-only", table="incidents")
def _chinese_account_only(load: Load) -> int:
    return int(load("incidents")["ph_account"].isna().sum())


@register("incidents-approximate-position", table="incidents")
def _approximate(load: Load) -> int:
    return int((load("incidents")["position_basis"] == "reported").sum())


@register("incidents-air", table="incidents")
def _air(load: Load) -> int:
    return int((load("incidents")["domain"] == "air").sum())


def _places(load: Load) -> list[str]:
    return sorted({feature.replace("_", "-") for feature in load("incidents")["feature"]})


@register("incidents-at-{}", table="incidents", over=_places)
def _at(load: Load, place: str) -> int:
    return int((load("incidents")["feature"] == place.replace("-", "_")).sum())


def _places_and_years(load: Load) -> list[str]:
    return [f"{place}-{year}" for place in _places(load) for year in _years(load)]


@register("incidents-without-low-at-{}", table="incidents", over=_places_and_years)
def _without_low_at(load: Load, place_and_year: str) -> int:
    place, _, year = place_and_year.rpartition("-")
    rows = _year(load, int(year))
    here = rows["feature"] == place.replace("-", "_")
    return int((here & (rows["confidence"] > "low")).sum())


def _places_and_ends(load: Load) -> list[str]:
    return [f"{place}-to-{end}" for place in _places(load) for end in ("2024-06", "2024-12")]


@register("incidents-contact-at-{}", table="incidents", over=_places_and_ends)
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


@register("ship-days-{}", table="ccg_presence", over=_ship_day_names)
def _ship_days(load: Load, name: str) -> int:
    return int(_ship_day_rows(load)[name])


@register("ship-days-scarborough-ratio-2025-2024", table="ccg_presence", decimals=1)
def _scarborough_ratio(load: Load) -> float:
    days = _ship_day_rows(load)
    return float(days["scarborough-shoal-2025"] / days["scarborough-shoal-2024"])


@register("ship-days-all-rise-percent-2025", table="ccg_presence")
def _all_rise(load: Load) -> float:
    days = _ship_day_rows(load)
    return float(days["all-tracked-2025"] / days["all-tracked-2024"] - 1) * 100

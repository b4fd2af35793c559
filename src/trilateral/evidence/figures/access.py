"""Figures on the access agreements: their clocks, their clauses, and what came before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.coding import DAYS_PER_MONTH
from trilateral.evidence.figures.lookup import cell, partial_date, title
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    import pandas as pd

    from trilateral.evidence.quantities import Figure, Load

_RAA = "jp-ph-raa"


def _clocks(column: str, words: str) -> None:
    short = column.removeprefix("days_").replace("_", "-")

    def over(load: Load) -> list[str]:
        return [str(key) for key in load("raa_clock").dropna(subset=[column])["id"]]

    def value(load: Load, key: str) -> str:
        start = cell(load, "raa_clock", key, "opened_basis")
        return f"{cell(load, 'raa_clock', key, 'agreement')} (talks begin: {start})"

    @register(f"clock-{short}-{{}}", table="raa_clock", over=over, words=words, label=value)
    def _days(load: Load, key: str) -> int:
        return int(cell(load, "raa_clock", key, column))


_clocks("days_open_to_sign", "days from the start of talks to signature: {}")
_clocks("days_sign_to_force", "days from signature to entry into force: {}")
_clocks("days_open_to_force", "days from the start of talks to entry into force: {}")


def _milestone(name: str, key: str) -> None:
    words = title("raa_milestones", "step", key)

    @register(name, table="raa_milestones", words="date of “{}”", label=words)
    def _figure(load: Load) -> Figure:
        return partial_date(load, "raa_milestones", key, "date")


_milestone("haiyan-relief", "ms-01")
_milestone("relief-terms-signed", "ms-04")
_milestone("raa-senate-hearing", "ms-12")
_milestone("balikatan-2025-opens", "ms-14")
_milestone("raa-arrangements", "ms-22")
_milestone("balikatan-2026-opens", "ms-28")


@register(
    "raa-days-force-to-first-use",
    table="raa_milestones",
    words="days from the RAA's entry into force to its first use",
)
def _force_to_use(load: Load) -> int:
    force, use = (cell(load, "raa_milestones", key, "date") for key in ("ms-21", "ms-23"))
    return int((use - force).days)


@register(
    "clock-leaders-to-first-round",
    table="raa_clock",
    words="days from the leaders' agreement to negotiate the RAA to the first round of talks",
)
def _leaders_to_round(load: Load) -> int:
    later, earlier = (cell(load, "raa_clock", key, "opened") for key in ("ck-01", "ck-02"))
    return int((later - earlier).days)


@register(
    "clock-uk-slower-from-first-round",
    table="raa_clock",
    words="days that Japan's RAA with the UK took longer than the one with the Philippines, "
    "from first round to entry into force",
)
def _uk_round(load: Load) -> int:
    return int(_span(load, "ck-03") - _span(load, "ck-01"))


@register(
    "clock-uk-quicker-from-signature",
    table="raa_clock",
    words="days by which Japan's RAA with the UK was quicker than the one with the Philippines, "
    "from signature to entry into force",
)
def _uk_signature(load: Load) -> int:
    column = "days_sign_to_force"
    ours, theirs = (int(cell(load, "raa_clock", key, column)) for key in ("ck-01", "ck-03"))
    return ours - theirs


def _span(load: Load, key: str) -> int:
    return int(cell(load, "raa_clock", key, "days_open_to_force"))


@register("raa-provisions", table="raa_provisions", words="provisions of the RAA in the table")
def _provisions(load: Load) -> int:
    return len(load("raa_provisions"))


@register(
    "raa-provisions-high",
    table="raa_provisions",
    words="provisions of the RAA with high confidence",
)
def _sure(load: Load) -> int:
    return int((load("raa_provisions")["confidence"] == "high").sum())


_OTHERS = {"au": "Japan-Australia RAA", "uk": "Japan-UK RAA", "vfa": "US-Philippines VFA"}


@register(
    "raa-provisions-not-known-{}",
    table="raa_provisions",
    over=lambda _: list(_OTHERS),
    words="provisions for which the table holds no comparison with the {}",
    label=lambda _, other: _OTHERS[other],
)
def _blank(load: Load, other: str) -> int:
    return int(load("raa_provisions")[f"compares_to_{other}"].isna().sum())


@register("situations", table="situations", words="situations to look up in the RAA")
def _situations(load: Load) -> int:
    return len(load("situations"))


_FITS = {"direct": "answers directly", "near": "answers only nearly"}


@register(
    "situations-{}",
    table="situations",
    over=lambda _: list(_FITS),
    words="situations that a provision {}",
    label=lambda _, fit: _FITS[fit],
)
def _fit(load: Load, fit: str) -> int:
    return int((load("situations")["fit"] == fit).sum())


def _with_japan(load: Load) -> pd.DataFrame:
    rows = load("joint_activities")
    return rows[["JP" in parties for parties in rows["participants"]]]


def _in_force(load: Load) -> pd.Timestamp:
    day: pd.Timestamp = cell(load, "access_agreements", _RAA, "in_force")
    return day


def _after(load: Load) -> int:
    return int((_with_japan(load)["date"] >= _in_force(load)).sum())


def _months_after(load: Load) -> float:
    table = load("joint_activities")
    last = max(table["date"].max(), table["end_date"].max())
    return float((last - _in_force(load)).days) / DAYS_PER_MONTH


def _months_before(load: Load) -> float:
    days = (_in_force(load) - _with_japan(load)["date"].min()).days
    return float(days) / DAYS_PER_MONTH


@register(
    "joint-activities-with-japan-since-raa",
    table="joint_activities",
    words="joint activities with Japan from the RAA's entry into force on",
)
def _since(load: Load) -> int:
    return _after(load)


@register(
    "joint-activities-months-since-raa",
    table="joint_activities",
    decimals=1,
    words="months from the RAA's entry into force to the end of the record of activities",
)
def _months_since(load: Load) -> float:
    return _months_after(load)


@register(
    "joint-activities-months-before-raa",
    table="joint_activities",
    decimals=1,
    words="months from the first activity with Japan to the RAA's entry into force",
)
def _months_until(load: Load) -> float:
    return _months_before(load)


@register(
    "joint-activities-rate-since-raa",
    table="joint_activities",
    decimals=2,
    words="joint activities with Japan a month, from the RAA's entry into force on",
)
def _rate_since(load: Load) -> float:
    return _after(load) / _months_after(load)


@register(
    "joint-activities-rate-before-raa",
    table="joint_activities",
    decimals=2,
    words="joint activities with Japan a month, before the RAA's entry into force",
)
def _rate_before(load: Load) -> float:
    return (len(_with_japan(load)) - _after(load)) / _months_before(load)

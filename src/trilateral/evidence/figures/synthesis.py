"""Figures of lesson 05: the evidence to weigh, the voices, Japan's part year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.figures.exercises import held
from trilateral.evidence.figures.lookup import cell
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from trilateral.evidence.quantities import Load


@register("weighing", table="weighing", words="pieces of evidence to weigh")
def _weighing(load: Load) -> int:
    return len(load("weighing"))


@register(
    "weighing-without-link",
    table="weighing",
    words="pieces of evidence that came before their link or without it",
)
def _without_link(load: Load) -> int:
    return int(load("weighing")["without_link"].sum())


@register("criticisms", table="criticisms", words="criticisms in the table")
def _criticisms(load: Load) -> int:
    return len(load("criticisms"))


def _roles(load: Load) -> list[str]:
    return list(load("balikatan")["jp_role"].cat.categories)


@register(
    "balikatan-japan-years-{}",
    table="balikatan",
    over=_roles,
    words="years in which Japan's part in Balikatan was “{}”",
)
def _years_as(load: Load, role: str) -> int:
    rows = held(load("balikatan"))
    return int((rows["jp_role"] == role).sum())


@register(
    "balikatan-japan-first-observed",
    table="balikatan",
    words="year in which Japan first observed Balikatan",
)
def _first_observed(load: Load) -> str:
    rows = load("balikatan")
    return str(rows.loc[rows["jp_role"] == "observer", "year"].min())


@register(
    "balikatan-japan-ratio-2026-2025",
    table="balikatan",
    decimals=1,
    words="Japanese personnel in Balikatan, 2026 as a multiple of 2025",
)
def _ratio(load: Load) -> float:
    this, last = (cell(load, "balikatan", year, "jp", by="year") for year in (2026, 2025))
    return float(this / last)

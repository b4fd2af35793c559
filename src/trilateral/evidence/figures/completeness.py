"""Figures on what the record of incidents lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.completeness import Estimate, chapman, publishers
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from trilateral.evidence.quantities import Load


def _estimate(load: Load) -> Estimate:
    philippine, foreign = publishers(load("incidents"), load("sources"))
    return chapman(len(philippine), len(foreign), len(philippine & foreign))


@register(
    "incidents-estimated-low",
    table="incidents",
    words="incidents by capture-recapture: lower end of the 95 % interval",
)
def _low(load: Load) -> float:
    return _estimate(load).low


@register(
    "incidents-estimated-high",
    table="incidents",
    words="incidents by capture-recapture: upper end of the 95 % interval",
)
def _high(load: Load) -> float:
    return _estimate(load).high


@register("known-gaps", table="known_gaps", words="known incidents that are not in the table")
def _gaps(load: Load) -> int:
    return len(load("known_gaps"))


@register(
    "known-gaps-uncoded",
    table="known_gaps",
    words="incidents well reported and left out, because they were found too late",
)
def _uncoded(load: Load) -> int:
    return int((load("known_gaps")["reason"] == "uncoded").sum())

"""Figures of lesson 06: the stories, their claims, and who is in the events they point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.claims import ARTICLE
from trilateral.evidence.figures.lookup import cell
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from trilateral.evidence.quantities import Load

_SINCE = "2022-01-01"
_SIDES = ["with", "without"]


def _stories(load: Load) -> list[str]:
    return [str(story) for story in load("stories")["id"]]


@register("claims-of-{}", table="claims", over=_stories, words="claims of the story “{}”")
def _claims_of(load: Load, story: str) -> int:
    return int((load("claims")["story"] == story).sum())


@register("stories-other", table="stories", words="stories beside the article's")
def _others(load: Load) -> int:
    return int((load("stories")["id"] != ARTICLE).sum())


@register(
    "events-of-two-{}-washington",
    table="diplomatic_events",
    over=lambda _: _SIDES,
    words="events with Japan and the Philippines, {} the United States, from 2022 to the day "
    "before Balikatan 2026",
)
def _events_of_two(load: Load, side: str) -> int:
    rows = load("diplomatic_events")
    opened = cell(load, "balikatan", 2026, "start_date", by="year")
    rows = rows[(rows["date"] >= _SINCE) & (rows["date"] < opened)]
    actors = [set(each) for each in rows["actors"]]
    both = [each for each in actors if {"JP", "PH"} <= each]
    return sum(("US" in each) == (side == "with") for each in both)

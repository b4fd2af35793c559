"""Presence beside incidents: each feature's sentence and points agree with the tables."""

from __future__ import annotations

from typing import Any

import pytest

from tests.charts.drawn import moved, numbers, said
from trilateral import evidence
from trilateral.charts import coercion
from trilateral.charts.coercion.presence import YEARS, by_feature

PLACES = list(dict.fromkeys(by_feature()["place"]))
SENTENCE = (
    r"([\d,]+) ship-days in 2024, ([\d,]+) in 2025 \([+\u2212]?[\d,]+%\)\. "
    r"Incidents in this record: (\d+) in 2024, (\d+) in 2025\.$"
)


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    return dict(coercion.presence_beside_incidents().spec)


def ship_days(place: str, year: int) -> int:
    names = evidence.load("features").set_index("name_en")["id"]
    rows = evidence.load("ccg_presence")
    rows = rows[(rows["measure"] == "ccg_ship_days") & (rows["feature"] == names[place])]
    return int(rows[rows["period_start"].dt.year == year]["value"].sum())


def incidents(place: str, year: int, *, low: bool) -> int:
    names = evidence.load("features").set_index("name_en")["id"]
    rows = evidence.load("incidents")
    rows = rows[(rows["feature"] == names[place]) & (rows["date"].dt.year == year)]
    return len(rows if low else rows[rows["confidence"] != "low"])


@pytest.mark.parametrize("low", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_when_a_feature_is_chosen_then_its_sentence_agrees_with_the_tables(
    spec: dict[str, Any], place: str, *, low: bool
) -> None:
    sentence = said(moved(spec, place=place, low=low))
    wanted = (
        *(ship_days(place, year) for year in YEARS),
        *(incidents(place, year, low=low) for year in YEARS),
    )
    assert sentence.startswith(f"{place}: ")
    assert numbers(sentence, SENTENCE) == wanted


def test_when_features_are_added_up_then_they_make_the_publishers_total() -> None:
    rows = evidence.load("ccg_presence")
    rows = rows[(rows["measure"] == "ccg_ship_days") & (rows["feature"] == "all_tracked")]
    for year in YEARS:
        total = rows[rows["period_start"].dt.year == year]["value"].sum()
        assert by_feature().query("year == @year")["ship_days"].sum() == total


def test_when_the_list_offers_features_then_each_has_two_years(spec: dict[str, Any]) -> None:
    params = {param["name"]: param for param in spec["params"]}
    assert sorted(params["place"]["bind"]["options"]) == sorted(PLACES)
    assert set(by_feature().groupby("place")["year"].apply(tuple)) == {YEARS}

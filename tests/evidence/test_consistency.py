from __future__ import annotations

import re
import time

import pytest
from pyproj import Geod

from trilateral import evidence
from trilateral.evidence import Evidence
from trilateral.paths import data_dir

KM = 1000.0
NAUTICAL_MILE = 1852.0


def test_when_the_tables_are_checked_then_nothing_is_wrong() -> None:
    assert [str(problem) for problem in evidence.check()] == []


def test_when_the_tables_are_checked_then_it_takes_less_than_a_second() -> None:
    start = time.process_time()  # a busy machine does not count

    Evidence(data_dir()).check()

    assert time.process_time() - start < 1


STRAITS = evidence.load("chokepoints").to_dict("records")


@pytest.mark.parametrize("strait", STRAITS, ids=lambda strait: str(strait["id"]))
def test_when_a_gate_is_measured_then_its_width_is_the_published_one(
    strait: dict[str, float | str],
) -> None:
    longitudes, latitudes = (strait["lon1"], strait["lon2"]), (strait["lat1"], strait["lat2"])
    metres = Geod(ellps="WGS84").line_length(longitudes, latitudes)
    measured = re.search(r"([\d.]+) km measured", str(strait["width_note"]))

    assert metres / NAUTICAL_MILE == pytest.approx(strait["width_nm"], abs=0.051)
    assert measured
    assert metres / KM == pytest.approx(float(measured[1]), abs=0.051)


@pytest.mark.parametrize("year", [2024, 2025])
def test_when_ship_days_are_added_up_then_they_give_the_published_total(year: int) -> None:
    rows = evidence.load("ccg_presence")
    rows = rows[(rows["measure"] == "ccg_ship_days") & (rows["period_start"].dt.year == year)]
    days = rows.set_index("feature")["value"]

    assert days.drop("all_tracked").sum() == days["all_tracked"]


@pytest.mark.parametrize(
    ("event", "milestone"),
    [
        ("de03", "ms-01"), ("de12", "ms-03"), ("de14", "ms-04"), ("de22", "ms-06"),
        ("de34", "ms-10"), ("de45", "ms-13"), ("de50", "ms-15"), ("de53", "ms-18"),
        ("de56", "ms-20"), ("de57", "ms-21"), ("de58", "ms-23"), ("de59", "ms-24"),
        ("de64", "ms-25"), ("de69", "ms-26"), ("de73", "ms-28"), ("de76", "ms-29"),
        ("de80", "ms-30"),
    ],
)  # fmt: skip
def test_when_two_tables_tell_one_event_then_they_date_it_alike(event: str, milestone: str) -> None:
    events = evidence.load("diplomatic_events").set_index("id")
    milestones = evidence.load("raa_milestones").set_index("id")

    columns = ["date", "date_precision"]
    assert list(events.loc[event, columns]) == list(milestones.loc[milestone, columns])


def test_when_an_exercise_opens_then_its_tables_agree_on_the_day() -> None:
    years = evidence.load("balikatan").set_index("year")["start_date"]
    events = evidence.load("diplomatic_events").set_index("id")["date"]
    milestones = evidence.load("raa_milestones").set_index("id")["date"]

    assert years[2012] == events["de02"]
    assert years[2025] == milestones["ms-14"]
    assert years[2026] == events["de73"] == milestones["ms-28"]


def test_when_the_clock_is_set_then_it_uses_the_dates_of_the_agreement() -> None:
    clock = evidence.load("raa_clock")
    agreements = evidence.load("access_agreements").set_index("id")

    for column in ("signed", "in_force"):
        own = clock[column].astype("str")
        theirs = clock["agreement_id"].map(agreements[column].astype("str"))
        assert list(own) == list(theirs)

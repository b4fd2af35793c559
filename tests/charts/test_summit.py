"""The charts of lesson 01: what they say is what pandas finds in the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.charts.drawn import chance_words, moved, numbers, picture, said, width
from trilateral import evidence
from trilateral.charts import summit
from trilateral.charts.summit.activities import windows
from trilateral.charts.summit.timeline import SHOWN
from trilateral.models.rates import rate_interval, same_rate

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Keep = Callable[[pd.DataFrame], pd.Series]

PAGE = 640
TIMELINE = dict(summit.timeline().spec)
PROMISES = dict(summit.promises().spec)
SAILED = dict(summit.who_sailed().spec)
DAY = evidence.load("diplomatic_events").set_index("id").loc["de27", "date"]


def together(rows: pd.DataFrame, column: str) -> pd.Series:
    return rows[column].map(lambda who: {"JP", "PH", "US"} <= set(who))


@pytest.mark.parametrize("name", summit.__all__)
def test_when_a_figure_is_drawn_then_it_fits_the_page_and_is_the_same_each_time(name: str) -> None:
    first, again = getattr(summit, name)(), getattr(summit, name)()
    assert first.spec == again.spec
    assert first.description
    assert len(first.table)
    assert width(first) <= PAGE


def test_when_first_times_are_counted_then_the_description_has_them_by_side() -> None:
    events = evidence.load("diplomatic_events")
    firsts = events[together(events, "actors") & events["title"].str.contains("First")]
    before, on, after = (
        int(found.sum())
        for found in (firsts["date"] < DAY, firsts["date"] == DAY, firsts["date"] > DAY)
    )
    assert f"{before} marks are left of the line, {on} on it, {after} right of it" in (
        summit.firsts().description
    )


@pytest.mark.parametrize(
    ("controls", "keep"),
    [
        ({"from_year": "2012"}, lambda e: e["date"].notna()),
        ({"actor": "China", "from_year": "2012"}, lambda e: e["actors"].map(lambda a: "CN" in a)),
        (
            {"actor": "Japan, Philippines and US", "from_year": "2012"},
            lambda e: together(e, "actors"),
        ),
        ({"kind": "Economic step"}, lambda e: e["category"] == "economic"),
        (
            {"from_year": "2023", "to_year": "2024"},
            lambda e: e["date"].dt.year.between(2023, 2024),
        ),
    ],
)
def test_when_events_are_chosen_then_the_sentence_counts_both_sides(
    controls: dict[str, str], keep: Keep
) -> None:
    events = evidence.load("diplomatic_events")
    kept = events[keep(events)]
    sentence = said(moved(TIMELINE, **controls))
    pattern = r"^(\d+) events?.* (\d+) before the summit, (\d+) from its day on"
    before = int((kept["date"] < DAY).sum())
    assert numbers(sentence, pattern) == (len(kept), before, len(kept) - before)


def test_when_a_side_is_chosen_then_the_other_is_empty() -> None:
    assert "0 from its day on" in said(moved(TIMELINE, side="Before the summit"))
    assert " 0 before the summit" in said(moved(TIMELINE, side="From its day on"))


def test_when_years_are_chosen_then_the_first_and_the_last_event_are_named() -> None:
    sentence = said(moved(TIMELINE, from_year="2023", to_year="2024"))
    assert sentence.endswith("First of them: 2023. Last: 16 December 2024.")


def test_when_nothing_fits_then_the_timeline_says_so() -> None:
    assert said(moved(TIMELINE, from_year="2026", to_year="2012")) == (
        "No event in this selection."
    )


def test_when_many_events_fit_then_the_first_titles_are_listed_and_the_rest_counted() -> None:
    drawn = "".join(picture(moved(TIMELINE, from_year="2012")).itertext())
    ordered = evidence.load("diplomatic_events").sort_values(["date", "id"])
    assert all(title in drawn for title in ordered["title"].head(SHOWN))
    assert f"and {len(ordered) - SHOWN} more" in drawn


@pytest.mark.parametrize(
    ("controls", "keep"),
    [
        ({}, lambda c: c["announced"].notna()),
        ({"same_day": True}, lambda c: c["announced"] == DAY),
        ({"all_three": True}, lambda c: together(c, "actors")),
        ({"surer": True}, lambda c: c["confidence"] != "low"),
    ],
)
def test_when_promises_are_left_out_then_the_sentence_counts_what_is_left(
    controls: dict[str, bool], keep: Keep
) -> None:
    promises = evidence.load("summit_commitments")
    kept = promises[keep(promises)]["follow_through"].value_counts()
    sentence = said(moved(PROMISES, **controls))
    pattern = r"^(\d+) promises: (\d+) done, (\d+) begun, (\d+) without a trace"
    outcomes = (int(kept["delivered"]), int(kept["in_progress"]), int(kept["unknown"]))
    assert numbers(sentence, pattern) == (sum(outcomes), *outcomes)
    traced = (outcomes[0] + outcomes[1]) / sum(outcomes)
    assert f"Done or begun: {traced:.0%}. The record sets no upper limit." in sentence


def test_when_one_sail_more_is_counted_then_the_verdict_turns() -> None:
    window = windows()[0]
    before = int(str(evidence.quantity("multilateral-sails-before-summit").value))

    def p_value(figure: str) -> float:
        after = int(str(evidence.quantity(figure).value))
        return same_rate((before, after), (window.before, window.after))

    assert p_value("multilateral-sails-after-summit") == pytest.approx(0.052, abs=5e-4)
    unnumbered = "multilateral-sails-after-summit-with-unnumbered"
    assert p_value(unnumbered) == pytest.approx(0.032, abs=5e-4)


@pytest.mark.parametrize("line", [window.line for window in windows()])
@pytest.mark.parametrize(("company", "code"), [("Japan", "JP"), ("Australia", "AU")])
def test_when_the_line_moves_then_the_sentence_has_counts_months_and_rates(
    line: str, company: str, code: str
) -> None:
    window = next(window for window in windows() if window.line == line)
    rows = evidence.load("joint_activities")
    days = rows[rows["participants"].map(lambda who: code in who)]["date"]
    before = int((days < window.day).sum())
    after = len(days) - before
    sentence = said(moved(SAILED, divide=line, company=company))
    assert f"{before} in the {window.before:.1f} months before" in sentence
    assert f"{after} in the {window.after:.1f} months after" in sentence
    for count, months, side in (
        (before, window.before, "before"),
        (after, window.after, "after"),
    ):
        low, high = rate_interval(count, months)
        assert f"{count / months:.2f} a month {side} ({low:.2f} to {high:.2f})" in sentence
    assert sentence.endswith(chance_words((before, after), (window.before, window.after)))


MULTILATERAL = {"kind": "Multilateral maritime cooperative activity", "company": "any country"}


@pytest.mark.parametrize(
    ("controls", "ending"),
    [
        (MULTILATERAL, "differ, and chance could explain it."),
        ({**MULTILATERAL, "divide": "signature of the RAA"}, "differ by more than chance."),
    ],
)
def test_when_bars_overlap_then_the_exact_test_decides(
    controls: dict[str, str], ending: str
) -> None:
    assert said(moved(SAILED, **controls)).endswith(f"The two rates {ending}")


def test_when_a_kind_is_chosen_then_only_that_kind_counts() -> None:
    kind = "Exercise of the three coast guards"
    rows = evidence.load("joint_activities")
    found = rows[rows["kind"] == "trilateral_coast_guard"]["date"]
    sentence = said(moved(SAILED, kind=kind))
    counted = numbers(sentence, r": (\d+) in the .* before, (\d+) in the")
    assert counted == (int((found < DAY).sum()), int((found >= DAY).sum()))


def test_when_nobody_sailed_then_that_is_said() -> None:
    controls = {"company": "New Zealand", "kind": "Officers aboard a coast guard ship"}
    assert said(moved(SAILED, **controls)) == "No activity in this selection."


def test_when_windows_are_added_up_then_each_line_leaves_the_same_time() -> None:
    wholes = {round(window.before + window.after, 1) for window in windows()}
    assert len(wholes) == 1

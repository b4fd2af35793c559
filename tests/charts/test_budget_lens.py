"""Lesson 04: the budgets, series by series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.charts.drawn import moved, picture, said
from trilateral import evidence
from trilateral.charts import capabilities
from trilateral.charts.capabilities import budget_series

if TYPE_CHECKING:
    import pandas as pd


def lens(key: str, country: str = "JP") -> pd.DataFrame:
    rows = budget_series.series(evidence.load("defense_budgets"))
    return rows[(rows["country"] == country) & (rows["lens"] == key)]


@pytest.mark.parametrize(
    ("basis", "first", "quantity"),
    [
        ("initial", 2019, "jp-budget-records-since"),
        ("initial_incl_sacous", 2015, "jp-budget-incl-records-since"),
    ],
)
def test_when_records_are_marked_then_each_series_has_its_own(
    basis: str, first: int, quantity: str
) -> None:
    rows = lens("official")
    years = budget_series.record_years(rows[rows["basis"] == basis])

    assert years == list(range(first, 2027))
    assert evidence.quantity(quantity).text == str(first)


def test_when_dollars_are_counted_then_only_2025_is_a_record() -> None:
    assert budget_series.record_years(lens("dollars")) == [2025]


@pytest.mark.parametrize("key", budget_series.LENSES)
def test_when_a_line_is_drawn_then_it_joins_one_series_and_no_gap(key: str) -> None:
    rows = budget_series.series(evidence.load("defense_budgets"))
    for _, run in rows[rows["lens"] == key].groupby("run"):
        assert run["basis"].nunique() == run["country"].nunique() == 1
        assert (run["year"].diff().dropna() == 1).all()


def test_when_dollar_figures_come_from_different_editions_then_no_line_joins_them() -> None:
    rows = lens("dollars")

    assert set(rows.loc[rows["year"] <= 2020, "run"]) == {rows["run"].iloc[0]}
    assert rows.loc[rows["year"] > 2020, "run"].is_unique


def test_when_an_amount_is_blank_then_it_is_not_drawn_as_zero() -> None:
    rows = lens("other")

    assert (rows["value"] > 0).all()
    assert not ((rows["basis"] == "related_expenses_2pct") & (rows["year"] == 2023)).any()


@pytest.mark.parametrize(
    ("controls", "expected"),
    [
        ({}, "Records: Without SACO and realignment, 2019 to 2026; With them, 2015 to 2026."),
        ({"records": False}, "Record years are not marked."),
        (
            {"lens": "dollars"},
            "SIPRI, 60.0 (2012) to 62.0 (2025). Lowest 42.1 (2015), highest 62.0 (2025), before",
        ),
        ({"country": "PH"}, "Philippines: the table holds no figure in trillion yen."),
    ],
)
def test_when_the_lens_is_turned_then_its_sentence_follows(
    controls: dict[str, object], expected: str
) -> None:
    assert expected in said(moved(dict(capabilities.budget_lens().spec), **controls))


def test_when_the_table_has_no_figure_then_the_chart_says_so() -> None:
    spec = dict(capabilities.budget_lens().spec)
    drawn = {
        country: [node.text for node in picture(moved(spec, country=country)).iter()]
        for country in ("PH", "JP")
    }
    assert "No figure in the table" in drawn["PH"]
    assert "No figure in the table" not in drawn["JP"]


def test_when_years_are_listed_then_runs_are_joined() -> None:
    assert (
        budget_series.spans([2011, 2013, 2014, 2019, 2020, 2021])
        == "2011, 2013, 2014, 2019 to 2021"
    )
    assert budget_series.spans([]) == ""

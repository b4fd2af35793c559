"""What the boxes of *What counts?* do in the page agrees with pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.charts.drawn import chance_words, moved, numbers, said
from trilateral import evidence
from trilateral.charts import coercion
from trilateral.evidence import coding
from trilateral.models.rates import poisson_interval, rate_interval

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

ALL = tuple(coding.FAMILIES)
YEARS = (2023, 2024, 2025, 2026)
SENTENCE = r"counts (\d+) in 2023, (\d+) in 2024, (\d+) in 2025 and (\d+) in the first (\d+) months"
RULES: list[tuple[Collection[str], bool]] = [
    (ALL, False),
    (ALL, True),
    ((), False),
    ((), True),
    (("contact",), False),
    (("water_cannon",), True),
    (("contact", "water_cannon"), False),
    (("obstruction",), False),
    (("devices", "helicopter"), True),
    (("boarding",), True),
    (("presence",), False),
    (("presence",), True),
    (tuple(f for f in ALL if f != "presence"), False),
    (tuple(f for f in ALL if f != "obstruction"), True),
]
rules = pytest.mark.parametrize(
    ("families", "low"), RULES, ids=lambda value: "+".join(value) if isinstance(value, tuple) else 0
)


def exposures(*, low: bool) -> pd.Series[float]:
    """Return the months watched by year."""
    watched = coding.months_watched(evidence.load("incidents")).set_index("year")
    return watched["all" if low else "sure"]


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    return dict(coercion.what_counts().spec)


@pytest.fixture(scope="module")
def record() -> pd.DataFrame:
    return coding.coded(evidence.load("incidents"))


def ruled(spec: dict[str, Any], families: Collection[str], *, low: bool) -> dict[str, Any]:
    return moved(spec, low=low, **{f"use_{family}": family in families for family in ALL})


def counted(record: pd.DataFrame, families: Collection[str], *, low: bool) -> pd.DataFrame:
    """The rows that a rule counts, by another way than the chart's."""
    named = record[list(families)].any(axis="columns") if families else record["low"] & False
    return record[named & (low | ~record["low"])]


@rules
def test_when_boxes_are_ticked_then_the_sentence_counts_as_pandas_does(
    spec: dict[str, Any], record: pd.DataFrame, families: Collection[str], *, low: bool
) -> None:
    kept = counted(record, families, low=low)
    wanted = tuple(int((kept["year"] == year).sum()) for year in YEARS)
    assert numbers(said(ruled(spec, families, low=low)), SENTENCE)[:4] == wanted


@rules
def test_when_boxes_are_ticked_then_the_verdict_follows_the_exact_test(
    spec: dict[str, Any], record: pd.DataFrame, families: Collection[str], *, low: bool
) -> None:
    kept = counted(record, families, low=low)
    watched = exposures(low=low)
    before, after = (int((kept["year"] == year).sum()) for year in (2024, 2025))
    months = float(watched[2024]), float(watched[2025])
    wanted = chance_words((before, after), months, "The rates of 2024 and 2025")
    assert said(ruled(spec, families, low=low)).endswith(wanted)


@pytest.mark.parametrize("low", [False, True])
def test_when_low_confidence_is_let_in_then_the_last_year_is_watched_longer(
    spec: dict[str, Any], record: pd.DataFrame, *, low: bool
) -> None:
    end = record["date"].max() if low else coding.DENSE_UNTIL
    months = round((end - end.replace(month=1, day=1)).days / 365.25 * 12)
    assert numbers(said(ruled(spec, ALL, low=low)), SENTENCE)[4] == months


def test_when_the_chart_bounds_a_count_then_the_bounds_are_the_models(
    spec: dict[str, Any], record: pd.DataFrame
) -> None:
    (bounds,) = (
        rows
        for rows in spec["datasets"].values()
        if isinstance(rows, list) and set(rows[0]) == {"count", "low", "high"}
    )
    assert [row["count"] for row in bounds] == list(range(len(record) + 1))
    for row in bounds:
        exact = poisson_interval(row["count"])
        assert (row["low"], row["high"]) == pytest.approx((exact.low, exact.high), abs=5e-5)


def test_when_the_table_is_read_then_it_agrees_with_the_starting_rule(record: pd.DataFrame) -> None:
    table = coercion.what_counts().table.set_index("year")
    kept = counted(record, ALL, low=False)
    for year, row in table.iterrows():
        here = kept[kept["year"] == year]
        exact = rate_interval(len(here), float(row["months_watched"]))
        assert row["incidents"] == len(here)
        assert row["with_contact"] == here["contact"].sum()
        assert row["injured"] == here["ph_injured"].sum()
        assert row["per_month"] == pytest.approx(len(here) / row["months_watched"], abs=0.005)
        assert (row["low_95"], row["high_95"]) == pytest.approx(tuple(exact), abs=0.005)


@pytest.mark.parametrize("low", [False, True])
def test_when_everything_counts_then_no_point_or_bar_leaves_its_axis(
    spec: dict[str, Any], record: pd.DataFrame, *, low: bool
) -> None:
    rates, contact, injured = tops(spec)
    watched = exposures(low=low)
    for year, rows in counted(record, ALL, low=low).groupby("year"):
        months = float(watched[year])
        assert rate_interval(len(rows), months).high <= rates
        assert rate_interval(int(rows["contact"].sum()), months).high <= contact
        assert rows["ph_injured"].sum() <= injured


def tops(spec: dict[str, Any]) -> list[float]:
    """The upper ends of the vertical axes, from top to bottom."""
    _, *panels = spec["vconcat"]
    return [panel["layer"][0]["encoding"]["y"]["scale"]["domain"][1] for panel in panels]

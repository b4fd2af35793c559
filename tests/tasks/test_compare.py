"""What a comparison accepts, and what it says about the rest."""

from __future__ import annotations

import datetime as dt
from typing import Any

import altair as alt
import pandas as pd
import pytest

from trilateral.tasks import compare

YEARS = pd.DataFrame({"year": [2023, 2024, 2025], "n": [25, 31, 30]})
DAYS = pd.DataFrame({"day": pd.to_datetime(["2024-07-08", "2025-09-11"]), "what": ["a", "b"]})


@pytest.mark.parametrize(
    ("mine", "options"),
    [
        (YEARS, {}),
        (YEARS.iloc[::-1], {}),
        (YEARS[["n", "year"]], {}),
        (YEARS.set_index("year"), {}),
        (YEARS.astype({"n": "float64"}), {}),
        (YEARS.astype({"n": "Int64"}), {}),
        (YEARS.assign(n=YEARS["n"] + 0.04), {"tolerance": 0.05}),
        (YEARS, {"ordered": True}),
        (YEARS.sample(frac=1, random_state=1), {"by": ["year"]}),
    ],
)
def test_when_tables_agree_then_form_does_not_matter(
    mine: pd.DataFrame, options: dict[str, Any]
) -> None:
    compared = compare.table(mine, YEARS, **options)
    assert compared, compared.difference


@pytest.mark.parametrize(
    ("mine", "options", "says"),
    [
        (5, {}, "A table (DataFrame) is expected; yours is a whole number (5)."),
        (YEARS["n"], {}, "yours is a column (Series) with 3 values"),
        (YEARS.rename(columns={"n": "size"}), {}, "The column `n` is missing. The column `size`"),
        (YEARS.head(2), {}, "Your table has 2 rows: too few."),
        (pd.concat([YEARS, YEARS]), {}, "Your table has 6 rows: too many."),
        (YEARS.replace({2023: 2022}), {"by": ["year"]}, "The row of `2022` does not belong"),
        (YEARS.astype({"n": str}), {}, "The column `n` holds texts; numbers are expected."),
        (YEARS.iloc[::-1], {"ordered": True}, "In the column `year`, 2 of 3 values differ"),
        (YEARS.replace({31: 36}), {"by": ["year"]}, "the first is at 2024, where yours is 36"),
        (YEARS.replace({31: 36}), {}, "1 of 3 values differs; the first is at row 2"),
        (YEARS.assign(n=[25, float("nan"), 30]), {}, "where yours is nan"),
    ],
)
def test_when_tables_differ_then_the_sentence_says_how(
    mine: object, options: dict[str, Any], says: str
) -> None:
    assert says in compare.table(mine, YEARS, **options).difference


def test_when_dates_are_texts_then_the_table_says_so() -> None:
    mine = DAYS.assign(day=DAYS["day"].dt.strftime("%d %B %Y"))
    assert (
        compare.table(mine, DAYS).difference == "The column `day` holds texts; dates are expected."
    )


def test_when_a_sentence_is_said_then_it_does_not_hold_the_right_value() -> None:
    wrong = YEARS.replace({31: 36})
    assert "31" not in compare.table(wrong, YEARS, by=["year"]).difference
    assert "430" not in compare.number(431, 430).difference


@pytest.mark.parametrize(
    ("compared", "says"),
    [
        (compare.number(430, 430), ""),
        (compare.number(430.0, 430), ""),
        (compare.number(431, 430), "Yours, 431, is too high."),
        (compare.number(True, 1), "A number is expected; yours is a truth value (True)."),  # noqa: FBT003 -- the wrong answer
        (compare.number("430", 430), "A number is expected; yours is a text ('430')."),
        (compare.number(float("nan"), 1), "A number is expected; yours is a number (nan)."),
        (compare.numbers((1, 2), [1, 2]), ""),
        (compare.numbers([1, 3], [1, 2]), "Number 2 of 2: Yours, 3, is too high."),
        (compare.numbers([1], [1, 2]), "2 numbers are expected; yours is a list with 1 entry."),
        (compare.date(dt.date(2024, 7, 8), "2024-07-08"), ""),
        (compare.date(pd.Timestamp("2024-07-08 12:00"), "2024-07-08"), ""),
        (compare.date("2024-07-07", "2024-07-08"), "Yours, 2024-07-07, is too early."),
        (compare.date("July", "2024-07-08"), "A date is expected; yours is a text ('July')."),
        (compare.text(" Sabina  shoal", "Sabina Shoal"), ""),
        (compare.text("Sabina", "Sabina Shoal"), "Yours is `Sabina`."),
        (compare.members({"a", "b"}, ["b", "a"]), ""),
        (compare.members(pd.Series(["a", "b"]), ["b", "a"]), ""),
        (compare.members(["a"], ["a", "b"]), "1 is missing."),
        (compare.members(["a", "b", "c"], ["a", "b"]), "`c` does not belong."),
        (compare.members(["a", "a", "b"], ["a", "b"]), "`a` appears too often."),
        (compare.mapping(pd.Series({2024: 1.0}), {2024: 1}), ""),
        (
            compare.mapping({2024: 1, 2025: 3}, {2024: 1, 2025: 2}),
            "At 2025: Yours, 3, is too high.",
        ),
        (compare.mapping({2024: 1}, {2024: 1, 2025: 2}), "In the index: 1 is missing."),
    ],
)
def test_when_values_are_compared_then_the_sentence_fits(
    compared: compare.Comparison, says: str
) -> None:
    assert compared.difference == says
    assert bool(compared) == (not says)


def bars(**encodings: Any) -> dict[str, Any]:  # noqa: ANN401 -- Altair's own
    """Return the specification of a bar chart of the years."""
    shown = {"x": "year:O", "y": "n:Q"} | encodings
    spec: dict[str, Any] = alt.Chart(YEARS).mark_bar().encode(**shown).to_dict()
    return spec


WANTED: dict[str, Any] = {
    "marks": ["bar"],
    "encodings": {"x": {"field": "year", "type": ("ordinal", "nominal")}, "y": {"field": "n"}},
    "data": YEARS,
}


def test_when_a_chart_is_as_asked_for_then_it_agrees_also_in_layers_and_facets() -> None:
    base = alt.Chart(YEARS).mark_bar().encode(x="year:N", y="n:Q")
    for chart in (base, base + base.mark_text().encode(text="n:Q"), base.facet("year:N")):
        compared = compare.chart(chart.to_dict(), **WANTED)
        assert compared, compared.difference


@pytest.mark.parametrize(
    ("spec", "options", "says"),
    [
        (3, WANTED, "A chart is expected"),
        (bars() | {"mark": "line"}, WANTED, "The mark is `line`"),
        (bars(x="year:Q"), WANTED, "The type of `x` is `quantitative`."),
        (bars(y="year:Q"), WANTED, "The field of `y` is `year`."),
        (bars(), WANTED | {"encodings": {"color": {}}}, "encodes nothing as `color`"),
        (bars(), WANTED | {"data": YEARS.head(2)}, "The data that the chart draws: Your table has"),
        (bars(), WANTED | {"titles": ["chart", "x"]}, "A title in words is missing for: chart, x."),
    ],
)
def test_when_a_chart_is_not_as_asked_for_then_the_sentence_says_how(
    spec: object, options: dict[str, Any], says: str
) -> None:
    assert says in compare.chart(spec, **options).difference

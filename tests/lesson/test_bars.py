from __future__ import annotations

import pandas as pd
import pytest

from trilateral.charts import renderer
from trilateral.lesson import bars


def test_when_values_are_drawn_then_each_has_its_name_and_its_number_in_words() -> None:
    chart = renderer.spec(bars({2024: 1200, "half": 0.5, "none": 0}, "Things counted"))
    assert chart["description"] == "Bar chart. Things counted. 2024: 1,200; half: 0.5; none: 0."
    (rows,) = chart["datasets"].values()
    assert [row["words"] for row in rows] == ["1,200", "0.5", "0"]


def test_when_a_value_is_unknown_then_it_has_no_bar() -> None:
    series = pd.Series({"known": 1, "unknown": None})
    assert "unknown" not in renderer.spec(bars(series, "Counted"))["description"]


def test_when_nothing_is_counted_then_the_chart_says_so() -> None:
    chart = renderer.spec(bars(pd.Series(dtype=float), "Counted"))
    assert chart["description"].endswith("Nothing to count.")


def test_when_there_are_more_bars_than_fit_then_the_message_says_what_to_do() -> None:
    with pytest.raises(ValueError, match=r"30 bars do not fit.*head"):
        bars(dict.fromkeys(range(30), 1), "Many")

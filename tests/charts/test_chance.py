"""What a chart says about two rates: more than chance, the same, or it cannot tell."""

from __future__ import annotations

import altair as alt
import pandas as pd
import pytest

from tests.charts.drawn import chance_words, said
from trilateral.charts import chance
from trilateral.charts.sentence import sentence

SPANS = {"even": (10.0, 10.0), "uneven": (4.0, 16.0)}


@pytest.mark.parametrize(
    ("case", "counts", "ending"),
    [
        ("even", (0, 5), "differ, and chance could explain it."),
        ("even", (0, 6), "differ by more than chance."),
        ("even", (6, 0), "differ by more than chance."),
        ("uneven", (0, 6), "differ, and chance could explain it."),
        ("uneven", (6, 0), "differ by more than chance."),
        ("even", (3, 3), "are the same, to two decimals."),
        ("uneven", (2, 8), "are the same, to two decimals."),
        ("even", (0, 0), "are the same, to two decimals."),
    ],
)
def test_when_two_counts_are_given_then_the_page_says_what_the_test_says(
    case: str, counts: tuple[int, int], ending: str
) -> None:
    row = alt.Chart(pd.DataFrame({"case": [case], "a": [counts[0]], "b": [counts[1]]}))
    whole = chance.tested(row, "datum.case", ("datum.a", "datum.b"), SPANS, most=10)
    page = [{"name": "told", "value": False}]  # as `charts.page` gives every figure
    spoken = said({**sentence(whole, chance.verdict("These"), width=300).to_dict(), "params": page})
    assert spoken == f"These {ending}" == chance_words(counts, SPANS[case], "These")

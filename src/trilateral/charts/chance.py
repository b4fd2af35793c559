"""Whether two rates differ by more than chance: the exact test, looked up in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral.models.rates import beyond_chance

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTE: Final = (
    "Whether two rates differ by more than chance is decided by an exact test, not by the bars: "
    "equal rates would then differ so much in fewer than 5 cases of 100."
)
"""What the note of a figure with a `verdict` says about the test."""
METHOD: Final = (
    "The bars are Poisson intervals by Garwood's method. The test of two rates is that of "
    "Przyborowski and Wilenski."
)
"""The methods behind such a figure, by name."""


def tested(
    data: alt.Chart,
    case: str,
    counts: tuple[str, str],
    spans: Mapping[str, tuple[float, float]],
    most: int,
) -> alt.Chart:
    """Add the test of two counts to one row of data, for `verdict` to say.

    Parameters
    ----------
    data
        A chart whose transforms leave exactly one row.
    case
        Vega expression of a key of `spans`: what a reader chose.
    counts
        Vega expressions of the counts in two stretches of time.
    spans
        Months watched in the two stretches, for each choice.
    most
        The most that both counts can come to together.
    """
    first, second = (f"({count})" for count in counts)
    looked_up = alt.LookupData(_bounds(spans, most), "key", ["few", "many", "span", "span_other"])
    rates = f"{first} / datum.span", f"{second} / datum.span_other"
    return (
        data.transform_calculate(chance_key=f"({case}) + ' ' + ({first} + {second})")
        .transform_lookup("chance_key", looked_up)
        .transform_calculate(
            beyond_chance=f"{first} <= datum.few || {first} >= datum.many",
            same_rate=" === ".join(f"format({rate}, '.2f')" for rate in rates),
        )
    )


def _bounds(spans: Mapping[str, tuple[float, float]], most: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (f"{case} {total}", *beyond_chance(total, pair), *pair)
            for case, pair in spans.items()
            for total in range(most + 1)
        ],
        columns=["key", "few", "many", "span", "span_other"],
    )


def verdict(rates: str = "The two rates") -> str:
    """Return the Vega expression for the test's result in words, on the row of `tested`."""
    return (
        f"datum.beyond_chance ? '{rates} differ by more than chance.' : "
        f"datum.same_rate ? '{rates} are the same, to two decimals.' : "
        f"'{rates} differ, and chance could explain it.'"
    )

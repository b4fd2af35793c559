from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilateral import evidence
from trilateral.evidence.values import PartialDate, RuleBrokenError, parse

if TYPE_CHECKING:
    from trilateral.evidence.schema import Column

COLUMNS = [
    column for table in evidence.default().package.tables.values() for column in table.columns
]


@given(st.sampled_from(COLUMNS), st.text() | st.from_regex(r"-?\d[\d.;-]*", fullmatch=True))
def test_when_any_text_is_read_then_it_is_a_value_or_breaks_a_rule(
    column: Column, text: str
) -> None:
    with suppress(RuleBrokenError):
        value = parse(column, text)
        assert not isinstance(value, str) or value == text


@given(st.dates(min_value=date(1000, 1, 1)))
def test_when_a_partial_date_is_read_then_it_is_as_precise_as_written(day: date) -> None:
    iso = day.isoformat()

    assert PartialDate.parse(iso) == PartialDate(day, "day")
    assert PartialDate.parse(iso[:7]) == PartialDate(day.replace(day=1), "month")
    assert PartialDate.parse(iso[:4]) == PartialDate(day.replace(month=1, day=1), "year")


@pytest.mark.parametrize(
    ("text", "prose"),
    [("2025-09-11", "11 September 2025"), ("2025-05", "May 2025"), ("2012", "2012")],
)
def test_when_a_partial_date_is_printed_then_it_claims_no_more_than_is_known(
    text: str, prose: str
) -> None:
    assert str(PartialDate.parse(text)) == prose


NO_DATES = ["", "25", "2025-13", "2025-02-30", "2025-9-1", "11/09/2025", "٢٠٢٥"]


@pytest.mark.parametrize("text", NO_DATES)
def test_when_a_text_is_not_a_date_then_it_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the text is the whole message
        PartialDate.parse(text)

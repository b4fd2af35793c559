"""What a person reads is plain English: none of the forms in ``tests/stilted.py`` is in it."""

from __future__ import annotations

from typing import Final

import pytest

from tests.stilted import AREAS, STILTED, hits, stilted

PLAIN: Final = ("docs", "forms", "messages", "page words", "remarks", "page remarks")
"""The areas without a stilted form. Add an area when it has been edited."""

ALLOWED: Final = {
    "docs": {
        "told": "“It can't be told” is the words of an answer in the banks",
        "cannot be said": "a cell of the codebook that the tables' own words fill",
        "speak": "a row's own words in the codebook",
    },
}


@pytest.mark.parametrize("area", PLAIN)
def test_when_an_area_is_read_then_no_form_is_stilted(area: str) -> None:
    allowed = tuple(ALLOWED.get(area, ()))
    left = [hit for hit in hits(area) if not any(word in hit.words for word in allowed)]
    assert not left, "\n".join(f"{place}: {words} -> {plain}" for place, words, plain in left)

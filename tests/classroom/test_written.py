"""What students write is one paragraph in which everything is seen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trilateral.classroom.written import clean


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  two   words\n\tand one ", "two words and one"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("safe\u202etxt.exe\u2066", "safetxt.exe"),
        ("\ud800half an emoji", "half an emoji"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # text, and shown as text
        ("Ayungin — 仁爱礁 👩\u200d🌾", "Ayungin — 仁爱礁 👩\u200d🌾"),
        ("e\u0301" + "\u0301" * 50, "é" + "\u0301" * 4),
        (7, 7),
    ],
)
def test_when_something_is_written_then_what_is_hidden_in_it_goes(
    written: object, kept: object
) -> None:
    assert clean(written) == kept


@given(st.text(max_size=60))
@settings(max_examples=30)
def test_when_anything_is_written_then_nothing_steers_and_cleaning_again_changes_nothing(
    written: str,
) -> None:
    kept = clean(written)
    assert isinstance(kept, str)
    assert {unicodedata.category(letter) for letter in kept}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert clean(kept) == kept
    kept.encode()

"""What a person reads is plain English: none of the forms in ``tests/stilted.py`` is in it."""

from __future__ import annotations

from typing import Final

import pytest

from tests.stilted import hits, stilted

PLAIN: Final = (
    "docs",
    "forms",
    "messages",
    "page words",
    "remarks",
    "page remarks",
    "saved words",
    "evidence",
    "schema",
    "lessons",
    "exercises",
    "banks",
    pytest.param("tests", marks=pytest.mark.matrix),
)
"""The areas without a stilted form. Add an area when it has been edited."""


@pytest.mark.parametrize("area", PLAIN)
def test_when_an_area_is_read_then_no_form_is_stilted(area: str) -> None:
    left = list(hits(area))
    assert not left, "\n".join(f"{place}: {words} -> {plain}" for place, words, plain in left)


@pytest.mark.parametrize(
    ("stiff", "plain"),
    [
        ("The file is no notebook.", "The file is not a notebook. There is no other."),
        ("Give the same command again.", "Rerun the command to resume."),
        ("Who shares a class opens it.", "Who is in the class? Anyone who shares it opens it."),
        ("It says nothing of it.", "It says nothing about it."),
    ],
)
def test_when_a_form_is_stilted_then_it_is_found_and_its_plain_form_is_not(
    stiff: str, plain: str
) -> None:
    assert list(stilted(stiff))
    assert not list(stilted(plain))

# ruff: noqa: RUF001 -- signs that look alike are what is tested
"""Words and patterns as the page reads them: by cases and by thousands of generated ones."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from tests.quiz.page import gather

if TYPE_CHECKING:
    from tests.quiz.page import Modules

pytestmark = pytest.mark.browser

ANSWERS = 'const {fold, matches} = await import("/parts/quiz/answers.js");'
SIGNS = "aAbeEsSßſẞςσΣéÉİıﬁŒœ-–'’.,*  \u00a0\u2009½②１２٣๕日本語ー々\u0301µΐ"
"""Signs whose case, accent or width is out of the ordinary."""


def fold(text: str) -> str:
    """Fold as Python's own Unicode tables have it."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())


READ = """
  const {readNumber, Unreadable} = await import("/parts/quiz/answers.js");
  try { return readNumber(...given) } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return error.word;
  }
"""


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("43 %", "%", 43),
        ("43％", "%", 43),
        ("43 percent", "%", 43),
        ("43 Per Cent.", "%", 43),
        ("43", "%", 43),
        ("1,180 People", "people", 1180),
        ("2.4 a  month", "a month", 2.4),
        # A sign that is folded away is not a unit, and no other sign stands for it.
        ("0.43%", "", "afterNumber"),
        ("43 €", "%", "otherUnit"),
        ("43 ‰", "%", "otherUnit"),
        ("43 %", "€", "otherUnit"),
        ("43 %%", "%", "otherUnit"),
        ("43 percent", "", "afterNumber"),
        ("43 percent", "people", "otherUnit"),
        ("43 !", "people", "otherUnit"),
    ],
)
def test_when_a_unit_follows_a_number_then_it_is_the_items_own_or_refused(
    modules: Modules, text: str, unit: str, read: float | str
) -> None:
    assert modules.run(READ, [text, unit]) == read


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Réciprocal-Access   AGREEMENT. ", "reciprocal access agreement"),
        ("Straße STRASSE ſtraße STRAẞE", "strasse strasse strasse strasse"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
        ("İstanbul ISTANBUL", "istanbul istanbul"),
        ("ﬁve Ⅷ Ｗｉｄｅ", "five viii wide"),
        ("日本・フィリピン", "日本 フィリヒン"),  # as NFKD has it: the ring of ピ is a mark
    ],
)
def test_when_text_is_folded_then_case_accents_and_punctuation_are_gone(
    modules: Modules, text: str, folded: str
) -> None:
    assert modules.run(f"{ANSWERS} return fold(given)", text) == folded == fold(text)


def test_when_any_text_is_folded_then_it_is_as_unicode_has_it(modules: Modules) -> None:
    texts = gather(st.text(SIGNS, max_size=12), 2000)
    folded = modules.run(f"{ANSWERS} return given.map(fold)", texts)
    wrong = {text: got for text, got in zip(texts, folded, strict=True) if got != fold(text)}
    assert wrong == {}


def like(pattern: str, text: str) -> bool:
    """Match by trying every length for each star."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return like(pattern[1:], text) or (bool(text) and like(pattern, text[1:]))
    return bool(text) and text[0] == pattern[0] and like(pattern[1:], text[1:])


def test_when_a_pattern_has_stars_then_each_stands_for_any_run(modules: Modules) -> None:
    pairs = gather(
        st.tuples(st.text("ab*", min_size=1, max_size=6), st.text("ab", max_size=8)), 3000
    )
    found = modules.run(f"{ANSWERS} return given.map(pair => matches(...pair))", pairs)
    wrong = [pair for pair, got in zip(pairs, found, strict=True) if got != like(*pair)]
    assert wrong == []

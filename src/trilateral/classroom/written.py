"""What students write, made fit to be shown: one paragraph without anything hidden in it."""

from __future__ import annotations

import unicodedata
from typing import Final

_JOINERS: Final = "\u200c\u200d"
"""Emoji and some scripts need them between letters."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MOST_MARKS: Final = 4
"""On one letter, one after the other; scripts need no more, and towers of them hide lines."""


def clean(text: object) -> object:
    r"""Return a text without control characters, marks of direction, and towers of accents.

    Spaces and line ends in a row become one space. A value that is not a text comes back as it is.

    Examples
    --------
    >>> clean(" a\x00\u202eb \n c ")
    'ab c'
    """
    if not isinstance(text, str):
        return text
    letters: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if letter.isspace():
            letters.append(" ")
        elif (kind not in _HIDDEN or letter in _JOINERS) and marks <= _MOST_MARKS:
            letters.append(letter)
    return " ".join("".join(letters).split())

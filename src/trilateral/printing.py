"""Words from outside, as a line of ours may hold them: on one line, and with nothing hidden."""

from __future__ import annotations

import json
import unicodedata
from typing import Final

LONGEST: Final = 80
"""Characters of a name; a message may have more."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Kinds of characters that one does not see: they steer a terminal, turn text round, end a line."""


def one_line(text: object, most: int = LONGEST) -> str:
    r"""Return a text as one short line in which every character is seen.

    Whatever somebody else has named (a file, a cell, a person) is printed through this, so that
    nobody can add a line of results, or turn one round, by the choice of a name. Spaces in a row
    become one, since a terminal breaks a long line.

    Parameters
    ----------
    text
        Anything; its text is taken.
    most
        Characters to keep. What is left out is shown by an ellipsis.

    Examples
    --------
    >>> one_line("a\x1b[2K\n10 of 10")
    'a\\x1b[2K\\n10 of 10'
    >>> one_line("x" * 100, 4)
    'xxx…'
    """
    words = visible(str(text)[: 10 * most]).split()
    plain = " ".join(words)
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def visible(text: str) -> str:
    r"""Return a text in which nothing steers a terminal or ends the line: ``\x1b``, ``\n``."""
    return "".join(
        letter.encode("unicode_escape").decode("ascii") if _is_hidden(letter) else letter
        for letter in text
    )


def visible_json(text: str) -> str:
    r"""Return JSON that says the same and in which such characters are escaped; lines stay."""
    return "".join(
        json.dumps(letter)[1:-1] if letter != "\n" and _is_hidden(letter) else letter
        for letter in text
    )


def _is_hidden(letter: str) -> bool:
    if letter.isascii():
        return not letter.isprintable()
    return unicodedata.category(letter) in _HIDDEN

"""What somebody has named, as a cell of a table that a spreadsheet opens: never a formula."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = "=+-@"
_ALIKE: Final = (
    "\u207a\u207b\u207c\u208a\u208b\u208c\u2212\u2a75\u2a76"
    "\ufb29\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
)
"""Signs that some spreadsheets take for these: full-width, small, raised ones."""
_PARTS: Final = ";,|\t\r\n"
"""What may part cells for a program that was set to another country."""
_SPACES: Final = r"[ \xa0\u200b\ufeff\"]*"
"""What a reader may drop before a cell: spaces of all kinds and quotation marks, in any order."""
_START: Final = re.compile(
    rf"(?P<before>(?:^|[{re.escape(_PARTS)}]){_SPACES})(?=[{re.escape(_SIGNS + _ALIKE)}])"
)
_CONTROL: Final = re.compile(r"^[\t\r\n]")
_MADE: Final = re.compile(
    rf"(?P<before>(?:^|[{re.escape(_PARTS)}]){_SPACES})'(?=[{re.escape(_SIGNS + _ALIKE)}])"
)


def safe(text: str) -> str:
    """Return a name or a comment that no spreadsheet takes for a formula, whole or in part.

    A program that parts cells at semicolons finds a cell of its own behind each, so an apostrophe
    goes before every sign there, not only the first.
    """
    plain = _START.sub(r"\g<before>'", text)
    return f"'{plain}" if _CONTROL.match(plain) else plain


def bare(text: str) -> str:
    """Return what `safe` was given: a list that was exported is read again as it was."""
    plain = text.removeprefix("'") if _CONTROL.match(text.removeprefix("'")) else text
    return _MADE.sub(r"\g<before>", plain)

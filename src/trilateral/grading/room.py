"""How much JSON of a learner's is parsed: its parts are counted before it is.

A few megabytes of ``{}`` take gigabytes once they are read, and the grader reads without a limit of
the system's on its memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

_TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{,:]', re.DOTALL)
"""A text, closed or not, or a byte that JSON is built with: no input makes it try twice."""


@dataclass
class Room:
    """What there is room for, of one JSON text or of several together.

    Attributes
    ----------
    size
        Bytes.
    parts
        Lists and dictionaries: each takes hundreds of bytes once it is read.
    values
        Texts, and what else is between commas and colons: each takes up to a hundred.
    """

    size: int
    parts: int
    values: int

    def take(self, written: bytes) -> bool:
        """Take what a JSON text in UTF-8 needs of the room; say whether there is enough.

        Where there is not, nothing is taken.
        """
        if len(written) > self.size:
            return False
        parts = written.count(b"{") + written.count(b"[")
        values = parts + sum(map(written.count, (b",", b":", b'"')))
        if parts > self.parts or values > self.values:  # also what is within texts was counted
            parts, values = _counted(written, self.values)
        if parts > self.parts or values > self.values:
            return False
        self.size -= len(written)
        self.parts -= parts
        self.values -= values
        return True


def _counted(written: bytes, most: int) -> tuple[int, int]:
    """Return how many parts and values JSON has, or more than `most` values."""
    parts = values = 0
    for token in islice(_TOKEN.finditer(written), most + 1):
        values += 1
        parts += written[token.start()] in b"{["
    return parts, values

"""How large an answer may be; far above what any task asks for."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from trilateral.errors import TrilateralError

CELLS: Final = 200_000
"""Values in an answer, those of tables included."""
DEPTH: Final = 40
DIGITS: Final = 300
TEXT: Final = 200_000
BYTES: Final = 8 * 1024 * 1024

DTYPES: Final = re.compile(
    r"u?int(8|16|32|64)|U?Int(8|16|32|64)|float(32|64)|Float(32|64)|bool|boolean|str|string|object"
    r"|datetime64\[(s|ms|us|ns)(, (UTC[+-][0-9]{2}:[0-9]{2}|[A-Z][A-Za-z0-9_+-]{0,30}"
    r"(/[A-Z][A-Za-z0-9_+-]{0,30}){0,2}))?\]|timedelta64\[(s|ms|us|ns)\]"
)
"""Types of columns that cross as they are; values of any other cross as objects.

A time zone is one by its name: pandas takes ``dateutil/`` and a path for a file to open.
"""


class Reason(StrEnum):
    """Why an answer is refused, in fixed words that never quote a learner."""

    SIZE = f"it is too large: at most {BYTES:,} bytes are read"
    VALUES = f"it is too large: more than {CELLS:,} values"
    ROWS = f"it has more than {CELLS:,} rows"
    NESTING = f"it is nested more than {DEPTH} levels deep"
    NUMBER = f"it is a number of more than {DIGITS} digits"
    MEMORY = "it is too large or too deeply nested to be marked"
    LATE = "reading it took too long"
    RAISES = "it raises an error when it is read"
    COLUMN = "it has a column of an unknown type"
    CELL = "it has a column that holds something other than values"
    KIND = "its type is unknown"
    FUNCTION = "a function cannot be handed to a learner's function"
    UNREADABLE = "it cannot be read as an answer"


def reason(text: object) -> Reason:
    """Return the reason that a learner's process gives: one of ours, whatever it says."""
    return next((reason for reason in Reason if reason == text), Reason.UNREADABLE)


class RefusedError(TrilateralError):
    """An answer is nothing that can be taken over for marking; the message says why."""

    @property
    def discreet(self) -> str:
        """The message: nothing in it is a learner's words."""
        return str(self)

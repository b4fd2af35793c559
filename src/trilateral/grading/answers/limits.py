"""How large an answer may be; far above what any task asks for."""

from __future__ import annotations

import re
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
    r"|datetime64\[(s|ms|us|ns)(, [\w/+:-]{1,40})?\]|timedelta64\[(s|ms|us|ns)\]"
)
"""Types of columns that cross as they are; values of any other cross as objects."""


class RefusedError(TrilateralError):
    """An answer is nothing that can be taken over for marking; the message says why."""

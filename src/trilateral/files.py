"""Files written in one piece, CSV that must be well formed, the text of a notebook's cells."""

from __future__ import annotations

import csv
import io
import json
import secrets
from typing import TYPE_CHECKING

from trilateral.errors import TrilateralError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_CELL = 131_072  # characters: the csv module's own first limit


class CSVError(TrilateralError):
    """A text is not well-formed CSV.

    Attributes
    ----------
    line
        Where the row begins that cannot be read, counted from 1.
    why
        What the reader said.
    remedy
        What to do about it.
    """

    remedy = "Close the quotation mark that opens there, or double it if it is part of a value."

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: not well-formed CSV ({why}). {self.remedy}")
        self.line = line
        self.why = why


def replace(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old content or the new, never a part.

    A file that is there keeps its permissions, made writable to its owner. The disk is not waited
    for: what must outlast a power cut belongs in a `trilateral.journal.Journal`.

    Raises
    ------
    OSError
        It cannot be written; what was there is untouched and nothing is left beside it.
    """
    part = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777 | 0o200)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def csv_rows(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield each row of a CSV text, with the line it begins on.

    Raises
    ------
    CSVError
        A row is not well formed: a quote is never closed, text follows one that is, or a cell is
        longer than `LONGEST_CELL`.
    """
    # The reader's own limit is one for the whole process, and a library may lift it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise CSVError(line, f"a cell has more than {LONGEST_CELL:,} characters")
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise CSVError(line, str(error)) from error


def cell_sources(path: Path, kind: str) -> list[str]:
    """Return the text of a notebook's cells of one kind, ``code`` or ``markdown``, in their order.

    Not by nbformat, whose copies of every saved chart cost a learner's kernel 11 MB.
    """
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == kind]

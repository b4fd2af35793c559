"""A platform's own file, in which single cells change and every other byte stays."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from trilateral.files import CSVError, csv_rows
from trilateral.grading.errors import GradingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATORS: Final = ",;\t"
_LONGEST: Final = 40
_MANY: Final = 1e6
"""More points than any assignment has; a column may hold anything."""


@dataclass(frozen=True)
class TableFile:
    """A CSV file as somebody else wrote it.

    Attributes
    ----------
    rows
        The cells of each line as they are written, quotation marks included.
    ends
        How each line ends; the last may end with nothing.
    separator
        What parts the cells.
    encoding
        How its text became bytes.
    bom
        The mark before the text, if there is one.
    """

    rows: tuple[tuple[str, ...], ...]
    ends: tuple[str, ...]
    separator: str
    encoding: str
    bom: bytes = b""

    @property
    def content(self) -> bytes:
        """Return the file."""
        lines = (
            self.separator.join(row) + end for row, end in zip(self.rows, self.ends, strict=True)
        )
        return self.bom + "".join(lines).encode(self.encoding)

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """Return the values of the cells."""
        return tuple(tuple(map(_value, row)) for row in self.rows)

    def changed(self, values: Mapping[tuple[int, int], str]) -> TableFile:
        """Return the file with other values in these cells, given by row and column from 0.

        A cell that was in quotation marks stays in them.
        """
        rows = [list(row) for row in self.rows]
        for (row, column), value in values.items():
            rows[row] += [""] * (column + 1 - len(rows[row]))
            rows[row][column] = self._written(value, rows[row][column])
        return replace(self, rows=tuple(map(tuple, rows)))

    def _written(self, value: str, before: str) -> str:
        quoted = before.startswith('"') or re.search(rf'["\s{self.separator}]', value)
        return '"{}"'.format(value.replace('"', '""')) if quoted else value


def parse(content: bytes, name: str) -> TableFile:
    """Return a platform's file, cell by cell.

    Parameters
    ----------
    content
        UTF-8, or UTF-16 with its mark.
    name
        What the file is called, for a message.

    Raises
    ------
    GradingError
        It is not well-formed CSV, or in another encoding.
    """
    bom, encoding = next((pair for pair in _BOMS if content.startswith(pair[0])), (b"", "utf-8"))
    try:
        text = content.removeprefix(bom).decode(encoding)
        if "\0" in text:
            raise UnicodeError  # noqa: TRY301 -- UTF-16 without its mark
    except UnicodeError as error:
        message = f"{name} is neither UTF-8 nor marked as UTF-16. Export it again as CSV."
        raise GradingError(message) from error
    header = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    lines = list(_lines(text, separator))
    made = TableFile(
        tuple(tuple(cells) for cells, _ in lines),
        tuple(end for _, end in lines),
        separator,
        encoding,
        bom,
    )
    try:
        strict = [tuple(cells) or ("",) for _, cells in csv_rows(text, separator)]
    except CSVError as error:
        message = f"{name}, {error}"
        raise GradingError(message) from error
    if list(made.cells) != strict or made.content != content:
        message = f"{name} cannot be filled in as it is. Export it again as CSV in UTF-8."
        raise GradingError(message)
    return made


def number(text: str) -> float | None:
    """Return the number in a cell, whichever sign parts its decimals; None if it is none."""
    plain = text.strip().removesuffix("%")[:_LONGEST].replace(",", ".")
    try:
        value = float(plain) if re.match(r"[-+\d.]", plain) else None
    except ValueError:
        return None
    return value if value is not None and abs(value) < _MANY else None


def _lines(text: str, separator: str) -> Iterator[tuple[list[str], str]]:
    """Yield the cells of each line, as written, and how the line ends."""
    cell = re.compile(rf'("(?:[^"]|"")*"|[^{separator}\r\n]*)({separator}|\r\n|\r|\n|\Z)?')
    cells: list[str] = []
    place = 0
    while place < len(text) or cells:
        match = cell.match(text, place)
        if (
            match is None or match[2] is None
        ):  # text after a quotation, which strict reading refuses
            yield [*cells, text[place:]], ""
            return
        cells.append(match[1])
        place = match.end()
        if match[2] != separator:
            yield cells, match[2]
            cells = []


def _value(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell

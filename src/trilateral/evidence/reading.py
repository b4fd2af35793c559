"""From a CSV file to checked rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trilateral.evidence.problems import Problem, missing_file
from trilateral.evidence.schema import FILE
from trilateral.evidence.values import RuleBrokenError, Value, parse
from trilateral.files import CSVError, csv_rows

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.evidence.schema import Table

Row = dict[str, Value]


@dataclass(frozen=True)
class Rows:
    """The rows of one table, as values, and what is wrong with them."""

    table: Table
    file: str
    """The file's name for messages."""
    rows: list[Row] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """Line of the file each row begins on."""
    problems: list[Problem] = field(default_factory=list)


def read_rows(directory: Path, table: Table) -> Rows:
    """Return the rows of `table`, each cell turned into a value by its column's rules.

    Rows of the wrong length are left out; cells that break a rule become ``None``. Both are
    told in ``problems``.
    """
    result = Rows(table, f"{directory.name}/{table.path}")
    text = _text(directory / table.path, result)
    if text is None:
        return result
    rows = csv_rows(text)
    try:
        if _header_fits(next(rows, (1, []))[1], result):
            for line, cells in rows:
                _add(result, line, cells)
            _unique(result)
    except CSVError as error:
        rule = f"not well-formed CSV ({error.why})"
        result.problems.append(Problem(result.file, rule, error.remedy, row=error.line))
    return result


def _text(path: Path, rows: Rows) -> str | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        rows.problems.append(missing_file(rows.file))
        return None
    remedy = "Save the file again as CSV UTF-8, without a byte order mark."
    if data.startswith(b"\xef\xbb\xbf"):
        rule = "the file begins with a byte order mark"
        rows.problems.append(Problem(rows.file, rule, remedy, row=1))
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        value = data[max(0, error.start - 10) : error.start + 10].decode("latin-1")
        rule = "wrong encoding: the file is not UTF-8"
        rows.problems.append(Problem(rows.file, rule, remedy, row=row, value=value))
        return None


def _header_fits(header: list[str], rows: Rows) -> bool:
    expected = [column.name for column in rows.table.columns]
    if header == expected:
        return True
    missing = [name for name in expected if name not in header]
    extra = [name for name in header if name not in expected]
    for name in missing:
        rule = f"missing column: {FILE} lists it"
        remedy = "Add the column back with its values, in the order of the list."
        rows.problems.append(Problem(rows.file, rule, remedy, row=1, column=name))
    for name in extra:
        rule = f"unknown column: {FILE} does not list it"
        remedy = "Remove the column, or describe it there."
        rows.problems.append(Problem(rows.file, rule, remedy, row=1, column=name))
    if not missing and not extra:
        rule = f"the columns must stand once each in this order: {', '.join(expected)}"
        value = ", ".join(header)
        rows.problems.append(Problem(rows.file, rule, "Reorder them.", row=1, value=value))
    return False


def _add(rows: Rows, line: int, cells: list[str]) -> None:
    columns = rows.table.columns
    if len(cells) != len(columns):
        size = "short" if len(cells) < len(columns) else "long"
        rule = f"{size} row: {len(cells)} values where the table has {len(columns)} columns"
        remedy = 'Look for a missing or extra comma; put " around a value that holds a comma.'
        value = ",".join(cells)
        rows.problems.append(Problem(rows.file, rule, remedy, row=line, value=value))
        return
    row: Row = {}
    for column, cell in zip(columns, cells, strict=True):
        try:
            row[column.name] = parse(column, cell)
        except RuleBrokenError as broken:
            row[column.name] = None
            rows.problems.append(
                Problem(rows.file, broken.rule, broken.remedy, line, column.name, cell)
            )
    rows.rows.append(row)
    rows.lines.append(line)


def _unique(rows: Rows) -> None:
    keys = [rows.table.key]
    keys += [(c.name,) for c in rows.table.columns if c.constraints.unique]
    for key in dict.fromkeys(keys):
        seen: dict[tuple[Value, ...], int] = {}
        for line, row in zip(rows.lines, rows.rows, strict=True):
            value = tuple(row[name] for name in key)
            if None not in value and seen.setdefault(value, line) != line:
                rule = f"duplicate key: row {seen[value]} has the same"
                remedy = "Give each row a key of its own, or remove the row."
                words = ", ".join(str(part) for part in value)
                rows.problems.append(Problem(rows.file, rule, remedy, line, ", ".join(key), words))

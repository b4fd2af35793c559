"""What can be wrong with a table, said so that a maintainer can correct it."""

from __future__ import annotations

from dataclasses import dataclass

MANY = 5

Found = tuple[str, str, str]
"""Column, rule and remedy."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the evidence."""

    file: str
    """The file, as the reader knows it: ``data/incidents.csv``."""
    rule: str
    """The rule that is broken."""
    remedy: str
    """What to do about it."""
    row: int | None = None
    """Line of the file; the header is row 1."""
    column: str | None = None
    """Name of the column."""
    value: str | None = None
    """The value found there."""

    def __str__(self) -> str:
        """Return the problem as one sentence on where, one on the rule, one on the remedy."""
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(f"column {self.column}")
        value = "" if self.value is None else f" found {_short(self.value)!r};"
        return f"{', '.join(where)}:{value} {self.rule}. {self.remedy}"


def _short(value: str, width: int = 80) -> str:
    return value if len(value) <= width else value[: width - 1] + "…"


def missing_file(file: str) -> Problem:
    """Return the problem that a listed file is not there."""
    rule = "the file is missing, and datapackage.json lists it"
    return Problem(file, rule, "Restore it from the course's repository.")


def summary(problems: list[Problem]) -> str:
    """Return the first few problems, one a line, and how many more there are."""
    lines = [str(problem) for problem in problems[:MANY]]
    if len(problems) > MANY:
        lines.append(f"... and {len(problems) - MANY} more; see them all with evidence.check().")
    return "\n".join(lines)

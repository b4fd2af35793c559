"""Who has more time for what: ``extensions.csv`` in a class's folder.

Its columns are ``learner`` (an id, a number, an e-mail address or a name), ``assignment`` (all of
them where it is empty) and ``days``, ``hours`` or both. nbgrader's own late policy counts from the
due date with the extension.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.people.roster import read_rows
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from trilateral.grading.people.roster import Roster

FILE: Final = "extensions.csv"
_COLUMNS: Final = ("learner", "assignment", "days", "hours")
_MOST: Final = 3660
"""Days: what is longer is a slip of the pen."""

Extensions = dict[tuple[str, str], timedelta]
"""By learner and assignment."""


@dataclass(frozen=True)
class _Row:
    """One line of the file."""

    line: int
    cells: Mapping[str, str]

    def more(self) -> timedelta:
        """Return how much more time it gives.

        Raises
        ------
        ValueError
            A cell is not a number, or the time is negative or longer than `_MOST` days.
        """
        days, hours = (float(self.cells.get(unit) or 0) for unit in ("days", "hours"))
        whole = days + hours / 24
        if not 0 <= whole <= _MOST:
            raise ValueError
        return timedelta(days=whole)


def extensions(folder: Path, roster: Roster, assignments: Collection[str]) -> Extensions:
    """Return who has more time in a class; empty if there is no such file.

    Raises
    ------
    GradingError
        A line names nobody, nothing that is an assignment, or no time.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    granted: Extensions = {}
    for row in _rows(path):
        where = f"{path}, line {row.line}"
        learner, names = row.cells.get("learner", ""), assignments
        who = roster.by_key(learner) or roster.by_name(learner)
        if len(who) != 1:
            message = (
                f"{where}: {one_line(learner)!r} matches "
                f"{'more than one' if who else 'none'} of the learners. Write an id from "
                "roster.csv."
            )
            raise GradingError(message)
        if name := row.cells.get("assignment", ""):
            names = (name,)
            if name not in assignments:
                message = f"{where}: no assignment {one_line(name)!r}; there are "
                raise GradingError(message + f"{', '.join(sorted(assignments))}.")
        try:
            more = row.more()
        except ValueError as error:
            message = f"{where}: write the days or hours as a number, such as 2 or 0.5."
            raise GradingError(message) from error
        granted |= {(who[0].id, assignment): more for assignment in names}
    return granted


def grant(gradebook: Any, granted: Extensions) -> None:  # noqa: ANN401 -- nbgrader's own
    """Give learners more time in nbgrader's gradebook; what was granted otherwise stays."""
    from trilateral.nbgrader import MissingEntry  # noqa: PLC0415 -- an instructor's extra

    for (learner, assignment), more in granted.items():
        with suppress(MissingEntry):
            gradebook.find_submission(assignment, learner).extension = more or None
    gradebook.db.commit()


def _rows(path: Path) -> Iterator[_Row]:
    rows = read_rows(path)
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if "learner" not in head or not {"days", "hours"} & set(head):
        message = f"{path}: its first line must name the columns {', '.join(_COLUMNS)}."
        raise GradingError(message)
    for line, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            yield _Row(line, {name: cell.strip() for name, cell in zip(head, row, strict=False)})

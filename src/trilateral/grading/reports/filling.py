"""A platform's own file, filled in: only our cells change, and no mark is lost.

What each platform makes of a cell is from its own source. An empty one clears a mark in Canvas
(``lib/gradebook_importer.rb``) and in Moodle's gradebook (``grade/import/csv``), and empty words
clear the words in Moodle's worksheet (``mod/assign/feedback/offline``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from trilateral.grading.people.cells import bare
from trilateral.grading.reports.marks import decimals
from trilateral.grading.reports.notices import Notice, about
from trilateral.grading.reports.table_file import number
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from trilateral.grading.reports.layout import Layout
    from trilateral.grading.reports.marks import MarkTable
    from trilateral.grading.reports.sent import Written
    from trilateral.grading.reports.table_file import TableFile

EVERY: Final = "all"
_NONE: Final = frozenset({"", "-", "needs grading", "in progress"})
"""What is where there is no mark: in Moodle's gradebook, in Blackboard's."""
_OVERWRITE: Final = "`--overwrite LEARNER`"
"""What a line about several learners says in place of one of them."""
_CLOSE: Final = 0.005
"""Platforms show two decimals."""


class Fate(Enum):
    """What becomes of a cell."""

    NEW = "new"
    CHANGED = "changed"
    CLEARED = "cleared"
    SAME = "the same"
    KEPT = "left as it is"


@dataclass(frozen=True)
class Cell:
    """One cell for a mark, or for the words to it, and what becomes of it."""

    learner: str
    assignment: str
    before: str
    after: str
    fate: Fate
    why: str = ""
    """Why it is left as it is, though we have something else."""
    words: bool = False
    """Whether it holds words to the learner, not the mark."""


@dataclass(frozen=True)
class Asked:
    """What an instructor has asked for by name."""

    overwrite: frozenset[str] = frozenset()
    """Whose marks to put over others'. `EVERY` means all but words such as ``EX``."""
    clear: frozenset[str] = frozenset()
    """Whose marks to clear where there is none here."""


@dataclass(frozen=True)
class Filling:
    """A platform's file filled in."""

    file: TableFile
    cells: tuple[Cell, ...]
    layout: Layout

    def count(self, fate: Fate) -> int:
        """Return how many marks have a fate."""
        return Counter(cell.fate for cell in self.cells if not cell.words)[fate]

    @property
    def written(self) -> tuple[Written, ...]:
        """Return what is written into the file, marks and words."""
        return tuple(
            (cell.learner, cell.assignment, cell.after)
            for cell in self.cells
            if cell.after and cell.fate in (Fate.NEW, Fate.CHANGED, Fate.SAME)
        )

    def notices(self, points: Mapping[str, float]) -> Iterator[Notice]:
        """Say what was left as it is, which assignments have no column, and other points.

        Parameters
        ----------
        points
            The points of each assignment here.
        """
        yield from map(Notice, self.layout.unclear)
        for assignment, most in self.layout.most.items():
            if assignment in points and most != points[assignment]:
                yield Notice(
                    f"{assignment}: the file allows at most {most:g} points, but the assignment "
                    f"has {points[assignment]:g}. Change its points on the platform."
                )
        for cell in self.cells:
            if cell.fate is Fate.KEPT:
                what = (
                    "the comment there" if cell.words else one_line(cell.before) or "the empty cell"
                )
                why = cell.why.replace(f"`--overwrite {one_line(cell.learner)}`", _OVERWRITE)
                yield about(
                    cell.learner,
                    f"{cell.assignment}: {what} {_stay(cell)}: {cell.why}",
                    f"{cell.assignment}: left as it is: {why}",
                )


def _stay(cell: Cell) -> str:
    return "stay" if cell.words else f"stays, not {cell.after or 'empty'}"


class _Former:
    """What earlier exports wrote."""

    def __init__(self, written: Iterable[Written]) -> None:
        self._marks: dict[tuple[str, str], list[float]] = {}
        self._words: set[Written] = set()
        for learner, assignment, text in written:
            if (value := number(text)) is not None:
                self._marks.setdefault((learner, assignment), []).append(value)
            self._words.add((learner, assignment, _plain(text)))

    def mark(self, place: tuple[str, str], value: float) -> bool:
        """Whether a mark is one that we wrote."""
        return any(abs(mark - value) < _CLOSE for mark in self._marks.get(place, ()))

    def comment(self, place: tuple[str, str], text: str) -> bool:
        """Whether words are some that we wrote."""
        return (*place, _plain(text)) in self._words


def filled(  # noqa: PLR0913 -- what there is, whose it is, what was, what is asked
    file: TableFile,
    layout: Layout,
    rows: Mapping[str, int],
    marks: MarkTable,
    *,
    earlier: Iterable[Written] = (),
    asked: Asked | None = None,
) -> Filling:
    """Return a platform's file with the class's marks in it.

    Parameters
    ----------
    file
        The platform's.
    layout
        What is where in it.
    rows
        The row of each learner who has one.
    marks
        The class's folder.
    earlier
        What earlier exports wrote: that may be replaced.
    asked
        What else may be.
    """
    cells, former, values = file.cells, _Former(earlier), {}
    fates: list[Cell] = []
    for assignment, column in layout.marks.items():
        words = layout.comments.get(assignment)
        for learner, row in rows.items():
            points = marks.score(learner, assignment)
            before = _at(cells[row], column)
            place = (learner, assignment)
            cell = _mark(layout, row, place, before, points, former, asked or Asked())
            if cell is None:
                continue
            fates.append(cell)
            if cell.fate in (Fate.NEW, Fate.CHANGED, Fate.CLEARED):
                values[row, column] = cell.after
            if words is not None and cell.after and cell.fate is not Fate.KEPT:
                text = marks.comment(learner, assignment)
                comment = _words(place, _at(cells[row], words), text, former)
                fates.append(comment)
                if comment.fate in (Fate.NEW, Fate.CHANGED):
                    values[row, words] = text
    return Filling(file.changed(values), tuple(fates), layout)


def _mark(  # noqa: PLR0913, PLR0917 -- a decision has many sides
    layout: Layout,
    row: int,
    place: tuple[str, str],
    before: str,
    points: float | None,
    former: _Former,
    asked: Asked,
) -> Cell | None:
    """Return what becomes of the cell of one mark, or None where nothing is to be said."""
    learner, assignment = place
    after = decimals(points).replace(".", layout.decimal)
    there = number(before)
    empty = before.strip().casefold() in _NONE
    if points is None and (empty or learner not in asked.clear):
        return None
    if there is not None and points is not None and abs(there - points) < _CLOSE:
        return Cell(*place, before, after, Fate.SAME)
    why = _forbidden(layout, row, assignment, points)
    if not why and not empty and points is not None:
        ours = there is not None and former.mark(place, there)
        every = there is not None and EVERY in asked.overwrite
        if not (ours or every or learner in asked.overwrite):
            why = f"no export of ours wrote it. To replace it: `--overwrite {one_line(learner)}`."
    if why:
        return Cell(*place, before, after, Fate.KEPT, why)
    fate = Fate.CLEARED if points is None else Fate.NEW if empty else Fate.CHANGED
    return Cell(*place, before, after, fate)


def _forbidden(layout: Layout, row: int, assignment: str, points: float | None) -> str:
    """Return why the platform would not take a mark, or an empty text."""
    if row in layout.locked:
        return "the platform has locked it. Unlock it in the platform's gradebook."
    if points is None:
        return "Moodle ignores an empty grade. Clear it there." if layout.worksheet else ""
    most = layout.most.get(assignment)
    if layout.worksheet and most is not None and points > most:
        return f"Moodle accepts at most {most:g}. Raise its maximum grade, then export again."
    return ""


def _words(place: tuple[str, str], before: str, text: str, former: _Former) -> Cell:
    """Return what becomes of the words to a mark: nobody's are replaced but our own."""
    if _plain(before) == _plain(text):
        return Cell(*place, before, text, Fate.SAME, words=True)
    if before.strip() and not former.comment(place, before):
        why = "somebody else wrote it."
        return Cell(*place, before, text, Fate.KEPT, why, words=True)
    return Cell(*place, before, text, Fate.CHANGED if before.strip() else Fate.NEW, words=True)


def _plain(text: str) -> str:
    return " ".join(bare(text).split())


def _at(row: tuple[str, ...], column: int) -> str:
    return row[column] if column < len(row) else ""

"""Where a platform's file has the marks of an assignment, and the words to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.reports.table_file import number
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Cells = tuple[tuple[str, ...], ...]
"""The values of a file's cells, by row; the first row has the titles."""

_COMMENT: Final = re.compile(r" \(feedback\)$|^\* ", re.IGNORECASE)
"""Moodle's gradebook, Sakai."""
_OTHER: Final = re.compile(
    r" \((?:percentage|letter)\)$"  # Moodle
    r"|^[#$] "  # Sakai
    r"|\[total pts:[^\]]*\b(?:percentage|letter|text|complete/incomplete)\]"  # Blackboard
    r"|(?:text grade|weighted grade|grade) ?(?:numerator|denominator|<text)"  # Brightspace
    r"|(?:current|final) (?:score|points|grade)|override (?:score|grade|status)",  # Canvas drops it
    re.IGNORECASE,
)
_ADDED: Final = re.compile(
    r"\s\(\d+\)$"  # Canvas
    r"|\s\((?:real|feedback)\)$"  # Moodle
    r"|\s\[total pts:[^\]]*\](?: ?\|\d+)?$"  # Blackboard
    r"|\s(?:points grade)(?: <[^>]*>)?$"  # Brightspace
    r"|\s\[\d+(?:\.\d+)?\]$|^\* ",  # Sakai
    re.IGNORECASE,
)
"""What a platform adds to a title."""
_MOST: Final = re.compile(
    r"\[total pts:(?: up to)? (?P<a>[\d.,]+)|<numeric maxpoints:(?P<b>[\d.,]+)|\[(?P<c>[\d.,]+)\]$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Layout:
    """What is where in a platform's file."""

    worksheet: bool
    """Whether it is Moodle's grading worksheet: one assignment's, and it does not say of which."""
    marks: Mapping[str, int]
    """The column of each assignment that has a clear one."""
    comments: Mapping[str, int]
    """The column for words to the learner, where there is one."""
    most: Mapping[str, float]
    """The points that the platform gives at most, where it says so."""
    locked: frozenset[int] = frozenset()
    """Rows whose mark the platform will not change."""
    unclear: tuple[str, ...] = ()
    """A sentence about each assignment without a clear column."""
    decimal: str = "."
    """What parts the decimals."""


def titles_of(columns: Iterable[str]) -> dict[str, str]:
    """Return titles from texts like ``03_coercion=Exercise 3 (12345)``.

    Raises
    ------
    GradingError
        One is not of this form.
    """
    titles = {}
    for text in columns:
        name, sign, title = text.partition("=")
        if not sign or not name.strip() or not title.strip():
            message = f"{text!r} is not a column. Write it as '03_coercion=Exercise 3 (12345)'."
            raise GradingError(message)
        titles[name.strip()] = title.strip()
    return titles


def layout(
    name: str, cells: Cells, assignments: Collection[str], titles: Mapping[str, str]
) -> Layout:
    """Return what is where in a platform's file.

    Parameters
    ----------
    name
        What the file is called, for messages.
    cells
        Its cells.
    assignments
        The assignments that have marks here.
    titles
        What the platform calls some of them, by an instructor.

    Raises
    ------
    GradingError
        It is a worksheet and there is more than one assignment, or a title given is not there.
    """
    header = cells[0] if cells else ()
    sheet = _worksheet(cells)
    if sheet:
        return _of_worksheet(name, cells, assignments, sheet)
    strange = [title for title in titles.values() if title not in header]
    if strange:
        message = f"{name} has no column {strange[0]!r}. It has: {_listed(header)}."
        raise GradingError(message)
    fitting = {
        assignment: [header.index(titles[assignment])]
        if assignment in titles
        else _fitting(header, assignment)
        for assignment in assignments
    }
    marks = {assignment: places[0] for assignment, places in fitting.items() if len(places) == 1}
    comments = {
        assignment: place
        for assignment, column in marks.items()
        for place, title in enumerate(header)
        if _COMMENT.search(title) and _bare(title) == _bare(header[column])
    }
    unclear = tuple(
        _unclear(name, assignment, [header[place] for place in places])
        for assignment, places in fitting.items()
        if len(places) != 1
    )
    most = {
        assignment: most
        for assignment, place in marks.items()
        if (most := _most(cells, place)) is not None
    }
    return Layout(
        worksheet=False,
        marks=marks,
        comments=comments,
        most=most,
        unclear=unclear,
        decimal=_decimal(cells),
    )


@dataclass(frozen=True)
class _Worksheet:
    grade: int
    most: int | None
    comment: int | None


def _worksheet(cells: Cells) -> _Worksheet | None:
    """Find the columns of Moodle's grading worksheet, whatever its language.

    They stand in one order in every language, by Moodle's ``mod/assign/gradingtable.php``: whose,
    status, grade, maximum grade, whether it can be changed, ..., last change of the grade, words.
    """
    header, rows = (cells[0], cells[1:]) if cells else ((), ())
    if {"Identifier", "Grade"} <= set(header):
        most = header.index("Maximum grade") if "Maximum grade" in header else None
        words = [place for place, title in enumerate(header) if title == "Feedback comments"]
        return _Worksheet(header.index("Grade"), most, words[0] if words else None)
    people = [row for row in rows if any(row)]
    whose = [row[0] for row in people]
    if not whose or not all(re.fullmatch(r"\D+ ?\d+", text) for text in whose):
        return None
    for place in range(2, len(header) - 2):
        column = sorted({row[place] for row in people if place < len(row)})
        grades = [row[place - 1] for row in people if place - 1 < len(row)]
        if len(column) == 1 and re.fullmatch(r"\d+[.,]\d+", column[0]) and all(map(_open, grades)):
            last = len(header) - 1
            dated = all(not row[last - 1] or _dated(row[last - 1]) for row in people)
            return _Worksheet(place - 1, place, last if dated else None)
    return None


def _open(grade: str) -> bool:
    return grade in ("", "-") or number(grade) is not None


def _dated(text: str) -> bool:
    return text == "-" or bool(re.search(r"\d{4}", text))


def _of_worksheet(
    name: str, cells: Cells, assignments: Collection[str], sheet: _Worksheet
) -> Layout:
    if len(assignments) != 1:
        message = (
            f"{name} is Moodle's grading worksheet of one assignment, but does not say "
            f"which. Add `--assignment` with one of {', '.join(sorted(assignments))}."
        )
        raise GradingError(message)
    (assignment,) = assignments
    change = sheet.most + 1 if sheet.most is not None else None
    locked = [
        row for row in range(1, len(cells)) if change and cells[row][change : change + 1] == ("No",)
    ]
    most = _first_number(cells, sheet.most) if sheet.most is not None else None
    return Layout(
        worksheet=True,
        marks={assignment: sheet.grade},
        comments={assignment: sheet.comment} if sheet.comment is not None else {},
        most={assignment: most} if most is not None else {},
        locked=frozenset(locked),
        decimal=_decimal(cells, sheet.most),
    )


def _first_number(cells: Cells, place: int) -> float | None:
    values = (number(row[place]) for row in cells[1:] if place < len(row))
    return next((value for value in values if value is not None), None)


def _decimal(cells: Cells, column: int | None = None) -> str:
    """Return what parts decimals: a comma, where all the file's decimals have one."""
    texts = [
        text
        for row in cells[1:]
        for place, text in enumerate(row)
        if column in (None, place) and re.fullmatch(r"\d+[.,]\d{1,5}", text.strip())
    ]
    return "," if texts and all("," in text for text in texts) else "."


def _most(cells: Cells, place: int) -> float | None:
    """Return the points possible: of Canvas's row for them, or in the title."""
    rows = [row for row in cells[1:4] if row and "points possible" in row[0].casefold()]
    if rows and place < len(rows[0]):
        return number(rows[0][place])
    match = _MOST.search(cells[0][place])
    return number(next(filter(None, match.groups()))) if match else None


def _fitting(header: Sequence[str], name: str) -> list[int]:
    """Return the columns for marks whose title is an assignment's name, or has it as words."""
    plain = [
        (place, _bare(title))
        for place, title in enumerate(header)
        if not _COMMENT.search(title) and not _OTHER.search(title)
    ]
    wanted = _bare(name)
    inside = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    same = [place for place, bare in plain if bare == wanted]
    return same or [
        place for place, bare in plain if inside.search(bare) and not re.search(r"\bquiz", bare)
    ]


def _bare(title: str) -> str:
    """Return the words of a title, without what a platform adds to it."""
    text = _ADDED.sub("", title.strip())
    text = re.sub(r"^Assignment: ?", "", text)
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _unclear(name: str, assignment: str, fitting: list[str]) -> str:
    columns = f"more than one column ({_listed(fitting)})" if fitting else "no column"
    return f"{assignment}: {name} has {columns} for it. Add `--column '{assignment}=TITLE'`."


def _listed(titles: Iterable[str]) -> str:
    return ", ".join(one_line(title) for title in titles if title.strip())

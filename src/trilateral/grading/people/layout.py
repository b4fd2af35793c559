"""Which column of a class list holds what: by its title, its place and what its values look like.

Moodle writes the titles in its user's language, and the columns always in one order: a grading
worksheet begins with ``Participant 4``, the full name and the e-mail address, a grade export with
first name, last name and ID number. Canvas's titles are English everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_HEADERS: Final = {
    "id": ("id",),
    "first_name": ("first_name", "first name", "firstname", "given name"),
    "last_name": ("last_name", "last name", "lastname", "surname", "family name"),
    "name": ("name", "full name", "fullname", "student", "student name"),
    "email": ("email", "email address", "e-mail"),
    "username": ("username", "user name", "login"),
    "id_number": ("id_number", "id number", "idnumber", "orgdefinedid", "student id"),
    "canvas_id": ("canvas_id",),
    "sis_user_id": ("sis_user_id", "sis user id"),
    "sis_login_id": ("sis_login_id", "sis login id"),
    "section": ("section",),
    "participant": ("participant", "identifier"),
    "group": ("group", "gruppe", "grupo", "groupe", "pangkat", "グループ"),
}
"""What columns are called: in our own file and in the exports of the platforms."""
_NAMES: Final = ("name", "first_name", "last_name")
_KEYS: Final = ("id", "username", "email", "id_number", "sis_user_id", "sis_login_id", "canvas_id")
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
_NUMBERED: Final = re.compile(r"(\D*[^\d\s])\s*\d+")
_WORKSHEET: Final = 7
"""Columns that Moodle's worksheets and grade exports have at least."""
_NOTES: Final = 2
"""Columns of their own that a list with nothing but an id may have."""
_PROFILE: Final = range(2, 6)
"""Where a grade export may have the e-mail address: behind first and last name."""
_MOSTLY: Final = 0.8


@dataclass(frozen=True)
class Layout:
    """Where a list's columns are, by what they hold."""

    places: Mapping[str, int]
    sorted_names: bool = False
    """Whether `name` is ``Last, First``: so in Canvas's and Sakai's gradebooks."""

    @property
    def blind(self) -> bool:
        """Whether people are known by nothing but a number: Moodle hides who they are."""
        return "participant" in self.places and not {*_NAMES, *_KEYS} & set(self.places)


def layout(rows: Sequence[Sequence[str]], columns: Mapping[str, str] | None = None) -> Layout:
    """Return where the columns of a class list are.

    Parameters
    ----------
    rows
        The list, its titles first.
    columns
        What the user says: a field of `Learner` and the title or number of its column.

    Raises
    ------
    GradingError
        It cannot be known; the message names the columns.
    """
    head = [cell.strip() for cell in rows[0]] if rows else []
    table = [list(row) for row in rows[1:] if any(cell.strip() for cell in row)]
    if columns:
        return _asked(head, table, columns)
    places = _titled(head)
    titles = {cell.casefold() for cell in head}
    if "section" in titles and ("student" in titles or {"lastname", "firstname"} <= titles):
        own = {("canvas_id" if field == "id" else field): at for field, at in places.items()}
        return Layout(own, sorted_names=True)
    others = len(head) - len(places)
    names = {*_NAMES, *_KEYS} & set(places)
    named = bool({*_NAMES} & set(places)) and bool(names - {*_NAMES} or "participant" in places)
    if named or "participant" in places or (names and others <= _NOTES):
        return Layout(places, sorted_names="student name" in titles)  # Sakai's title
    reading = _worksheet(table, len(head)) or _export(table, len(head))
    if reading is None:
        raise GradingError(_unknown(head, table))
    return Layout({**({"group": places["group"]} if "group" in places else {}), **reading})


def _titled(head: Sequence[str]) -> dict[str, int]:
    titles = [cell.casefold() for cell in head]
    return {
        field: titles.index(next(title for title in headers if title in titles))
        for field, headers in _HEADERS.items()
        if any(title in titles for title in headers)
    }


def _asked(head: Sequence[str], table: list[list[str]], columns: Mapping[str, str]) -> Layout:
    titles = [cell.casefold() for cell in head]
    places = {}
    for field, wanted in columns.items():
        if field not in _HEADERS:
            message = f"`--columns` does not know {field!r}; it accepts {', '.join(_HEADERS)}."
            raise GradingError(message)
        if wanted.casefold() in titles:
            places[field] = titles.index(wanted.casefold())
        elif wanted.isdecimal() and 0 < int(wanted) <= len(head):
            places[field] = int(wanted) - 1
        else:
            message = f"there is no column {one_line(wanted)!r}. {_listed(head)}"
            raise GradingError(message)
    if places.get("id") == 0 and _worksheet(table, len(head)):
        places["participant"] = places.pop("id")
    return Layout(places)


def _worksheet(table: list[list[str]], width: int) -> dict[str, int] | None:
    """Return the columns of Moodle's grading worksheet in any language."""
    labels = {
        fit[1] if (fit := _NUMBERED.fullmatch(cell)) else "" for cell in _column(table, 0, blank="")
    }
    if width < _WORKSHEET or len(labels) != 1 or labels == {""}:
        return None
    second = _column(table, 1)
    different = len(set(second)) / len(second) if second else 0
    mail = next((at for at in range(2, 5) if _are(_MAIL, _column(table, at))), None)
    if mail is not None:
        return {"participant": 0, "name": 1, "email": mail}
    if different >= _MOSTLY and len(second) > _NOTES:
        return {"participant": 0, "name": 1}
    return {"participant": 0} if different <= 1 / 2 else None


def _export(table: list[list[str]], width: int) -> dict[str, int] | None:
    """Return the columns of Moodle's grade export in any language."""
    mail = next((at for at in _PROFILE if _are(_MAIL, _column(table, at))), None)
    first, last = _column(table, 0), _column(table, 1)
    if mail is None or width <= mail or not first or not last:
        return None
    if any("@" in cell or cell.isdecimal() for cell in (*first, *last)):
        return None
    number = {"id_number": 2} if mail > 2 else {}  # noqa: PLR2004 -- behind both names
    return {"first_name": 0, "last_name": 1, "email": mail, **number}


def _column(table: list[list[str]], at: int, blank: str | None = None) -> list[str]:
    """Return a column's values; empty ones as `blank`, or not at all."""
    values = [row[at].strip() if at < len(row) else "" for row in table]
    return [value or blank or "" for value in values if value or blank is not None]


def _are(pattern: re.Pattern[str], values: list[str]) -> bool:
    return bool(values) and all(map(pattern.fullmatch, values))


def _unknown(head: Sequence[str], table: list[list[str]]) -> str:
    first = _column(table, 0)
    key = "participant" if len(head) >= _WORKSHEET and _are(_NUMBERED, first) else "id"
    return (
        f"Its titles do not say what each column holds. {_listed(head)} Name the columns by "
        f"title or number: `--columns {key}=1,name=2,email=3`."
    )


def _listed(head: Sequence[str]) -> str:
    return f"It has {', '.join(f'{n} {one_line(cell)!r}' for n, cell in enumerate(head, 1))}."


def whole_cells(rows: list[list[str]], places: Mapping[str, int], path: Path) -> None:
    """See that no name holds a line: a quote that closes lines later has eaten learners.

    Raises
    ------
    GradingError
        One does.
    """
    line = 1
    for row in rows:
        cells = [row[place] for place in places.values() if place < len(row)]
        if any("\n" in cell.strip() or "\r" in cell.strip() for cell in cells):
            message = (
                f"{path}, line {line}: a name or an id continues on the next line, so there "
                "is a quotation mark missing or too many. Fix that line, then rerun the "
                "command."
            )
            raise GradingError(message)
        line += 1 + sum(len(cell.splitlines()) - 1 for cell in row if cell)

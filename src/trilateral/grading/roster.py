"""Who is in the class: a roster as a teacher types it, or as Canvas or Moodle exports it."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

FILE: Final = "roster.csv"

_HEADERS: Final = {
    "id": ("id",),
    "first_name": ("first_name", "first name", "firstname", "given name"),
    "last_name": ("last_name", "last name", "lastname", "surname", "family name"),
    "name": ("name", "full name", "fullname", "student"),
    "email": ("email", "email address", "e-mail"),
    "username": ("username", "user name", "login"),
    "id_number": ("id_number", "id number", "idnumber"),
    "canvas_id": ("canvas_id",),
    "sis_user_id": ("sis_user_id", "sis user id"),
    "sis_login_id": ("sis_login_id", "sis login id"),
    "section": ("section",),
    "participant": ("participant", "identifier"),
}
"""What columns are called: in our own file, in Canvas's gradebook, in Moodle's exports."""
_KEYS: Final = ("id", "username", "email", "id_number", "sis_user_id", "sis_login_id", "canvas_id")
_MARK: Final = re.compile(r"points possible", re.IGNORECASE)


@dataclass(frozen=True)
class Learner:
    """One learner, with all the names that a learning platform knows them by."""

    id: str
    """The name of their folder and in the gradebook."""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    username: str = ""
    id_number: str = ""
    canvas_id: str = ""
    sis_user_id: str = ""
    sis_login_id: str = ""
    section: str = ""
    participant: str = ""
    """Moodle's number of a learner in one assignment, from its grading worksheet."""
    name: str = ""
    """The whole name, where the platform gives it in one."""

    @property
    def full_name(self) -> str:
        """Return the name as one reads it."""
        return self.name or f"{self.first_name} {self.last_name}".strip() or self.id

    @property
    def sortable_name(self) -> str:
        """Return ``Last, First`` as Canvas has it."""
        if self.last_name and self.first_name:
            return f"{self.last_name}, {self.first_name}"
        return self.full_name


class Roster:
    """The learners of a class, to be found by what a file name says of them."""

    def __init__(self, learners: Iterable[Learner] = ()) -> None:
        self.learners = tuple(learners)
        self.by_id = {learner.id: learner for learner in self.learners}
        self._indexes: dict[str, dict[str, tuple[Learner, ...]]] = {}

    def __bool__(self) -> bool:
        """Whether there is anybody."""
        return bool(self.learners)

    def by_key(self, key: str) -> tuple[Learner, ...]:
        """Return those whom an identifier fits; leading zeros, which spreadsheets drop, aside."""
        exact = self._index(lambda one: map(fold, _keys(one)), "key")
        return exact.get(fold(key)) or self._index(
            lambda one: (fold(text).lstrip("0") for text in _keys(one)), "short key"
        ).get(fold(key).lstrip("0"), ())

    def by_canvas(self, number: str) -> tuple[Learner, ...]:
        """Return those with a Canvas number."""
        return self._index(lambda one: [one.canvas_id], "canvas").get(number, ())

    def by_participant(self, number: str) -> tuple[Learner, ...]:
        """Return those with a number in Moodle's grading worksheet."""
        return self._index(lambda one: [one.participant], "participant").get(number, ())

    def by_name(self, name: str) -> tuple[Learner, ...]:
        """Return those with this name, whichever part comes first."""
        return self._index(lambda one: map(fold, names(one)), "name").get(fold(name), ())

    def by_joined_name(self, name: str) -> tuple[Learner, ...]:
        """Return those whose sortable name is this when only its letters are left."""
        index = self._index(lambda one: [_joined(one.sortable_name)], "joined")
        return index.get(_joined(name), ())

    def _index(
        self, keys: Callable[[Learner], Iterable[str]], name: str
    ) -> dict[str, tuple[Learner, ...]]:
        """Return the learners by a key, worked out once: classes can be large."""
        if name not in self._indexes:
            index: dict[str, tuple[Learner, ...]] = {}
            for learner in self.learners:
                for key in {key for key in keys(learner) if key}:
                    index[key] = (*index.get(key, ()), learner)
            self._indexes[name] = index
        return self._indexes[name]


def read_roster(path: Path) -> Roster:
    """Return the roster in a CSV file.

    Parameters
    ----------
    path
        A file with a column ``id``, or with the columns of Canvas's gradebook or of Moodle's
        participants, grades or grading worksheet.

    Raises
    ------
    GradingError
        It cannot be read, names nobody, or gives two learners one id.
    """
    rows = read_rows(path)
    places = _places(rows[0] if rows else [])
    learners = [
        learner
        for row in rows[1:]
        if any(cell.strip() for cell in row) and not _MARK.search(row[0])
        for learner in [_learner(row, places)]
        if learner.full_name and not _nobody(learner)
    ]
    if not learners or not places:
        message = (
            f"The roster {path} names nobody. Its first line must name columns: `id`, or those of "
            "a Canvas or Moodle export."
        )
        raise GradingError(message)
    _distinct(learners, path)
    return Roster(learners)


def read_rows(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file that a platform or a spreadsheet wrote.

    Raises
    ------
    GradingError
        It is neither UTF-8 nor marked as UTF-16.
    """
    try:
        content = path.read_bytes()
        wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = content.decode("utf-16" if wide else "utf-8-sig")
        if "\0" in text:
            raise UnicodeError  # noqa: TRY301 -- the same to whoever gave the file
    except (OSError, UnicodeError) as error:
        message = f"{path} cannot be read. Save it as CSV in UTF-8, or export it again."
        raise GradingError(message) from error
    header = text.partition("\n")[0]
    # where one writes 1,5 a semicolon parts the cells; in a spreadsheet's UTF-16, a tab
    parted = max(",;\t", key=header.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=parted))


def write_roster(roster: Roster, path: Path) -> None:
    """Write a roster with our own columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Learner)])
        writer.writeheader()
        writer.writerows(asdict(learner) for learner in roster.learners)


def folder_name(text: str) -> str:
    """Return a text as a name that every file system takes and that leads nowhere else."""
    plain = unicodedata.normalize("NFC", text).strip()
    return re.sub(r"[^\w.@+-]+", "_", plain).lstrip(".")[:80]


def _nobody(learner: Learner) -> bool:
    """Whether this is Canvas's own test student."""
    known = learner.sis_user_id or learner.email or learner.username
    return bool(learner.canvas_id) and learner.sortable_name == "Student, Test" and not known


def _places(header: list[str]) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in header]
    canvas = "student" in names and "section" in names
    found = {}
    for field, known in _HEADERS.items():
        place = next((names.index(name) for name in known if name in names), None)
        if place is not None:
            found[field] = place
    if canvas and "id" in found:
        found["canvas_id"] = found.pop("id")
    return found


def _learner(row: list[str], places: dict[str, int]) -> Learner:
    cells = {
        field: unicodedata.normalize("NFC", row[place].strip().removeprefix("'"))
        for field, place in places.items()
        if place < len(row)
    }
    number = re.search(r"\d+$", cells.get("participant", ""))
    cells["participant"] = number.group() if number else ""
    last, comma, first = cells.get("name", "").partition(",")
    if comma:
        cells = {"last_name": last.strip(), "first_name": first.strip(), **cells, "name": ""}
    order = ("id", "username", "sis_login_id", "id_number", "email", "sis_user_id", "canvas_id")
    chosen = next((cells[key] for key in order if cells.get(key)), "") or cells["participant"]
    return Learner(**{**cells, "id": folder_name(chosen)})


def _distinct(learners: list[Learner], path: Path) -> None:
    seen: set[str] = set()
    for learner in learners:
        if not learner.id or learner.id.casefold() in seen:
            what = f"more than one learner has the id {learner.id!r}" if learner.id else "no id"
            message = (
                f"The roster {path}: {what} ({learner.full_name}). Give each one of their own."
            )
            raise GradingError(message)
        seen.add(learner.id.casefold())


def _keys(learner: Learner) -> Iterator[str]:
    return (value for key in _KEYS if (value := str(getattr(learner, key))))


def names(learner: Learner) -> tuple[str, ...]:
    """Return a learner's name in each order; none where only the id is known."""
    first, last = learner.first_name, learner.last_name
    both = (f"{first} {last}", f"{last} {first}", f"{last}, {first}") if first and last else ()
    return tuple(filter(None, (learner.name, *both)))


def _joined(name: str) -> str:
    return re.sub(r"\W|_", "", fold(name))


def fold(text: str) -> str:
    """Return a text as it is compared: case, kinds of letters and spaces aside."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("_", " ")
    return " ".join(plain.split())

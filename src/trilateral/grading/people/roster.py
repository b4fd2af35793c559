"""Who is in the class: a roster as a teacher types it, or as Canvas or Moodle exports it."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final

from trilateral.files import CSVError, csv_rows
from trilateral.grading.errors import GradingError
from trilateral.grading.people.cells import bare, safe
from trilateral.grading.people.layout import layout, whole_cells
from trilateral.grading.people.naming import fold, folder_name, joined, key, keys_of
from trilateral.printing import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from trilateral.grading.people.layout import Layout

FILE: Final = "roster.csv"
FORMER: Final = "roster.old.csv"
"""Who was in the class before, as they were last known."""
LARGEST: Final = 50 * 1024 * 1024
"""Bytes of a list that are read."""

_KEYS: Final = ("id", "username", "email", "id_number", "sis_user_id", "sis_login_id", "canvas_id")
_HASH: Final = re.compile(r"^#(?=[\w@.-]+$)")
"""What Brightspace puts before an id, so that no spreadsheet drops its zeros."""
_UNSOUND: Final = re.compile(r'[<>"\\`]')
_MARK: Final = re.compile(r"points possible", re.IGNORECASE)
_HIDDEN: Final = "Participant"
"""What Moodle calls people whose names it hides, here in whatever language it does so."""


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
    group: str = ""
    """The group with which they hand in."""

    @property
    def is_hidden(self) -> bool:
        """Whether all that is known is a number: Moodle hides who it is."""
        return bool(self.participant) and self == hidden(self.participant)

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


def hidden(number: str) -> Learner:
    """Return a learner of whom only a number is known, in one assignment that is marked blind."""
    return Learner(f"{_HIDDEN}_{number}", participant=number, name=f"{_HIDDEN} {number}")


def unnamed(learner: str) -> Learner | None:
    """Return a learner by an id that stands for a hidden name, or None where it is another id."""
    if fit := re.fullmatch(rf"{_HIDDEN}_(\d+)", learner):
        return hidden(fit[1])
    return Learner(learner, name=learner) if re.fullmatch(r"anon_\w+", learner) else None


class Roster:
    """The learners of a class, to be found by what a file name says about them."""

    def __init__(self, learners: Iterable[Learner] = ()) -> None:
        self.learners = tuple(learners)
        self.by_id = {learner.id: learner for learner in self.learners}
        self._indexes: dict[str, dict[str, tuple[Learner, ...]]] = {}

    def __bool__(self) -> bool:
        """Whether there is anybody."""
        return bool(self.learners)

    @property
    def is_blind(self) -> bool:
        """Whether nobody's name is known: the list of an assignment that is marked blind."""
        return bool(self) and all(learner.is_hidden for learner in self.learners)

    def by_key(self, key: str) -> tuple[Learner, ...]:
        """Return those whom an identifier fits; leading zeros, which spreadsheets drop, aside."""
        exact = self._index(lambda learner: map(fold, _keys(learner)), "key")
        return exact.get(fold(key)) or self._index(
            lambda person: (fold(text).lstrip("0") for text in _keys(person)), "short key"
        ).get(fold(key).lstrip("0"), ())

    def by_canvas(self, number: str) -> tuple[Learner, ...]:
        """Return those with a Canvas number."""
        return self._index(lambda learner: [learner.canvas_id], "canvas").get(number, ())

    def by_participant(self, number: str) -> tuple[Learner, ...]:
        """Return those with a number in Moodle's grading worksheet."""
        return self._index(lambda learner: [learner.participant], "participant").get(number, ())

    def by_name(self, name: str) -> tuple[Learner, ...]:
        """Return those with this name, whichever part comes first and however it was cleaned."""
        return self._index(_called, "name").get("\n".join(key(name)), ())

    def by_joined_name(self, name: str) -> tuple[Learner, ...]:
        """Return those whose sortable name is this when only its letters are left."""
        index = self._index(lambda learner: [joined(learner.sortable_name)], "joined")
        return index.get(joined(name), ())

    def by_group(self, name: str) -> tuple[Learner, ...]:
        """Return those who hand in with the group of this name."""
        return self._index(lambda learner: ["\n".join(key(learner.group))], "group").get(
            "\n".join(key(name)), ()
        )

    def _index(
        self, keys: Callable[[Learner], Iterable[str]], name: str
    ) -> dict[str, tuple[Learner, ...]]:
        """Return the learners by a key, worked out once: classes can be large."""
        if name not in self._indexes:
            index: dict[str, tuple[Learner, ...]] = {}
            for learner in self.learners:
                for text in {text for text in keys(learner) if text}:
                    index[text] = (*index.get(text, ()), learner)
            self._indexes[name] = index
        return self._indexes[name]


def read_roster(path: Path, columns: Mapping[str, str] | None = None) -> Roster:
    """Return the roster in a CSV file.

    Parameters
    ----------
    path
        A file with a column ``id``, or with the columns of Canvas's gradebook or of Moodle's
        participants, grades or grading worksheet.
    columns
        Which column holds what, where the file does not say it itself: by title or number.

    Raises
    ------
    GradingError
        It cannot be read, names nobody, or gives two learners one id.
    """
    return Roster(learner for _, learner in read_people(path, columns))


def read_people(
    path: Path, columns: Mapping[str, str] | None = None
) -> tuple[tuple[int, Learner], ...]:
    """Return the learners in a CSV file, each with the row that names them, counted from 0.

    Raises
    ------
    GradingError
        As `read_roster`.
    """
    rows = read_rows(path)
    if not rows:
        message = f"The roster {path} is empty. Export it again."
        raise GradingError(message)
    try:
        places = layout(rows, columns)
    except GradingError as error:
        message = f"The roster {path}: {error}"
        raise GradingError(message) from error
    whole_cells(rows, places.places, path)
    people = tuple(
        (number, learner)
        for number, row in enumerate(rows)
        if number and any(cell.strip() for cell in row) and not _MARK.search(row[0])
        for learner in [_learner(row, places)]
        if learner.full_name and not _nobody(learner)
    )
    if not people:
        message = f"The roster {path} lists nobody below its first line. Export it again."
        raise GradingError(message)
    _distinct([learner for _, learner in people], path)
    return people


def read_rows(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file that a platform or a spreadsheet wrote.

    Raises
    ------
    GradingError
        It is too large, neither UTF-8 nor marked as UTF-16, or a quote in it is never closed.
    """
    try:
        if path.stat().st_size > LARGEST:
            message = (
                f"{path} has more than {LARGEST:,} bytes, too many for a class list. Check "
                "the file."
            )
            raise GradingError(message)
        content = path.read_bytes()
        wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = content.decode("utf-16" if wide else "utf-8-sig")
        if "\0" in text:
            raise UnicodeError  # noqa: TRY301 -- the same to the person who gave the file
    except (OSError, UnicodeError) as error:
        message = f"{path} cannot be read. Save it as CSV in UTF-8, or export it again."
        raise GradingError(message) from error
    header = text.partition("\n")[0]
    # where one writes 1,5 a semicolon parts the cells; in a spreadsheet's UTF-16, a tab
    parted = max(",;\t", key=header.count)
    try:
        return [cells for _, cells in csv_rows(text, parted)]
    except CSVError as error:
        message = f"{path}, {error}"
        raise GradingError(message) from error


def write_roster(roster: Roster, path: Path) -> None:
    """Write a roster with our own columns, so that a spreadsheet takes no name for a formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Learner)])
        writer.writeheader()
        writer.writerows(
            {key: safe(value) for key, value in asdict(learner).items()}
            for learner in roster.learners
        )


def is_sound(learner: str) -> bool:
    """Whether a folder's name can be a learner's id: nothing hidden, nothing that ends a text.

    nbgrader's formgrader writes ids into its pages and scripts as they are.
    """
    return not _UNSOUND.search(learner) and visible(learner) == learner


def _nobody(learner: Learner) -> bool:
    """Whether this is Canvas's own test student."""
    account = learner.sis_user_id or learner.email or learner.username
    return bool(learner.canvas_id) and learner.sortable_name == "Student, Test" and not account


def _learner(row: list[str], columns: Layout) -> Learner:
    cells = {
        field: unicodedata.normalize("NFC", bare(_HASH.sub("", row[place].strip())))
        for field, place in columns.places.items()
        if place < len(row)
    }
    number = re.search(r"\d+$", cells.get("participant", ""))
    cells["participant"] = number.group() if number else ""
    if columns.blind:
        return hidden(cells["participant"]) if number else Learner("")
    last, comma, first = cells.get("name", "").partition(",")
    if comma and columns.sorted_names:
        cells = {"last_name": last.strip(), "first_name": first.strip(), **cells, "name": ""}
    order = ("id", "username", "sis_login_id", "id_number", "email", "sis_user_id", "canvas_id")
    chosen = next((cells[key] for key in order if cells.get(key)), "") or cells["participant"]
    return Learner(**{**cells, "id": folder_name(chosen)})


def _distinct(learners: list[Learner], path: Path) -> None:
    seen: set[str] = set()
    for learner in learners:
        if not learner.id or learner.id.casefold() in seen:
            who = one_line(learner.full_name)
            what = f"more than one learner has the id {learner.id!r}" if learner.id else "no id"
            message = f"The roster {path}: {what} ({who}). Give each learner their own."
            raise GradingError(message)
        seen.add(learner.id.casefold())


def _keys(learner: Learner) -> Iterator[str]:
    return (value for key in _KEYS if (value := str(getattr(learner, key))))


def _called(learner: Learner) -> Iterator[str]:
    return ("\n".join(words) for words in keys_of(learner))

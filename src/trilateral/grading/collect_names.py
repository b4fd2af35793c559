"""What a submission's path says: whose it is and what it is, in the ways of each platform.

Canvas (its `content_zipper.rb`) writes ``<sortablename>[_LATE]_<user>_<file>_<name>``, the name in
small letters with nothing but letters left; Moodle writes
``<Full name>_<participant>_assignsubmission_file_`` and then ``/`` or nothing and the file's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trilateral.grading.roster import Learner, Roster

_MOODLE: Final = re.compile(
    r"(?:^|/)(?P<name>(?:(?!_\d+_)[^/])*)_(?P<participant>\d+)_assignsubmission_[a-z]+_/?"
    r"(?P<file>.*\.ipynb)",
    re.IGNORECASE,
)
"""The first part that fits is Moodle's own; what comes after it, the learner has named."""
_CANVAS: Final = re.compile(
    r"(?P<name>[^/]*?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<number>\d+)_(?P<file>[^/]*\.ipynb)"
)
_ANONYMOUS: Final = re.compile(
    r"(?P<late>LATE_)?anon_(?P<anonym>[^/_]+)_(?P<number>\d+)_(?P<file>[^/]*\.ipynb)"
)
PATTERN: Final = "{learner}_{assignment}.ipynb"
"""How loose notebooks are named, unless told otherwise."""


@dataclass(frozen=True)
class Clue:
    """What a path says of its learner."""

    said: str
    """The learner, in the words of the path."""
    found: tuple[Learner, ...]
    """Whom it may be in the roster."""
    id: str
    """What to call them where there is no roster."""
    assignment: str = ""
    late: bool | None = None


class Names:
    """Reads paths, with a roster and the names of the assignments."""

    def __init__(self, roster: Roster, assignments: Iterable[str], pattern: str = "") -> None:
        self._roster = roster
        self._assignments = sorted(assignments, key=len, reverse=True)
        self._loose = _compiled(pattern or PATTERN, self._assignments)
        self._asked = bool(pattern)

    def read(self, path: str) -> Clue | None:
        """Return what a path says, or None where it says nothing known."""
        place = PurePosixPath(path)
        if self._asked:
            return self._by_pattern(place.name)
        return (
            self._tree(place)
            or self._moodle(path)
            or self._canvas(place.name)
            or self._by_pattern(place.name)
        )

    def assignment(self, text: str) -> str:
        """Return the only assignment whose name is in a text, or nothing."""
        found = [name for name in self._assignments if name.casefold() in text.casefold()]
        return found[0] if len(found) == 1 else ""

    def _begins(self, text: str) -> bool:
        return text.casefold().startswith(tuple(name.casefold() for name in self._assignments))

    def _moodle(self, path: str) -> Clue | None:
        found = re.search(_MOODLE.pattern + "$", path, re.IGNORECASE)
        if not found:
            return None
        name, number = found["name"], found["participant"]
        who = self._roster.by_participant(number) or self._roster.by_name(name)
        return Clue(f"{name} ({number})", who, number, self.assignment(found["file"]))

    def _canvas(self, name: str) -> Clue | None:
        if found := _ANONYMOUS.fullmatch(name):
            said = f"anon_{found['anonym']}"
            assignment = self.assignment(found["file"])
            return Clue(said, (), said, assignment, late=bool(found["late"]))
        found = _CANVAS.fullmatch(name)
        if not found or self._begins(f"{found['number']}_{found['file']}"):
            return None  # an assignment's own number is none of Canvas's
        who = self._roster.by_canvas(found["user"])
        if not who and not any(one.canvas_id for one in self._roster.learners):
            who = self._roster.by_joined_name(found["name"])
        said = f"{found['name']} ({found['user']})"
        assignment = self.assignment(found["file"])
        return Clue(said, who, found["user"], assignment, late=bool(found["late"]))

    def _tree(self, place: PurePosixPath) -> Clue | None:
        if len(place.parts) < 3 or place.parts[-2] not in self._assignments:  # noqa: PLR2004 -- learner/assignment/file
            return None
        if any("_assignsubmission_" in part for part in place.parts[:-1]):
            return None  # a learner's own folders, in what Moodle has packed
        return self._known(place.parts[-3], place.parts[-2])

    def _by_pattern(self, name: str) -> Clue | None:
        found = self._loose.fullmatch(name)
        if not found:
            return None
        groups = found.groupdict()
        return self._known(groups["learner"], self.assignment(groups.get("assignment") or ""))

    def _known(self, said: str, assignment: str) -> Clue:
        who = self._roster.by_key(said) or self._roster.by_name(said)
        return Clue(said, who, said, assignment)


def _compiled(pattern: str, assignments: list[str]) -> re.Pattern[str]:
    """Return a pattern with ``{learner}``, ``{assignment}`` and ``*`` as a regular expression."""
    if pattern.count("{learner}") != 1 or pattern.count("{assignment}") > 1:
        message = (
            f"The pattern {pattern!r} must hold {{learner}} once and may hold {{assignment}} once, "
            f"as in {PATTERN!r}."
        )
        raise GradingError(message)
    text = re.escape(pattern).replace(r"\*", ".*").replace(r"\{learner\}", "(?P<learner>.+?)")
    known = "|".join(map(re.escape, assignments)) or "$^"
    return re.compile(text.replace(r"\{assignment\}", f"(?P<assignment>{known})"), re.IGNORECASE)

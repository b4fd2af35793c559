"""What a submission's path says: whose it is and what it is, in the ways of each platform.

Canvas (its `content_zipper.rb`) writes ``<sortablename>[_LATE]_<user>_<file>_<name>``, the name in
small letters with nothing but letters left. Moodle writes
``<Full name>_<number>_assignsubmission_file`` and then ``/`` or ``_`` and the file's name; before
4.1, ``_/``. The number is the participant's in that assignment, or the group's, which is counted by
itself; the default group has none. So a number counts only with the name beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.people.naming import is_called, is_label, is_written, joined
from trilateral.grading.people.roster import hidden
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trilateral.grading.people.roster import Learner, Roster

_MOODLE: Final = re.compile(
    r"(?:^|/)(?P<name>[^/_]+)(?:_(?P<number>\d+))?_assignsubmission_(?P<plugin>[a-z]+)"
    r"(?:_/?|/)(?P<file>.+)$"
)
"""The first part that fits is Moodle's own; what comes after it, the learner has named."""
_CANVAS: Final = re.compile(
    r"(?P<name>[^/]*?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<number>\d+)_(?P<file>[^/]*)"
)
_ANONYMOUS: Final = re.compile(
    r"(?P<late>LATE_)?anon_(?P<anonym>[^/_]+)_(?P<number>\d+)_(?P<file>[^/]*)"
)
_TEST: Final = "studenttest"
"""Canvas's own test student, in the zip file but never to be marked."""
PATTERN: Final = "{learner}_{assignment}.ipynb"
"""How loose notebooks are named, unless told otherwise."""


@dataclass(frozen=True)
class Clue:
    """What a path says about its learner."""

    label: str
    """The learner, in the words of the path."""
    people: tuple[Learner, ...]
    """Whom it may be in the roster; all of them, where it is a group's."""
    id: str
    """What to call them where there is no roster."""
    assignment: str = ""
    late: bool | None = None
    group: str = ""
    """The group that handed it in together."""
    number: str = ""
    """Moodle's number of the participant, where the name beside it agrees."""
    problem: str = ""
    """Why it is nobody's, where more is known than that nobody fits."""
    anonymous: bool = False
    """Whether the platform hides who it is, so that nobody in the roster can fit."""
    test: bool = False
    """Whether it belongs to the platform's test student."""
    inner: str = ""
    """The path within what the platform has packed: the learner's own names."""
    timed: bool = False
    """Whether its time in the zip file is when it was handed in."""


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
        names = [name for name in self._assignments if name.casefold() in text.casefold()]
        return names[0] if len(names) == 1 else ""

    def _begins(self, text: str) -> bool:
        return text.casefold().startswith(tuple(name.casefold() for name in self._assignments))

    def _moodle(self, path: str) -> Clue | None:
        match = _MOODLE.search(path)
        if not match:
            return None
        name, number = match["name"], match["number"] or ""
        label = f"{name} ({number})" if number else name
        assignment = self.assignment(match["file"])
        own = self._roster.by_participant(number) if number else ()
        if who := tuple(learner for learner in own if is_called(learner, name)):
            return Clue(label, who, "", assignment, number=number, inner=match["file"], timed=True)
        if number and is_label(name):
            who = () if self._roster.is_blind else (hidden(number),)
            return Clue(
                label, who, "", assignment, inner=match["file"], timed=True, anonymous=bool(who)
            )
        plain = Clue(
            label,
            self._roster.by_name(name),
            f"{name}_{number}" if number else name,
            assignment,
            inner=match["file"],
            timed=True,
        )
        return self._grouped(plain, name) or self._agreed(plain, name, number, own)

    def _grouped(self, clue: Clue, name: str) -> Clue | None:
        """Return a clue to a group's members, where a group and nobody else has the name."""
        members = self._roster.by_group(name)
        if not members:
            return None
        if clue.people:
            problem = f"{one_line(clue.label)} may be a learner or a group with that name"
            return replace(clue, problem=problem, people=())
        return replace(clue, people=members, group=name)

    def _agreed(self, clue: Clue, name: str, number: str, own: tuple[Learner, ...]) -> Clue:
        """Return a clue whose number and name are not two people's."""
        if own:
            others = " and ".join(one_line(learner.full_name) for learner in own)
            problem = (
                f"names {one_line(name)}, but the number {number} is {others}'s in the "
                "roster: it may belong to a group, or the roster to another assignment or "
                "course. Pass this assignment's grading worksheet with `--roster`"
            )
            return replace(clue, problem=problem, people=())
        if self._roster and not clue.people:
            problem = (
                f"{one_line(clue.label)} is not in the roster, as a learner or as a "
                "group. Name a group's members in the column Group of the grading "
                "worksheet, or in a column `group` of your own list"
            )
            return replace(clue, problem=problem)
        return clue

    def _canvas(self, name: str) -> Clue | None:
        if match := _ANONYMOUS.fullmatch(name):
            label = f"anon_{match['anonym']}"
            assignment = self.assignment(match["file"])
            late = bool(match["late"])
            return Clue(label, (), label, assignment, late, anonymous=True, inner=match["file"])
        match = _CANVAS.fullmatch(name)
        if not match or self._begins(f"{match['number']}_{match['file']}"):
            return None  # an assignment's own number is none of Canvas's
        own = self._roster.by_canvas(match["user"])
        who = tuple(learner for learner in own if is_written(learner, match["name"]))
        problem = ""
        if own and not who:
            others = " and ".join(one_line(learner.full_name) for learner in own)
            problem = (
                f"names {one_line(match['name'])}, but the number {match['user']} is {others}'s in "
                "the roster, which may be another course's. Pass this course's with `--roster`"
            )
        elif not own and not any(learner.canvas_id for learner in self._roster.learners):
            who = self._roster.by_joined_name(match["name"])
        return Clue(
            f"{match['name']} ({match['user']})",
            who,
            match["user"],
            self.assignment(match["file"]),
            bool(match["late"]),
            problem=problem,
            test=not who and joined(match["name"]) == _TEST,
            inner=match["file"],
        )

    def _tree(self, place: PurePosixPath) -> Clue | None:
        at = next((n for n, part in enumerate(place.parts) if n and part in self._assignments), 0)
        if not at or at == len(place.parts) - 1:
            return None
        if any("_assignsubmission_" in part for part in place.parts[:at]):
            return None  # a learner's own folders, in what Moodle has packed
        inner = "/".join(place.parts[at + 1 :])
        return self._clue(place.parts[at - 1], place.parts[at], inner)

    def _by_pattern(self, name: str) -> Clue | None:
        match = self._loose.fullmatch(name)
        if not match:
            return None
        groups = match.groupdict()
        return self._clue(groups["learner"], self.assignment(groups.get("assignment") or ""), name)

    def _clue(self, label: str, assignment: str, inner: str) -> Clue:
        who = self._roster.by_key(label) or self._roster.by_name(label)
        return Clue(label, who, label, assignment, inner=inner)


def _compiled(pattern: str, assignments: list[str]) -> re.Pattern[str]:
    """Return a pattern with ``{learner}``, ``{assignment}`` and ``*`` as a regular expression."""
    if pattern.count("{learner}") != 1 or pattern.count("{assignment}") > 1:
        message = (
            f"The pattern {pattern!r} must contain {{learner}} once and may contain "
            f"{{assignment}} once, "
            f"as in {PATTERN!r}."
        )
        raise GradingError(message)
    text = re.escape(pattern).replace(r"\*", ".*").replace(r"\{learner\}", "(?P<learner>.+?)")
    names = "|".join(map(re.escape, assignments)) or "$^"
    return re.compile(text.replace(r"\{assignment\}", f"(?P<assignment>{names})"), re.IGNORECASE)

"""Bring a class's submissions into one tree, each with a receipt."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from trilateral.assignments.cells import grade_id, steps
from trilateral.grading import receipts
from trilateral.grading.collect_names import Clue, Names
from trilateral.grading.errors import GradingError
from trilateral.grading.receipts import Receipt
from trilateral.grading.roster import Learner, Roster, folder_name
from trilateral.grading.submission import UnreadableError, parse
from trilateral.grading.unpack import File, Refused, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from nbformat import NotebookNode

EARLIER: Final = ".earlier"
"""Where a replaced submission goes; grading and nbgrader pass over it."""
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)

Fate = Literal["new", "same", "replaced", "older"]


@dataclass(frozen=True)
class Taken:
    """A submission that is in the tree, and how it came there."""

    fate: Fate
    receipt: Receipt


@dataclass
class Collected:
    """What collecting did."""

    taken: list[Taken] = field(default_factory=list)
    unmatched: list[Refused] = field(default_factory=list)
    """Files that nobody is known to have handed in, or not for which assignment."""
    refused: list[Refused] = field(default_factory=list)
    """Files that were not unpacked."""
    absent: dict[str, list[Learner]] = field(default_factory=dict)
    """For each assignment that was collected, the learners of the roster without a submission."""


@dataclass(frozen=True)
class Collector:
    """Collects into a folder.

    Attributes
    ----------
    target
        Where ``<learner>/<assignment>/<assignment>.ipynb`` goes.
    releases
        The assignments, by name, as they were handed out.
    roster
        The class; without one, whoever handed something in.
    assignment
        What everything is, where that is known beforehand.
    pattern
        How loose notebooks are named.
    """

    target: Path
    releases: Mapping[str, NotebookNode]
    roster: Roster = field(default_factory=Roster)
    assignment: str = ""
    pattern: str = ""

    def collect(self, source: Path, done: Callable[[str], None] = lambda _: None) -> Collected:
        """Collect what is in a folder or a zip file; `done` is told each file's name.

        Raises
        ------
        GradingError
            The source is no folder and no zip file, or the target cannot be written.
        """
        try:
            return self._collect(source, done)
        except OSError as error:
            message = (
                f"Collecting stopped at {error.filename or self.target}: {error.strerror}. What "
                "was collected is safe; make room or mend it, and give the same command again."
            )
            raise GradingError(message) from error

    def _collect(self, source: Path, done: Callable[[str], None]) -> Collected:
        result = Collected()
        names = Names(self.roster, self.releases, self.pattern)
        found: dict[tuple[str, str], list[Receipt]] = {}
        self.target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".incoming-", dir=self.target) as incoming:
            for file in unpack(source):
                done(file.name)
                if isinstance(file, Refused):
                    result.refused.append(file)
                    continue
                clue = names.read(file.name)
                placed = self._place(file, clue, names)
                if isinstance(placed, Refused) or clue is None:
                    result.unmatched.append(_refused(file, placed))
                else:
                    receipt = self._receipt(*placed, file, clue)
                    # a class's notebooks may be more than the memory takes
                    (Path(incoming) / receipt.sha256).write_bytes(file.content)
                    found.setdefault(placed, []).append(receipt)
            for _, made in sorted(found.items()):
                self._one(made, Path(incoming), result)
        for name in sorted({taken.receipt.assignment for taken in result.taken}):
            result.absent[name] = self._absent(name)
        return result

    def _place(self, file: File, clue: Clue | None, names: Names) -> tuple[str, str] | Refused:
        """Return whose a file is and for which assignment, or why that is not known."""
        if clue is None:
            return Refused(file.name, "has a name in no known pattern; give `--pattern`")
        if len(clue.found) > 1:
            who = ", ".join(learner.id for learner in clue.found)
            return Refused(file.name, f"{clue.said} may be any of {who}")
        if self.roster and not clue.found:
            return Refused(file.name, f"{clue.said} is not in the roster")
        learner = clue.found[0].id if clue.found else folder_name(clue.id)
        if not learner or _RESERVED.match(learner):
            return Refused(file.name, f"{clue.said!r} cannot be the name of a folder")
        assignment = self._assignment(file, clue, names)
        return assignment if isinstance(assignment, Refused) else (learner, assignment)

    def _assignment(self, file: File, clue: Clue, names: Names) -> str | Refused:
        """Return which assignment a file is for, or why that is not known."""
        told = self._told(file)
        found = self.assignment or clue.assignment or told or names.assignment(file.name)
        if found not in self.releases:
            return Refused(file.name, "is for no known assignment; give `--assignment`")
        said = told or clue.assignment
        if said and said != found:
            return Refused(file.name, f"says that it is {said}, not {found}")
        return found

    def _told(self, file: File) -> str:
        """Return the assignment that a notebook says it is."""
        try:
            ours = parse(file.content).metadata.get("trilateral")
        except UnreadableError:
            return ""
        name = ours.get("assignment") if isinstance(ours, dict) else ""
        return name if isinstance(name, str) and name in self.releases else ""

    def _one(self, made: list[Receipt], incoming: Path, result: Collected) -> None:
        """Keep a learner's file for an assignment, if it is clear which one that is."""
        if len({receipt.sha256 for receipt in made}) > 1:
            known = [receipt for receipt in made if receipt.time]
            last = max(known, key=lambda one: one.time or one.collected, default=None)
            if last is None or len(known) < len(made):
                result.unmatched += [
                    Refused(one.source, f"is one of {len(made)} different files of {one.learner}")
                    for one in made
                ]
                return
            made = [receipt for receipt in made if receipt.sha256 == last.sha256]
        receipt = made[0]
        for other in made[1:]:
            receipt = receipts.earlier(receipt, other)
        folder = self.target / receipt.learner / receipt.assignment
        now = receipts.read(folder)
        away = self._away(folder, receipt.sha256)
        if away.is_dir() and receipt.time is None and now and now.sha256 != receipt.sha256:
            why = f"was replaced by a newer file before; if it counts, move {away} elsewhere"
            result.unmatched.append(Refused(receipt.source, why))
            return
        result.taken.append(self._keep(receipt, incoming / receipt.sha256))

    def _receipt(self, learner: str, assignment: str, file: File, clue: Clue) -> Receipt:
        wanted = [step.id for step in steps(self.releases[assignment])]
        try:
            cells = {grade_id(cell) for cell in parse(file.content).cells}
            unreadable = ""
        except UnreadableError as error:
            cells, unreadable = set(), str(error)
        return Receipt(
            learner,
            assignment,
            receipts.digest(file.content),
            len(file.content),
            file.name,
            datetime.now(UTC).replace(microsecond=0),
            receipts.timestamp(file.place.parent) if file.place else None,
            clue.late,
            tuple(task for task in wanted if task in cells),
            tuple(task for task in wanted if task not in cells),
            unreadable,
        )

    def _keep(self, receipt: Receipt, new: Path) -> Taken:
        folder = self.target / receipt.learner / receipt.assignment
        file = folder / f"{receipt.assignment}.ipynb"
        old = receipts.read(folder)
        fate: Fate = "new"
        folder.mkdir(parents=True, exist_ok=True)
        there = receipts.digest(file.read_bytes()) if file.is_file() else ""
        if old and old.sha256 != there:
            old = None  # collecting was stopped between a file and its receipt
        if there == receipt.sha256:
            fate = "same" if old else "new"
            receipt = receipts.earlier(old, receipt) if old else receipt
        elif file.is_file():
            if old and old.time and receipt.time and receipt.time < old.time:
                return Taken("older", old)
            fate = "replaced"
            self._put_away(folder, file)
        if fate != "same":
            part = file.with_suffix(".part")
            shutil.copyfile(new, part)  # two learners may have handed in the same file
            part.replace(file)
        receipts.write(receipt, folder)
        return Taken(fate, receipt)

    def _put_away(self, folder: Path, file: Path) -> None:
        """Keep what is being replaced."""
        away = self._away(folder, receipts.digest(file.read_bytes()))
        away.mkdir(parents=True, exist_ok=True)
        for path in (file, folder / receipts.FILE, folder / receipts.TIME):
            if path.is_file():
                shutil.copy2(path, away)

    def _away(self, folder: Path, digest: str) -> Path:
        return self.target / EARLIER / folder.parent.name / folder.name / digest[:12]

    def _absent(self, assignment: str) -> list[Learner]:
        return [
            learner
            for learner in self.roster.learners
            if not (self.target / learner.id / assignment / f"{assignment}.ipynb").is_file()
        ]


def _refused(file: File, placed: tuple[str, str] | Refused) -> Refused:
    return placed if isinstance(placed, Refused) else Refused(file.name, "says nothing")


def releases(course: Path) -> dict[str, NotebookNode]:
    """Return a course's assignments as they were handed out.

    Raises
    ------
    GradingError
        There are none.
    """
    found = {}
    for path in sorted(_exercises(course)):
        try:
            found[path.parent.name] = parse(path.read_bytes())
        except (UnreadableError, OSError) as error:
            message = f"{path} cannot be read. Make it with `trilateral assign {path.stem}`."
            raise GradingError(message) from error
    if not found:
        message = f"No exercises in {course / 'exercises'}. Make them with `trilateral assign`."
        raise GradingError(message)
    return found


def _exercises(course: Path) -> Iterable[Path]:
    return (
        path for path in (course / "exercises").glob("*/*.ipynb") if path.stem == path.parent.name
    )

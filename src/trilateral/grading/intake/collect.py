"""Bring a class's submissions into one tree, each with a receipt."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.intake import content, receipts
from trilateral.grading.intake.keeping import Arrival, Tree
from trilateral.grading.intake.names import Clue, Names
from trilateral.grading.intake.selection import Piece, choose
from trilateral.grading.intake.times import TimeError, placed
from trilateral.grading.intake.unpack import File, Refusal, unpack
from trilateral.grading.intake.worksheet import HandIn, HandIns
from trilateral.grading.people.naming import folder_name
from trilateral.grading.people.roster import Learner, Roster, unnamed
from trilateral.grading.submission import UnreadableError, parse
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime, tzinfo

    from nbformat import NotebookNode

_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass
class CollectionReport:
    """What collecting did."""

    arrivals: list[Arrival] = field(default_factory=list)
    unmatched: list[Refusal] = field(default_factory=list)
    """Files that nobody is known to have handed in, or not for which assignment."""
    refused: list[Refusal] = field(default_factory=list)
    """Files that were not unpacked, or are not notebooks and belong to none."""
    aside: list[Refusal] = field(default_factory=list)
    """Files that were left out as they should be."""
    untimed: list[Refusal] = field(default_factory=list)
    """Files whose time is given and cannot be read; they are taken without it."""
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
        The class; without one, all who handed something in.
    assignment
        What everything is, where that is known beforehand.
    pattern
        How loose notebooks are named.
    prefer
        Names or patterns of the files that count, where a learner's two could be meant.
    hand_ins
        What a worksheet says about when each was handed in.
    where
        The zone of times that name none; this machine's by default.
    """

    target: Path
    releases: Mapping[str, NotebookNode]
    roster: Roster = field(default_factory=Roster)
    assignment: str = ""
    pattern: str = ""
    prefer: tuple[str, ...] = ()
    hand_ins: HandIns = field(default_factory=HandIns)
    where: tzinfo | None = None

    def collect(
        self, source: Path, done: Callable[[str], None] = lambda _: None
    ) -> CollectionReport:
        """Collect what is in a folder or a zip file; `done` is told each file's name.

        Raises
        ------
        GradingError
            The source is neither a folder nor a zip file, or the target cannot be written.
        """
        try:
            return self._collect(source, done)
        except OSError as error:
            message = (
                f"Collecting stopped at {error.filename or self.target}: {error.strerror}. "
                "What was collected is safe. Free some space or fix the permissions, then "
                "rerun the command to resume."
            )
            raise GradingError(message) from error

    def _collect(self, source: Path, done: Callable[[str], None]) -> CollectionReport:
        result = CollectionReport()
        names = Names(self.roster, self.releases, self.pattern)
        pieces: dict[str, list[Piece]] = {}
        self.target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".incoming-", dir=self.target) as incoming:
            for file in unpack(source):
                done(file.name)
                if isinstance(file, Refusal):
                    result.refused.append(file)
                    continue
                for piece in self._pieces(file, names, result):
                    # a class's files may be more than the memory takes
                    (Path(incoming) / piece.sha256).write_bytes(file.content)
                    pieces.setdefault(piece.learner, []).append(piece)
            for _, handed in sorted(pieces.items()):
                self._keep(handed, names, Tree(self.target, Path(incoming)), result)
        for name in sorted({accepted.receipt.assignment for accepted in result.arrivals}):
            people = [
                arrival.receipt.learner
                for arrival in result.arrivals
                if arrival.receipt.assignment == name
            ]
            hidden = any(map(unnamed, people)) and not self.roster.is_blind
            result.absent[name] = [] if hidden else self._absent(name)  # who it is, nobody knows
        return result

    def _pieces(self, file: File, names: Names, result: CollectionReport) -> Iterable[Piece]:
        """Yield a file once for each learner it is credited to, or list it."""
        look = content.read(file.name, file.content, self.releases)
        is_notebook = look.kind == "notebook"
        clue = names.read(content.as_notebook(file.name) if is_notebook else file.name)
        if clue and clue.test:
            result.aside.append(Refusal(file.name, "belongs to the platform's test student"))
            return
        owners = _owners(file, clue, self.roster)
        if clue is None or isinstance(owners, Refusal):
            if look.kind == "other":
                result.refused.append(Refusal(file.name, _strange(file.name)))
            elif isinstance(owners, Refusal):
                result.unmatched.append(owners)
            return
        stamped = self._stamp(file, result) if file.place else None
        digest = receipts.digest(file.content)
        for learner in owners:
            hand_in = self._hand_in(learner)
            time = stamped or hand_in.time or self._packed(file, clue)
            size = len(file.content)
            marks = (time, bool(stamped), hand_in.late)
            yield Piece(file.name, learner, digest, size, clue, look, *marks)

    def _stamp(self, file: File, result: CollectionReport) -> datetime | None:
        """Return the time that is beside a file in nbgrader's tree."""
        try:
            return receipts.timestamp(file.place.parent) if file.place else None
        except TimeError as error:
            result.untimed.append(Refusal(file.name, str(error)))
            return None

    def _hand_in(self, learner: str) -> HandIn:
        """Return what the worksheet says about a learner's submission."""
        person = self.roster.by_id.get(learner)
        return self.hand_ins.by_number.get(person.participant if person else "", HandIn())

    def _packed(self, file: File, clue: Clue) -> datetime | None:
        """Return the time that Moodle has given a file in its zip: when it was handed in."""
        return placed(file.modified, self.where) if clue.timed and file.modified else None

    def _keep(
        self, handed: list[Piece], names: Names, tree: Tree, result: CollectionReport
    ) -> None:
        """Keep what one learner handed in."""
        by_assignment: dict[str, list[Piece]] = {}
        homeless: list[Piece] = []
        for piece in handed:
            place = self._assignment(piece, names)
            if isinstance(place, Refusal):
                result.unmatched.append(place)
            elif place and piece.content.kind != "other":
                by_assignment.setdefault(place, []).append(piece)
            else:
                homeless.append(piece)
        for assignment, pieces in sorted(by_assignment.items()):
            release = self.releases[assignment]
            selection = choose(pieces, assignment, release, self.prefer)
            result.unmatched += selection.refused
            if selection.work is None:
                continue
            near = [piece for piece in homeless if _near(piece, assignment, len(by_assignment))]
            homeless = [piece for piece in homeless if piece not in near]
            arrival = tree.keep(selection.work, [*selection.beside, *near], assignment, release)
            if isinstance(arrival, Arrival):
                result.arrivals.append(arrival)
            else:
                result.unmatched.append(arrival)
        for piece in homeless:
            if piece.content.kind == "other":
                result.refused.append(Refusal(piece.name, _strange(piece.name)))
            else:
                why = _A_LESSON if piece.content.is_lesson else _NO_ASSIGNMENT
                result.unmatched.append(Refusal(piece.name, why))

    def _assignment(self, piece: Piece, names: Names) -> str | Refusal:
        """Return which assignment a notebook is for, nothing where it does not say."""
        stated, clue = piece.content.assignment, piece.clue
        name = self.assignment or clue.assignment or stated or names.assignment(piece.name)
        own_name = stated or clue.assignment
        if piece.content.kind != "other" and own_name and name and own_name != name:
            return Refusal(piece.name, f"says that it is {own_name}, not {name}")
        return name

    def _absent(self, assignment: str) -> list[Learner]:
        tree = Tree(self.target, self.target)
        return [learner for learner in self.roster.learners if not tree.has(learner.id, assignment)]


_A_LESSON: Final = (
    "is a lesson, not an exercise. Ask for the notebook from the folder exercises, with the answers"
)
_NO_ASSIGNMENT: Final = "matches no known assignment; add `--assignment`"


def _near(piece: Piece, assignment: str, count: int) -> bool:
    """Whether a file belongs to a learner's work for an assignment, of so many in all."""
    return piece.clue.assignment == assignment or (not piece.clue.assignment and count == 1)


def _owners(file: File, clue: Clue | None, roster: Roster) -> tuple[str, ...] | Refusal:
    """Return whose a file is, or why that is not known."""
    if clue is None:
        return Refusal(file.name, "has a name that matches no known pattern; add `--pattern`")
    label = one_line(clue.label)
    if clue.problem:
        return Refusal(file.name, clue.problem)
    if len(clue.people) > 1 and not clue.group:
        who = ", ".join(learner.id for learner in clue.people)
        return Refusal(file.name, f"{label} could be any of {who}")
    if roster and not clue.people and not clue.anonymous:
        return Refusal(file.name, f"{label} is not in the roster")
    owners = tuple(learner.id for learner in clue.people) or (folder_name(clue.id),)
    if not all(owners) or any(map(_RESERVED.match, owners)):
        return Refusal(file.name, f"{label!r} cannot be the name of a folder")
    return owners


def _strange(name: str) -> str:
    ending = Path(name).suffix.casefold()
    return f"is not a notebook ({ending or 'no ending'}). Ask for the .ipynb file"


def releases(course: Path) -> dict[str, NotebookNode]:
    """Return a course's assignments as they were handed out.

    Raises
    ------
    GradingError
        There are none.
    """
    notebooks = {}
    for path in sorted(_exercises(course)):
        try:
            notebooks[path.parent.name] = parse(path.read_bytes())
        except (UnreadableError, OSError) as error:
            message = f"{path} cannot be read. Create it with `trilateral assign {path.stem}`."
            raise GradingError(message) from error
    if not notebooks:
        message = f"No exercises in {course / 'exercises'}. Create them with `trilateral assign`."
        raise GradingError(message)
    return notebooks


def _exercises(course: Path) -> Iterable[Path]:
    return (
        path for path in (course / "exercises").glob("*/*.ipynb") if path.stem == path.parent.name
    )

"""Keep submissions in one tree; what is replaced is put away, never lost."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from trilateral import files
from trilateral.assignments.cells import assignment_tasks
from trilateral.grading.intake import receipts
from trilateral.grading.intake.receipts import Receipt
from trilateral.grading.intake.unpack import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.grading.intake.selection import Piece

EARLIER: Final = ".earlier"
"""Where a replaced submission goes; grading and nbgrader ignore it."""
_LONGEST: Final = 200
"""Bytes of a file's name."""

Fate = Literal["new", "same", "replaced", "older"]


@dataclass(frozen=True)
class Arrival:
    """A submission that is in the tree, and how it came there."""

    fate: Fate
    receipt: Receipt


@dataclass(frozen=True)
class Tree:
    """Where submissions are kept.

    Attributes
    ----------
    target
        Where ``<learner>/<assignment>/<assignment>.ipynb`` goes.
    incoming
        Where the files to keep are, by their SHA-256.
    """

    target: Path
    incoming: Path

    def keep(
        self, work: Piece, others: Sequence[Piece], assignment: str, release: NotebookNode
    ) -> Arrival | Refusal:
        """Keep a learner's work for an assignment, and beside it what was handed in with it."""
        receipt = _receipt(work, assignment, release)
        folder = self.target / receipt.learner / assignment
        now = receipts.read(folder)
        away = self._away(folder, receipt.sha256)
        if away.is_dir() and receipt.time is None and now and now.sha256 != receipt.sha256:
            why = f"was already replaced by a newer file; if this one counts, move {away} away"
            return Refusal(receipt.source, why)
        return self._keep(receipt, work, others)

    def has(self, learner: str, assignment: str) -> bool:
        """Whether a learner has handed something in."""
        return (self.target / learner / assignment / f"{assignment}.ipynb").is_file()

    def _keep(self, receipt: Receipt, work: Piece, others: Sequence[Piece]) -> Arrival:
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
                return Arrival("older", old)
            fate = "replaced"
            self._put_away(folder, file, old.beside if old else ())
        if fate != "same":
            files.replace(file, (self.incoming / receipt.sha256).read_bytes())
        receipt = replace(receipt, beside=self._lay_beside(folder, work, others))
        receipts.write(receipt, folder)
        return Arrival(fate, receipt)

    def _lay_beside(self, folder: Path, work: Piece, others: Sequence[Piece]) -> tuple[str, ...]:
        """Write what was handed in along with a notebook, under the learner's own names."""
        laid: dict[str, Piece] = {}
        ours = (f"{folder.name}.ipynb", receipts.FILE, receipts.TIME)
        for piece in others:
            laid[beside(piece, work, (*ours, *laid))] = piece
        for name, piece in laid.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            content = (self.incoming / piece.sha256).read_bytes()
            if not path.is_file() or path.read_bytes() != content:  # its time says what is new
                files.replace(path, content)
        return tuple(laid)

    def _put_away(self, folder: Path, file: Path, names: Iterable[str]) -> None:
        """Keep what is being replaced."""
        away = self._away(folder, receipts.digest(file.read_bytes()))
        for path in (file, folder / receipts.FILE, folder / receipts.TIME):
            if path.is_file():
                away.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, away / path.name)  # not its rights
        for name in names:
            if (folder / name).is_file():
                (away / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.move(folder / name, away / name)

    def _away(self, folder: Path, digest: str) -> Path:
        return self.target / EARLIER / folder.parent.name / folder.name / digest[:12]


def beside(piece: Piece, work: Piece, names: Iterable[str]) -> str:
    """Return the path, from its notebook, of a file that was handed in with it.

    It is the learner's own, for code that opens the file, or one flat name where something else
    has that path already.
    """
    inner, base = PurePosixPath(piece.clue.inner), PurePosixPath(work.clue.inner).parent
    path = inner.relative_to(base) if inner.is_relative_to(base) else PurePosixPath(inner.name)
    own = "/".join(part.encode()[:_LONGEST].decode(errors="ignore") for part in path.parts)
    there = [name.casefold() for name in names]
    folder_key = own.casefold()
    if any(
        folder_key == name or folder_key.startswith(f"{name}/") or name.startswith(f"{folder_key}/")
        for name in there
    ):
        return f"{piece.sha256[:8]}-{path.name[-100:]}"
    return own


def _receipt(work: Piece, assignment: str, release: NotebookNode) -> Receipt:
    tasks = work.content.tasks(release)
    return Receipt(
        work.learner,
        assignment,
        work.sha256,
        work.bytes,
        work.name,
        datetime.now(UTC).replace(microsecond=0),
        work.time,
        bool(work.lateness) or work.clue.late,
        tasks,
        tuple(task.id for task in assignment_tasks(release) if task.id not in tasks),
        work.content.why,
        work.clue.group,
        work.lateness,
    )

"""What there is to grade with, and what there is to grade."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from trilateral.assignments.cells import Role, grade_id, role
from trilateral.grading.errors import GradingError
from trilateral.grading.intake import receipts
from trilateral.grading.people.roster import is_sound
from trilateral.grading.run import versions
from trilateral.grading.run.bench import Assignment
from trilateral.grading.submission import Submission, UnreadableError, read
from trilateral.paths import data_dir
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trilateral.grading.limits import Limits


_TASK: Final = re.compile(r"^@(?:\w+\.)?task\b", re.MULTILINE)


@dataclass(frozen=True)
class Course:
    """The assignments of a course, with their hidden tests still unread."""

    folder: Path
    assignments: dict[str, Assignment]
    skipped: Mapping[str, str] = field(default_factory=dict)
    """A sentence about each notebook in ``solutions/`` that cannot be graded here, by name."""

    def release(self, name: str) -> Path:
        """Return the file of an assignment as handed out."""
        return _notebook(self.folder / "exercises", name)

    def solution(self, name: str) -> Path:
        """Return the file with an assignment's hidden tests."""
        return _notebook(self.folder / "solutions", name)


def find_course(folder: Path, limits: Limits) -> Course:
    """Return the course in a folder with ``solutions/`` and ``exercises/``.

    Raises
    ------
    GradingError
        A solution has no exercise, or there is no solution.
    """
    names = sorted(path.parent.name for path in (folder / "solutions").glob("*/*.ipynb"))
    names = [name for name in names if _notebook(folder / "solutions", name).is_file()]
    if not names:
        message = f"No solutions in {folder / 'solutions'}. Only an instructor's copy has them."
        raise GradingError(message)
    data = evidence()
    made = {}
    skipped: dict[str, str] = {}
    for name in names:
        if plain := _plain_checks(_notebook(folder / "solutions", name)):
            skipped[name] = (
                f"{name} is skipped: the checks of {', '.join(map(one_line, plain))} are not made "
                "with this course's `@task` (plain asserts, for example). Grade it with "
                "nbgrader's autograder."
            )
            continue
        release = _notebook(folder / "exercises", name)
        try:
            notebook = read(release)
        except (UnreadableError, OSError) as error:
            message = f"{release} cannot be read. Create it with `trilateral assign {name}`."
            raise GradingError(message) from error
        if any("BEGIN HIDDEN TESTS" in cell.source for cell in notebook.cells):
            message = f"{release} contains hidden tests. Remake it with `trilateral assign {name}`."
            raise GradingError(message)
        solution = _notebook(folder / "solutions", name)
        seed = [solution.read_bytes(), release.read_bytes(), data]
        tests = _digest(b"\0".join([*seed, version("trilateral").encode()]), 16)
        # another Python may give another mark, so a class is graded again with it
        conditions = f"{limits!r}, Python {'.'.join(map(str, versions.GRADING))}"
        made[name] = Assignment(name, notebook, f"{tests}-{_digest(conditions.encode(), 8)}")
    if not made:
        raise GradingError(" ".join(skipped.values()))
    return Course(folder, made, skipped)


def find_submissions(folder: Path, course: Course) -> tuple[list[Submission], list[Path]]:
    """Return the submissions in nbgrader's tree ``<learner>/<assignment>/``, and what is none.

    A link is never followed: it could lead to a file that is not the learner's. Nor is a folder
    taken whose name is not a learner's id.
    """
    submissions: list[Submission] = []
    strange: list[Path] = []
    for learner in _folders(folder):
        for place in _folders(learner):
            notebooks = sorted(
                path for path in place.glob("*.ipynb") if path.is_file() and not path.is_symlink()
            )
            own = [path for path in notebooks if path.stem == place.name] or notebooks
            sound = is_sound(learner.name) and place.name in course.assignments
            if sound and len(own) == 1:
                receipt = receipts.read(place)
                along = receipt.beside if receipt else ()
                submissions.append(Submission(learner.name, place.name, own[0], along))
            else:
                strange.append(place)
    return submissions, strange


def _plain_checks(path: Path) -> list[str]:
    """Return the checks of a solution that are not declared tasks; none where it cannot be read."""
    try:
        cells = read(path).cells
    except (UnreadableError, OSError):
        return []  # loading it says what is wrong
    checks = [cell for cell in cells if role(cell) is Role.CHECK]
    return [grade_id(cell) for cell in checks if not _TASK.search(cell.source)]


def _digest(content: bytes, digits: int) -> str:
    return hashlib.sha256(content).hexdigest()[:digits]


def _folders(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_dir() and not path.is_symlink() and not path.name.startswith(".")
    )


def _notebook(folder: Path, name: str) -> Path:
    return folder / name / f"{name}.ipynb"


def evidence() -> bytes:
    """Return what stands for the data: other data may mean other marks."""
    digest = hashlib.sha256()
    for path in sorted(data_dir().rglob("*")):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()

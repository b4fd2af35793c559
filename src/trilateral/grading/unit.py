"""Grade one submission: the unit of work, wherever it is done."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trilateral.assignments.cells import steps
from trilateral.grading.executed import executed, write
from trilateral.grading.plan import Plan, plan
from trilateral.grading.results import Graded, Mark, Standing
from trilateral.grading.session import Session, StuckError
from trilateral.grading.submission import Submission, UnreadableError, fingerprint, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

    from trilateral.grading.limits import Limits
    from trilateral.grading.processes import Warm
    from trilateral.grading.watch import Trouble

_ATTEMPTS: Final = 4
"""Runs of a submission: after the first, each leaves out one more cell that ended it."""


@dataclass(frozen=True)
class Assignment:
    """What grading needs of an assignment; nothing of it is hidden."""

    name: str
    release: NotebookNode
    tests: str
    """Stands for the solution, the release and the limits: a change asks for grading anew."""


@dataclass(frozen=True)
class Bench:
    """What grading works with, the same for every submission."""

    warm: Warm
    limits: Limits
    trusted: bool = False
    """Whether to go on where this system lacks a layer of confinement."""
    keep: Path | None = None
    """Where notebooks as they were run are kept, by learner and assignment."""
    work: Path | None = None
    """Where submissions get their folders; the system's place for such things by default."""
    core: int | None = None
    """The processor's core that a submission and its marker keep to, or None for any."""


@dataclass(frozen=True)
class _Found:
    """The last run, and what earlier ones ended in."""

    session: Session
    incidents: dict[int, Trouble] = field(default_factory=dict)


def grade(bench: Bench, assignment: Assignment, submission: Submission) -> Graded:
    """Return the marks of one submission.

    Raises
    ------
    GradingError
        Grading itself cannot go on; a submission never raises anything.
    """
    began = time.monotonic()
    receipt = fingerprint(submission.path)
    try:
        mine = read(submission.path)
    except UnreadableError as error:
        return unread(assignment, submission, receipt, str(error))
    planned = plan(mine, assignment.release, bench.warm.tasks[assignment.name].names)
    found = _run(bench, assignment, submission, planned)
    session = found.session
    if bench.keep:
        place = bench.keep / submission.learner / assignment.name / f"{assignment.name}.ipynb"
        write(executed(planned, session), place)
    return Graded(
        submission.learner,
        assignment.name,
        receipt,
        assignment.tests,
        marks=tuple(_mark(step, found, planned) for step in steps(assignment.release)),
        mended=planned.mended,
        incidents=tuple(
            f"{planned.steps[at].cell}: this cell {trouble.said}."
            for at, trouble in sorted({**session.troubles, **found.incidents}.items())
            if at >= 0
        ),
        seconds=round(time.monotonic() - began, 3),
        processor=round(session.processor, 3),
        memory=session.memory,
    )


def unread(assignment: Assignment, submission: Submission, receipt: str, why: str) -> Graded:
    """Return the marks of a file that cannot be read."""
    marks = tuple(
        Mark(step.id, Standing.DAMAGED, 0.0, step.points, note=why)
        for step in steps(assignment.release)
    )
    tests = assignment.tests
    return Graded(submission.learner, assignment.name, receipt, tests, marks, incidents=(why,))


def _run(bench: Bench, assignment: Assignment, submission: Submission, planned: Plan) -> _Found:
    """Run a submission, again without the cell where one ended its process."""
    deadline = time.monotonic() + bench.limits.wall
    skipped: dict[int, Trouble] = {}
    while True:
        folder = Path(tempfile.mkdtemp(prefix="trilateral-grading-", dir=bench.work))
        session = Session(
            bench,
            planned,
            assignment.name,
            submission.learner,
            folder,
            deadline,
        )
        try:
            session.run(skipped)
        except StuckError as error:
            at = max(session.at, 0)
            again = at not in skipped and planned.steps and time.monotonic() < deadline
            skipped[at] = error.trouble
            if again and len(skipped) < _ATTEMPTS:
                continue
        finally:
            remove(folder)
        return _Found(session, skipped)


def remove(folder: Path) -> None:
    """Remove a submission's folder, however deeply it was nested."""
    if not folder.exists():
        return
    try:
        shutil.rmtree(folder, onerror=_open_up)
    except (OSError, RecursionError):
        with suppress(OSError):
            _flatten(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _open_up(_: object, path: str, __: object) -> None:
    """Remove what a submission has closed even to its own account."""
    place = Path(path)
    place.parent.chmod(0o700)
    if place.is_dir() and not place.is_symlink():
        place.chmod(0o700)
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _flatten(folder: Path) -> None:
    """Move what is nested too deeply to the top, where it can be removed."""
    for round_ in range(10_000):
        inner = [path for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]
        deeper = [path for one in inner for path in one.iterdir()]
        if not deeper:
            return
        for number, path in enumerate(deeper):
            path.rename(folder / f"{round_}-{number}")
        for one in inner:
            one.rmdir()


def _mark(step: Any, found: _Found, planned: Plan) -> Mark:  # noqa: ANN401, PLR0911 -- an assignment's step
    session = found.session
    result = session.results.get(step.id)
    if step.kind == "written":
        return Mark(step.id, Standing.WRITTEN, None, step.points)
    if step.id in session.failed:
        return Mark(step.id, Standing.UNGRADED, None, step.points, note=session.failed[step.id])
    if step.id in session.slow:
        return Mark(step.id, Standing.TIMED_OUT, 0.0, step.points, note=_SLOW)
    if result and result["outcome"] == "correct":
        return _of(step, Standing.EARNED, result)
    cause, note = _why(step, planned.before(step.id), found, planned)
    if result is None:
        return Mark(step.id, cause or Standing.LOST, 0.0, step.points, note=note or _NEVER)
    if result["points"]:
        return _of(step, Standing.PARTLY, result, note)
    if result["outcome"] == "not attempted":
        return _of(step, cause or Standing.NOT_ATTEMPTED, result, note)
    late = cause is Standing.TIMED_OUT
    return _of(step, Standing.TIMED_OUT if late else Standing.LOST, result, note)


_SLOW: Final = "The answer kept the check busy for too long."
_NEVER: Final = "An earlier cell ended the notebook before this task was reached."


def _why(
    step: Any,  # noqa: ANN401 -- an assignment's step
    places: range,
    found: _Found,
    planned: Plan,
) -> tuple[Standing | None, str]:
    """Return how the cells before a task explain that it has not its points."""
    troubles = {**found.session.troubles, **found.incidents}
    reached = step.id in found.session.results
    own = [at for at in troubles if at in places or (not reached and at <= places.stop)]
    for at in own:
        said = f"{planned.steps[at].cell}: this cell {troubles[at].said}."
        return (Standing.TIMED_OUT if troubles[at].timed_out else Standing.LOST), said
    if step.id in planned.lost:
        return Standing.DAMAGED, planned.lost[step.id]
    for at in places:
        if at in found.session.errors:
            said = f"{planned.steps[at].cell}: this cell stopped with {found.session.errors[at]}."
            return Standing.LOST, said
    return None, ""


def _of(step: Any, standing: Standing, result: Mapping[str, Any], note: str = "") -> Mark:  # noqa: ANN401 -- an assignment's step
    notes = (note, str(result["note"]))
    return Mark(
        step.id,
        standing,
        float(result["points"]),
        step.points,
        int(result["passed"]),
        int(result["counted"]),
        tuple(result["messages"]),
        " ".join(filter(None, notes)),
    )

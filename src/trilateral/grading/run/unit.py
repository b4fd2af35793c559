"""Grade one submission: the unit of work, wherever it is done."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trilateral.assignments.cells import assignment_tasks
from trilateral.grading.results import Grading, Mark, Standing
from trilateral.grading.run import versions
from trilateral.grading.run.plan import Plan, plan
from trilateral.grading.run.session import Session
from trilateral.grading.run.transcript import put, transcript
from trilateral.grading.sandbox.watch import StalledError, StuckError
from trilateral.grading.submission import Submission, UnreadableError, fingerprint, read
from trilateral.printing import one_line
from trilateral.tasks.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.assignments.cells import AssignmentTask
    from trilateral.grading.run.bench import Assignment, Bench
    from trilateral.grading.sandbox.watch import Trouble
    from trilateral.tasks.outcome import Result

_ATTEMPTS: Final = 4
"""Runs of a submission: after the first, each leaves out one more cell that ended it."""


def grade(bench: Bench, assignment: Assignment, submission: Submission) -> Grading:
    """Return the marks of one submission.

    Raises
    ------
    GradingError
        Grading itself cannot continue; a submission never raises anything.
    """
    began = time.monotonic()
    receipt = fingerprint(submission.path)
    try:
        notebook = read(submission.path)
    except UnreadableError as error:
        return unreadable(assignment, submission, receipt, str(error))
    planned = plan(notebook, assignment.release, bench.warm.tasks[assignment.name])
    try:
        session = _rerun(bench, assignment, submission, planned)
    except StalledError as error:
        return ungraded(assignment, submission, str(error))
    if bench.keep:
        place = bench.keep / submission.learner / assignment.name / f"{assignment.name}.ipynb"
        put(json.dumps(transcript(planned, session)).encode("utf-8", "replace"), place)
    return Grading(
        submission.learner,
        assignment.name,
        receipt,
        assignment.tests,
        marks=tuple(_mark(task, session, planned) for task in assignment_tasks(assignment.release)),
        repairs=(*planned.repairs, *_idle(session, planned)),
        incidents=tuple(
            f"{planned.steps[at].cell}: this cell {trouble.what}."
            for at, trouble in sorted(session.troubles.items())
            if at >= 0
        ),
        seconds=round(time.monotonic() - began, 3),
        processor=round(session.processor, 3),
        memory=session.memory,
    )


def unreadable(assignment: Assignment, submission: Submission, receipt: str, why: str) -> Grading:
    """Return that a file cannot be read, which is not a zero: nobody knows what is in it."""
    marks = tuple(
        Mark(task.id, Standing.DAMAGED, None, task.points, note=why)
        for task in assignment_tasks(assignment.release)
    )
    tests = assignment.tests
    return Grading(submission.learner, assignment.name, receipt, tests, marks, incidents=(why,))


def ungraded(assignment: Assignment, submission: Submission, why: str) -> Grading:
    """Return that grading failed, which is not a zero, for each task of a submission."""
    try:
        receipt = fingerprint(submission.path)
    except OSError:
        receipt = ""
    marks = tuple(
        Mark(step.id, Standing.UNGRADED, None, step.points, note=why[:500])
        for step in assignment_tasks(assignment.release)
    )
    return Grading(submission.learner, submission.assignment, receipt, assignment.tests, marks)


def _rerun(bench: Bench, assignment: Assignment, submission: Submission, planned: Plan) -> Session:
    """Run a submission, again without the cell where one ended its process; return the last run.

    Where the system has not let it run, it is run once more as if nothing had been.

    Raises
    ------
    StalledError
        The system has not let it run that time either.
    """
    seconds = bench.limits.wall
    stalled = False
    skipped: dict[int, Trouble] = {}
    while True:
        folder = Path(tempfile.mkdtemp(prefix="trilateral-grading-", dir=bench.work))
        lay_out(submission.along(), folder)
        session = Session(
            bench,
            planned,
            assignment.name,
            submission.learner,
            folder,
            seconds,
        )
        try:
            session.run(skipped)
        except StuckError as error:
            at = max(session.at, 0)
            seconds -= session.spent
            again = at not in skipped and planned.steps and seconds > 0
            skipped[at] = error.trouble
            if again and len(skipped) < _ATTEMPTS:
                continue
        except StalledError:
            if stalled:
                raise
            stalled = True
            continue
        finally:
            remove(folder)
        session.troubles.update(skipped)
        return session


def lay_out(files: Mapping[str, bytes], folder: Path) -> None:
    """Write what was handed in with a notebook where its code looks for it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


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
        deeper = [path for place in inner for path in place.iterdir()]
        if not deeper:
            return
        for number, path in enumerate(deeper):
            path.rename(folder / f"{round_}-{number}")
        for place in inner:
            place.rmdir()


def _mark(task: AssignmentTask, session: Session, planned: Plan) -> Mark:  # noqa: PLR0911 -- one for each standing
    result = session.results.get(task.id)
    if task.kind == "written":
        return Mark(task.id, Standing.WRITTEN, None, task.points)
    if task.id in session.failed:
        return Mark(task.id, Standing.UNGRADED, None, task.points, note=session.failed[task.id])
    if task.id in session.slow:
        return Mark(task.id, Standing.TIMED_OUT, 0.0, task.points, note=_SLOW)
    if result and result.outcome is Outcome.CORRECT:
        return _of(task, Standing.EARNED, result)
    if newer := _newer(task, session, planned):
        return Mark(task.id, Standing.UNGRADED, None, task.points, note=newer)
    cause, note = _why(task, planned.before(task.id), session, planned)
    if result is None:
        return Mark(task.id, cause or Standing.RAISED, 0.0, task.points, note=note or _NEVER)
    if result.outcome is Outcome.NOT_ATTEMPTED:
        if cause in (Standing.RAISED, Standing.TIMED_OUT):  # not for want of an answer
            result = replace(result, note="")
        return _of(task, cause or Standing.NOT_ATTEMPTED, result, note)
    if cause is Standing.TIMED_OUT and not result.points:
        return _of(task, cause, result, note)
    stopped = task.id in session.halted and not result.points
    return _of(task, Standing.RAISED if stopped else _STANDINGS[result.outcome], result, note)


_STANDINGS: Final = {
    Outcome.PARTIAL: Standing.PARTLY,
    Outcome.INCORRECT: Standing.LOST,
    Outcome.RAISED: Standing.RAISED,
    Outcome.NOT_CHECKED: Standing.NOT_CHECKED,
}
_SLOW: Final = "The answer kept the check busy for too long."
_NEVER: Final = "An earlier cell ended the notebook before this task was reached."


def _why(
    task: AssignmentTask,
    places: range,
    session: Session,
    planned: Plan,
) -> tuple[Standing | None, str]:
    """Return how the cells before a task explain that it has not its points."""
    troubles = session.troubles
    reached = task.id in session.results
    own = [at for at in troubles if at in places or (not reached and at <= places.stop)]
    for at in own:
        sentence = f"{planned.steps[at].cell}: this cell {troubles[at].what}."
        return (Standing.TIMED_OUT if troubles[at].timed_out else Standing.RAISED), sentence
    if task.id in planned.lost:
        return Standing.DAMAGED, planned.lost[task.id]
    for at in places:
        if at in session.errors:
            error = session.errors[at]
            return Standing.RAISED, f"{planned.steps[at].cell}: {error[:1].lower()}{error[1:]}"
    return None, ""


def _newer(task: AssignmentTask, session: Session, planned: Plan) -> str:
    """Return that a cell before a task may be newer Python, so that its points say nothing."""
    for at, error in sorted(session.errors.items()):
        step = planned.steps[at]
        if at >= planned.before(task.id).stop:
            break
        if "SyntaxError" in error:
            sentence = versions.newer(step.source, planned.python)
            if sentence:
                return f"{step.cell}: {sentence}."
    return ""


def _idle(session: Session, planned: Plan) -> tuple[str, ...]:
    """Say what was asked of a front end and not done, by the cells that asked."""
    return tuple(
        f"{planned.steps[at].cell}: "
        f"{', '.join(f'`{one_line(name, 40)}`' for name in names)} did nothing: grading is "
        "not Jupyter and starts no other programs. That costs no points."
        for at, names in sorted(session.idle.items())
        if names
    )


def _of(task: AssignmentTask, standing: Standing, result: Result, note: str = "") -> Mark:
    notes = (note, result.note)
    return Mark(
        task.id,
        standing,
        result.points,
        task.points,
        result.passed,
        result.counted,
        result.messages,
        " ".join(filter(None, notes)),
        result.reasons,
    )

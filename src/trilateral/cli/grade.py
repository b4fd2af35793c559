"""``trilateral grade``: marks for a class, each submission confined."""

from __future__ import annotations

import importlib.util
import platform
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from trilateral.cli._app import FOUND, Json, app, note, print_json, say
from trilateral.cli._progress import counting
from trilateral.paths import course_dir
from trilateral.printing import one_line

if TYPE_CHECKING:
    from trilateral.grading.results import Grading
    from trilateral.grading.run.engine import Run
    from trilateral.grading.submission import Submission

_NOTE: Final = 300
"""Characters of what is said on one task or cell; the feedback page has all of it."""


@app.command(epilog="Example: trilateral grade submitted --workers 2")
def grade(  # noqa: PLR0913 -- one for each option
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[DIR]",
            exists=True,
            file_okay=False,
            help="Submissions: DIR/LEARNER/ASSIGNMENT/ASSIGNMENT.ipynb.",
        ),
    ] = Path("submitted"),
    *,
    learner: Annotated[
        list[str] | None, typer.Option(help="A learner's id; repeat for more. Default: everybody.")
    ] = None,
    assignment: Annotated[
        list[str] | None, typer.Option(help="An assignment; repeat for more. Default: all.")
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(help="Folder for the journal of marks. Default: `graded` beside DIR."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, max=64, help="How many submissions to grade at a time. Default: one per core."
        ),
    ] = None,
    scheduler: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Grade on the workers of this Dask scheduler, such as tcp://10.0.0.5:8786.",
        ),
    ] = "",
    seconds: Annotated[float, typer.Option(min=0.1, help="Seconds that a cell may take.")] = 10.0,
    again: Annotated[
        bool, typer.Option("--again", help="Grade again even what these tests have graded before.")
    ] = False,
    trust: Annotated[
        bool, typer.Option("--trust", help="Grade even if this system cannot confine submissions.")
    ] = False,
    json: Json = False,
) -> None:
    """Grade submissions, each confined. Rerun the command to resume after an interruption."""
    from trilateral.grading.startup import keep_private, leave_out_slow_imports

    leave_out_slow_imports()
    from trilateral.assignments import GradingExtraError
    from trilateral.grading.errors import ClusterExtraError

    if importlib.util.find_spec("nbgrader") is None:  # stands for the extra
        raise GradingExtraError("grade")  # noqa: EM101 -- the verb's name
    if scheduler and workers:
        message = (
            "--workers applies to this machine only; a cluster uses the workers it was started with"
        )
        raise typer.BadParameter(message)
    if scheduler and importlib.util.find_spec("distributed") is None:
        raise ClusterExtraError
    from trilateral.grading.book.place import claim
    from trilateral.grading.book.sync import keep
    from trilateral.grading.limits import Limits
    from trilateral.grading.run.course import find_course, find_submissions
    from trilateral.grading.run.engine import run
    from trilateral.grading.run.settings import Settings, check_confinement
    from trilateral.grading.sandbox.cores import cores

    limits = Limits(cell=seconds, whole=max(60.0, 6 * seconds))
    settings = Settings(limits, workers or len(cores()), trust, again, scheduler)
    course = find_course(course_dir(folder), limits)
    submissions, strange = find_submissions(folder, course)
    if learner or assignment:
        submissions = _asked_for(submissions, learner or (), assignment or ())
        strange = []
    for line in course.skipped.values():
        note(line)
    strange = [path for path in strange if path.name not in course.skipped]
    if not submissions:
        names = ", ".join(course.assignments)
        message = (
            f"no submissions in {folder}; looked for LEARNER/ASSIGNMENT/*.ipynb, ASSIGNMENT "
            f"being {names}"
        )
        raise typer.BadParameter(message)
    place = folder.resolve().parent
    journal = (to or place / "graded") / "journal.jsonl"
    keep_private(folder, journal.parent, journal, place / "autograded", place / "gradebook.db")
    missing = (
        ()
        if scheduler
        else check_confinement(settings, (course.folder / "solutions", folder, journal))
    )
    claim(folder.resolve(), course.folder, journal.parent)
    with _progress(len(submissions), visible=not json) as (done, earlier):
        report = run(course, submissions, journal, settings, done, earlier=earlier)
    missing += tuple(
        f"{worker}  {layer}" for worker, all_ in report.unconfined.items() for layer in all_
    )
    if json:
        print_json(_plain(report, strange, missing))
    else:
        say(*_lines(report, strange, missing, journal))
    with counting("Gradebook", len(report.graded), visible=not json) as done:
        keep(place, course.folder, report.graded, journal.parent, done, notify=note)
    if strange or any(graded.unsettled for graded in report.graded):
        raise typer.Exit(FOUND)


def _asked_for(
    submissions: list[Submission], learners: Collection[str], assignments: Collection[str]
) -> list[Submission]:
    """Return the submissions of these learners and assignments.

    Raises
    ------
    typer.BadParameter
        One of them has handed nothing in.
    """
    for name, kind, names in (
        *(
            (name, "learner", {submission.learner for submission in submissions})
            for name in learners
        ),
        *(
            (name, "assignment", {submission.assignment for submission in submissions})
            for name in assignments
        ),
    ):
        if name not in names:
            message = f"nothing was handed in for the {kind} {one_line(name)!r}"
            raise typer.BadParameter(message)
    return [
        submission
        for submission in submissions
        if submission.learner in (learners or [submission.learner])
        and submission.assignment in (assignments or [submission.assignment])
    ]


@contextmanager
def _progress(
    total: int, *, visible: bool
) -> Iterator[tuple[Callable[[Grading], None], Callable[[int], None]]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    began = time.monotonic()
    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]} a minute,"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), disable=not visible) as bar:
        task = bar.add_task("", total=total, rate="-")
        count = 0

        def done(_: Grading) -> None:
            nonlocal count
            count += 1
            rate = round(60 * count / max(time.monotonic() - began, 1e-9))
            bar.update(task, advance=1, rate=f"{rate:,}")

        def earlier(before: int) -> None:
            nonlocal began
            began = time.monotonic()
            bar.reset(task, completed=before)  # they took no time, so the rate leaves them out

        yield done, earlier


def _plain(report: Run, strange: list[Path], missing: tuple[str, ...]) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "well": not strange and not any(graded.unsettled for graded in report.graded),
        "graded_before": report.before,
        "python": platform.python_version(),
        "graded": [graded.plain() for graded in report.graded],
        "changes": [asdict(change) for change in report.changes],
        "no_submission": [str(path) for path in strange],
        "not_confined": list(missing),
    }


def _lines(
    report: Run, strange: list[Path], missing: tuple[str, ...], journal: Path
) -> Iterator[str]:
    from trilateral.grading.results import Standing

    for line in missing:
        yield f"not confined   {line}"
    for graded in report.graded:
        who = one_line(graded.learner)
        yield f"{_sum(graded)}  {graded.assignment}  {who}"
        for mark in graded.marks if not graded.unreadable else ():
            if mark.standing in (Standing.DAMAGED, Standing.TIMED_OUT):
                text = one_line(mark.note, _NOTE)
                yield f"             {mark.task}: {mark.standing.value}. {text}"
        for incident in graded.incidents:
            yield f"             {one_line(incident, _NOTE)}"
        for mark in graded.unsettled:
            yield f"             {mark.task}: error in grading. {one_line(mark.note, _NOTE)}"
    for change in report.changes:
        yield (
            f"changed      {change.assignment}  {one_line(change.learner)}  {change.task}: "
            f"{change.before} -> {change.after}"
        )
    for path in strange:
        place = one_line(path, _NOTE)
        yield (
            f"no submission  {place}: not an assignment of this course, not exactly one "
            "notebook, or not a valid learner's name"
        )
    new = len(report.graded) - report.before
    yield ""
    yield (
        f"{new} graded, {report.before} already graded, with Python "
        f"{platform.python_version()}. Marks: {journal}"
    )
    written = {
        graded.assignment: sum(
            mark.possible for mark in graded.marks if mark.standing is Standing.WRITTEN
        )
        for graded in report.graded
    }
    waiting = ", ".join(f"{name} ({points:g})" for name, points in written.items() if points)
    if waiting:
        yield f"Written tasks are not in these points; mark them in formgrader: {waiting}."


def _sum(graded: Grading) -> str:
    if graded.unreadable:
        return "     no mark"
    return f"{graded.points:>6g} of {graded.possible:g}"

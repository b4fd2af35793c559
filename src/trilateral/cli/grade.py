"""``trilateral grade``: marks for a class, each submission confined."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, note, print_json, say
from trilateral.cli._progress import counting
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from trilateral.grading.engine import Run
    from trilateral.grading.results import Graded


@app.command(epilog="Example: trilateral grade submitted --workers 2")
def grade(  # noqa: PLR0913 -- one for each option
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[DIR]",
            exists=True,
            file_okay=False,
            help="Submissions, as DIR/learner/assignment/assignment.ipynb.",
        ),
    ] = Path("submitted"),
    *,
    to: Annotated[
        Path | None, typer.Option(help="Folder for the journal of marks; `graded` beside DIR.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="Submissions at a time; by default one per core."),
    ] = None,
    scheduler: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Have the workers of this Dask scheduler grade, such as tcp://10.0.0.5:8786.",
        ),
    ] = "",
    seconds: Annotated[float, typer.Option(min=0.1, help="How long a cell may take.")] = 10.0,
    again: Annotated[
        bool, typer.Option("--again", help="Grade also what was graded with the same tests.")
    ] = False,
    trust: Annotated[
        bool, typer.Option("--trust", help="Go on where this system cannot confine submissions.")
    ] = False,
    json: Json = False,
) -> None:
    """Grade submissions; give the same command again to go on after an interruption."""
    from trilateral.grading.quick import leave_out_slow_imports

    leave_out_slow_imports()
    from trilateral.assignments import GradingExtraError
    from trilateral.grading.errors import ClusterExtraError

    if importlib.util.find_spec("nbgrader") is None:  # stands for the extra
        raise GradingExtraError("grade")  # noqa: EM101 -- the verb's name
    if scheduler and workers:
        message = "--workers is for this machine; a cluster has the workers it was started with"
        raise typer.BadParameter(message)
    if scheduler and importlib.util.find_spec("distributed") is None:
        raise ClusterExtraError
    from trilateral.grading.cores import cores
    from trilateral.grading.course import find_course, find_submissions
    from trilateral.grading.engine import Settings, check_confinement, run
    from trilateral.grading.gradebook_place import claim
    from trilateral.grading.gradebook_sync import keep
    from trilateral.grading.limits import Limits

    limits = Limits(cell=seconds, whole=max(60.0, 6 * seconds))
    settings = Settings(limits, workers or len(cores()), trust, again, scheduler)
    course = find_course(course_dir(folder), limits)
    submissions, strange = find_submissions(folder, course)
    if not submissions:
        known = ", ".join(course.assignments)
        message = f"no submission in {folder}; looked for LEARNER/ASSIGNMENT/*.ipynb of {known}"
        raise typer.BadParameter(message)
    journal = (to or folder.resolve().parent / "graded") / "journal.jsonl"
    missing = (
        ()
        if scheduler
        else check_confinement(settings, (course.folder / "solutions", folder, journal))
    )
    claim(folder.resolve(), course.folder, journal.parent)
    with _progress(len(submissions), shown=not json) as (done, earlier):
        report = run(course, submissions, journal, settings, done, known=earlier)
    missing += tuple(
        f"{worker}  {one}" for worker, all_ in report.unconfined.items() for one in all_
    )
    if json:
        print_json(_plain(report, strange, missing))
    else:
        say("\n".join(_lines(report, strange, missing, journal)))
    place = folder.resolve().parent
    with counting("Gradebook", len(report.graded), shown=not json) as written:
        keep(place, course.folder, report.graded, journal.parent, written, told=note)
    if strange or any(graded.unsettled for graded in report.graded):
        raise typer.Exit(FOUND)


@contextmanager
def _progress(
    total: int, *, shown: bool
) -> Iterator[tuple[Callable[[Graded], None], Callable[[int], None]]]:
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
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as bar:
        task = bar.add_task("", total=total, rate="-")
        count = 0

        def done(_: Graded) -> None:
            nonlocal count
            count += 1
            rate = round(60 * count / max(time.monotonic() - began, 1e-9))
            bar.update(task, advance=1, rate=f"{rate:,}")

        def known(before: int) -> None:
            nonlocal began
            began = time.monotonic()
            bar.reset(task, completed=before)  # they took no time, so they are no part of the rate

        yield done, known


def _plain(report: Run, strange: list[Path], missing: tuple[str, ...]) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "well": not strange and not any(graded.unsettled for graded in report.graded),
        "graded_before": report.before,
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
        yield f"{graded.points:>6g} of {graded.possible:g}  {graded.assignment}  {graded.learner}"
        for mark in graded.marks if not graded.unread else ():
            if mark.standing in (Standing.DAMAGED, Standing.TIMED_OUT):
                yield f"             {mark.task}: {mark.standing.value}. {mark.note}"
        for incident in graded.incidents:
            yield f"             {incident}"
        for mark in graded.unsettled:
            yield f"             {mark.task}: error in grading. {mark.note}"
    for change in report.changes:
        yield (
            f"changed      {change.assignment}  {change.learner}  {change.task}: "
            f"{change.before} -> {change.after}"
        )
    for path in strange:
        yield f"no submission  {path}: not an assignment of this course, or not one notebook"
    new = len(report.graded) - report.before
    yield f"\n{new} graded, {report.before} graded before. Marks: {journal}"
    written = {
        graded.assignment: sum(
            mark.possible for mark in graded.marks if mark.standing is Standing.WRITTEN
        )
        for graded in report.graded
    }
    waiting = ", ".join(f"{name} ({points:g})" for name, points in written.items() if points)
    if waiting:
        yield f"Not in these points: written tasks, which you mark in formgrader: {waiting}."

"""``trilateral overview``: one line for each learner."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import Json, app, note, print_json, say
from trilateral.cli.feedback import ClassDir  # noqa: TC001 -- typer reads annotations at run time
from trilateral.paths import course_dir
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.grading.reports.overview import Line

_HEAD = ("learner", "handed in", "late", "points", "waiting", "repaired", "same file as")
_NAMED = 2


@app.command(epilog="Example: trilateral overview --assignment 03_coercion")
def overview(
    folder: ClassDir = Path(),
    *,
    assignment: Annotated[
        list[str] | None, typer.Option(help="An assignment; repeat for more. Default: all.")
    ] = None,
    json: Json = False,
) -> None:
    """Show one line per learner.

    It has work, marks, what waits for you, and identical files.
    """
    from trilateral.grading.startup import keep_private, leave_out_slow_imports

    leave_out_slow_imports()
    from trilateral.grading.book.sync import class_work
    from trilateral.grading.intake.receipts import digest
    from trilateral.grading.reports.overview import overview as lines_of

    folder = folder.resolve()
    keep_private(folder / "gradebook.db")
    course = course_dir(folder)
    work = class_work(folder, course, "overview", notify=note)
    assignments = {entry.assignment for entry in work.entries}
    wanted = set(assignment or assignments)
    if strange := sorted(wanted - assignments):
        message = f"nothing is graded yet in {', '.join(map(one_line, strange))}"
        raise typer.BadParameter(message)
    exercises = {name: course / "exercises" / name / f"{name}.ipynb" for name in wanted}
    released = {
        name: digest(path.read_bytes()) for name, path in exercises.items() if path.is_file()
    }
    lines = lines_of(work, released, wanted)
    if json:
        print_json([asdict(line) for line in lines])
        return
    say(*_table([_HEAD, *(_cells(line, len(wanted)) for line in lines)]))
    missing = sum(not line.handed for line in lines)
    late = sum(bool(line.late) for line in lines)
    waiting = sum(bool(line.waiting) for line in lines)
    say(
        "",
        f"{len(lines)} learners: {missing} without graded work, {late} late, {waiting} "
        "waiting for a person's mark.",
    )


def _cells(line: Line, count: int) -> tuple[str, ...]:
    return (
        one_line(line.learner, 30),
        f"{len(line.handed)} of {count}" + (" (unreadable)" if line.unreadable else ""),
        str(len(line.late) or ""),
        f"{line.points:g} of {line.possible:g}" if line.handed else "",
        str(len(line.waiting) or ""),
        str(len(line.repaired) or ""),
        _named(line.alike if count > 1 else [name.rpartition(" (")[0] for name in line.alike]),
    )


def _named(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(map(one_line, names[:_NAMED])) + (f" and {more} more" if more > 0 else "")


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]

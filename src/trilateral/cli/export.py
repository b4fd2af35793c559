"""``trilateral export``: marks for a learning platform."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json, say
from trilateral.cli._class import current_work
from trilateral.cli._columns import columns_asked
from trilateral.cli.feedback import ClassDir  # noqa: TC001 -- typer reads annotations at run time
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from trilateral.grading.book.sync import ClassWork
    from trilateral.grading.reports.filling import Asked, Cell, Filling
    from trilateral.grading.reports.marks import MarkTable
    from trilateral.grading.reports.notices import Notice


@app.command(epilog="Example: trilateral export --like Grades-03_coercion.csv --dry-run")
def export(  # noqa: PLR0913 -- one for each option
    folder: ClassDir = Path(),
    *,
    like: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="A file exported by the platform, to fill in: Moodle's grading worksheet, or a "
            "gradebook of Moodle, Canvas, Brightspace, Blackboard or Sakai.",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(help="An assignment's column title: '03_coercion=Exercise 3 (12345)'."),
    ] = None,
    columns: Annotated[
        str, typer.Option(help="Which of its columns names whom: 'id=1,name=Full name,email=3'.")
    ] = "",
    assignment: Annotated[
        list[str] | None, typer.Option(help="An assignment; repeat for more. Default: all.")
    ] = None,
    partial: Annotated[
        bool,
        typer.Option("--partial", help="Give the points so far where a task is not marked yet."),
    ] = False,
    overwrite: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LEARNER",
            help="Replace this learner's mark even if no export wrote it, or it is EX; `all` for "
            "everybody.",
        ),
    ] = None,
    clear: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LEARNER",
            help="Clear this learner's mark on the platform if there is none here.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List the changes without writing the file.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option(help="The file to write. Default: marks.csv or NAME-filled.csv in DIR."),
    ] = None,
    json: Json = False,
) -> None:
    """Fill marks into a platform's own file, or write a table."""
    from trilateral.grading.startup import keep_private, leave_out_slow_imports

    leave_out_slow_imports()
    from trilateral.grading.reports.discrepancies import discrepancies
    from trilateral.grading.reports.filling import Asked
    from trilateral.grading.reports.marks import MarkTable

    folder = folder.resolve()
    file = to or folder / (f"{like.stem}-filled{like.suffix}" if like else "marks.csv")
    keep_private(file, folder / "gradebook.db")
    who = columns_asked(columns)
    work = current_work(folder, "export", assignment or (), like, columns=who, trial=dry_run)
    wanted = set(assignment or {entry.assignment for entry in work.entries})
    entries = [entry for entry in work.entries if entry.assignment in wanted]
    if not entries:
        message = f"nothing is graded yet in {', '.join(sorted(wanted))}"
        raise typer.BadParameter(message)
    unreadable = {
        place: graded.unreadable for place, graded in work.graded.items() if graded.unreadable
    }
    marks = MarkTable(work.roster, entries, partial, unreadable)
    notices = [*marks.notices(), *discrepancies(work, assignment or (), like.name if like else "")]
    if like is None:
        _table(marks, file, notices, dry_run=dry_run, json=json)
    else:
        asked = Asked(frozenset(overwrite or ()), frozenset(clear or ()))
        _fill(
            like,
            file,
            work=work,
            marks=marks,
            column=column or (),
            asked=asked,
            notices=notices,
            dry_run=dry_run,
            json=json,
        )
    if notices:
        raise typer.Exit(FOUND)


def _table(
    marks: MarkTable, file: Path, notices: Sequence[Notice], *, dry_run: bool, json: bool
) -> None:
    """Write the plain table, and say what is in it."""
    places = [(learner.id, name) for learner in marks.roster.learners for name in marks.assignments]
    count = sum(marks.score(*place) is not None for place in places)
    text = marks.plain()
    if json:
        plain = {"text": text, "marks": count, "blank": len(places) - count}
        plain |= {"problems": [notice.text for notice in notices], "well": not notices}
        print_json(plain | {"file": None if dry_run else file})
    else:
        _look_at(notices)
        state = "would be in" if dry_run else "in"
        say("", f"{count} marks {state} {file}; {len(places) - count} left empty.")
    if not dry_run:
        _write(text.encode(), file)


def _fill(  # noqa: PLR0913 -- what there is, whose, what is asked, how it is said
    like: Path,
    file: Path,
    *,
    work: ClassWork,
    marks: MarkTable,
    column: Collection[str],
    asked: Asked,
    notices: list[Notice],
    dry_run: bool,
    json: bool,
) -> None:
    """Fill in a platform's file; say what changes before it is written."""
    from trilateral.grading.reports import sent, table_file
    from trilateral.grading.reports.filling import filled
    from trilateral.grading.reports.layout import layout, titles_of

    table = table_file.parse(like.read_bytes(), like.name)
    places = layout(like.name, table.cells, marks.assignments, titles_of(column))
    filling = filled(table, places, work.rows, marks, earlier=sent.read(work.folder), asked=asked)
    notices += filling.notices({name: marks.possible(name) for name in marks.assignments})
    if json:
        _print(filling, None if dry_run else file, notices)
    else:
        say(*(_listed(cell) for cell in filling.cells if dry_run and not cell.words))
        _look_at(notices)
        say("", _counted(filling), f"{'Would be written' if dry_run else 'Written'} to {file}")
    if not dry_run:
        sent.add(work.folder, filling.written)
        _write(filling.file.content, file)


def _print(filling: Filling, file: Path | None, notices: Sequence[Notice]) -> None:
    from trilateral.grading.reports.filling import Fate

    cells = [
        {
            "learner": cell.learner,
            "assignment": cell.assignment,
            "before": cell.before,
            "after": cell.after,
            "fate": cell.fate.value,
            "words": cell.words,
        }
        for cell in filling.cells
    ]
    counts = {fate.name.lower(): filling.count(fate) for fate in Fate}
    problems = {"problems": [notice.text for notice in notices], "well": not notices}
    print_json({**counts, "cells": cells, **problems, "file": file})


def _counted(filling: Filling) -> str:
    from trilateral.grading.reports.filling import Fate

    new, changed, cleared, same, others = map(filling.count, Fate)
    return (
        f"{new} new marks, {changed} changed, {cleared} cleared, {same} unchanged; {others} by "
        "others kept."
    )


def _listed(cell: Cell) -> str:
    before, after = (one_line(text) or "empty" for text in (cell.before, cell.after))
    place = f"{cell.assignment}  {one_line(cell.learner)}"
    return f"{cell.fate.value:<15}  {place}  {before} -> {after}"


def _look_at(notices: Sequence[Notice]) -> None:
    from trilateral.grading.reports.notices import lines

    for line in lines(notices):
        say(f"look at  {line}")


def _write(content: bytes, file: Path) -> None:
    from trilateral.files import replace
    from trilateral.grading.errors import GradingError

    try:
        replace(file, content)
    except OSError as error:
        message = (
            f"{file} cannot be written: {error.strerror}. Free some space or fix the "
            "permissions, then rerun the command."
        )
        raise GradingError(message) from error

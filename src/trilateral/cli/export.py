"""``trilateral export``: marks for a learning platform."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, note, print_json, say
from trilateral.cli.feedback import ClassDir  # noqa: TC001 -- typer reads annotations at run time
from trilateral.paths import course_dir


class Lms(Enum):
    """Where marks go."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    CSV = "csv"


@app.command(epilog="Example: trilateral export --lms canvas --like gradebook.csv --dry-run")
def export(  # noqa: PLR0913 -- one for each option
    folder: ClassDir = Path(),
    *,
    lms: Annotated[Lms, typer.Option(help="The platform.")] = Lms.CSV,
    like: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="The platform's own exported gradebook: its learners and its titles are used.",
        ),
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="A title: '03_coercion=Exercise 3 (12345)'.")
    ] = None,
    assignment: Annotated[
        list[str] | None, typer.Option(help="Assignments; all by default.")
    ] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Points so far where a task is not marked yet.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would not match; write nothing.")
    ] = False,
    to: Annotated[
        Path | None, typer.Option(help="The file; marks-PLATFORM.csv in DIR by default.")
    ] = None,
    json: Json = False,
) -> None:
    """Write the marks as Canvas or Moodle imports them; whatever has no mark stays empty."""
    from trilateral.grading.quick import leave_out_slow_imports

    leave_out_slow_imports()
    from trilateral.grading import lms_columns
    from trilateral.grading.astray import astray
    from trilateral.grading.gradebook_sync import standings
    from trilateral.grading.lms import Marks, sheet
    from trilateral.grading.told import Told, lines

    folder = folder.resolve()
    found = standings(folder, course_dir(folder), "export", like, note, trial=dry_run)
    wanted = set(assignment or {entry.assignment for entry in found.entries})
    entries = [entry for entry in found.entries if entry.assignment in wanted]
    if not entries:
        message = f"nothing of {', '.join(sorted(wanted))} is graded"
        raise typer.BadParameter(message)
    titles = lms_columns.titles_like(like, sorted(wanted)) if like else {}
    titles |= lms_columns.given(column or ())
    unread = {place: graded.unread for place, graded in found.graded.items() if graded.unread}
    marks = Marks(found.roster, entries, titles, partial, unread)
    made = sheet(lms.value, marks)
    told = [*made.told, *astray(found, assignment or (), like.name if like else "")]
    if like and lms is not Lms.CSV:  # whose columns are ours
        possible = {name: marks.possible(name) for name in marks.assignments}
        told += [Told(text) for text in lms_columns.unlike(like, titles, possible)]
    file = to or folder / f"marks-{lms.value}.csv"
    if not dry_run:
        _write(made.text, file)
    if json:
        plain = {"text": made.text, "marks": made.marks, "blank": made.waiting + made.absent}
        plain |= {"waiting": made.waiting, "absent": made.absent}
        plain |= {"problems": [one.text for one in told], "well": not told}
        print_json(plain | {"file": None if dry_run else file})
    else:
        for line in lines(told):
            say(f"look at  {line}")
        state = "would be in" if dry_run else "in"
        say(
            f"\n{made.marks} marks {state} {file}; left empty: {made.absent} with nothing graded, "
            f"{made.waiting} with a task not marked yet."
        )
    if told:
        raise typer.Exit(FOUND)


def _write(text: str, file: Path) -> None:
    from trilateral.grading.errors import GradingError

    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        message = f"{file} cannot be written: {error.strerror}. Make room and try again."
        raise GradingError(message) from error

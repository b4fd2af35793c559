"""``trilateral void``: what a task with a fault is worth."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from trilateral.cli._app import app, say
from trilateral.paths import course_dir


class Worth(Enum):
    """What a faulty task is worth."""

    NOTHING = "nothing"
    FULL = "full"
    MARKED = "marked"


@app.command(epilog="Example: trilateral void 03_coercion three-rules --worth full")
def void(
    assignment: Annotated[str, typer.Argument(help="The assignment, such as 03_coercion.")],
    task: Annotated[str, typer.Argument(help="The task with the fault.")],
    folder: Annotated[
        Path,
        typer.Argument(metavar="[DIR]", exists=True, file_okay=False, help="The class's folder."),
    ] = Path(),
    *,
    worth: Annotated[
        Worth,
        typer.Option(
            help="Count nothing, full marks for everybody who handed in, or the marks as given."
        ),
    ],
) -> None:
    """Count a faulty task as nothing, or as full marks, for everybody. No mark is lost."""
    from trilateral.assignments import read
    from trilateral.assignments.cells import assignment_tasks
    from trilateral.grading.book import voided

    exercise = course_dir(folder) / "exercises" / assignment / f"{assignment}.ipynb"
    if not exercise.is_file():
        message = f"exercises/ has no assignment {assignment!r}"
        raise typer.BadParameter(message)
    tasks = [each.id for each in assignment_tasks(read(exercise))]
    if task not in tasks:
        message = f"{assignment} has no task {task!r}; it has {', '.join(tasks)}"
        raise typer.BadParameter(message)
    listed = voided.read(folder)
    listed.pop((assignment, task), None)
    if worth is not Worth.MARKED:
        listed[assignment, task] = voided.Worth(worth.value)
    voided.write(folder, listed)
    say(f"{assignment}  {task}: {_worth(worth)}. Feedback and export read it from {voided.FILE}.")


def _worth(worth: Worth) -> str:
    if worth is Worth.MARKED:
        return "counts as marked"
    return "counts nothing" if worth is Worth.NOTHING else "full marks for all who handed in"

"""``trilateral release``: what an instructor hands out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from trilateral.cli._app import Json, app, print_json
from trilateral.paths import course_dir


@app.command(epilog="Example: trilateral release ../handout")
def release(
    folder: Annotated[Path, typer.Argument(file_okay=False, help="A new or empty folder.")],
    *,
    practice: Annotated[
        bool,
        typer.Option("--practice", help="For self-study: with all checks and worked solutions."),
    ] = False,
    track: Annotated[
        Literal["both", "code", "judgement"],
        typer.Option(
            help="Hand out tasks with code, those without, or both. Written tasks always stay."
        ),
    ] = "both",
    json: Json = False,
) -> None:
    """Write the learners' copy of the course (for instructors).

    It has no solutions and no hidden tests.
    """
    from trilateral.assignments.release import release as hand_out

    files = hand_out(course_dir(), folder, practice=practice, track=track)
    if json:
        print_json({"folder": folder, "files": files})
    else:
        exercises = sum(file.parts[0] == "exercises" and file.suffix == ".ipynb" for file in files)
        typer.echo(f"{folder}: {len(files)} files, {exercises} of them exercises.")

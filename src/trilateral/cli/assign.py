"""``trilateral assign``: make the exercises from the solutions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trilateral.cli._app import Json, app, print_json
from trilateral.paths import course_dir


@app.command(epilog="Example: trilateral assign 03_coercion")
def assign(
    assignments: Annotated[
        list[str] | None, typer.Argument(help="Assignments. Default: all.")
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Make the exercises from the solutions (for instructors)."""
    from trilateral.assignments.generate import generate

    course = course_dir()
    files = generate(course, course / "exercises", assignments or ())
    if json:
        print_json({"files": [Path("exercises") / file for file in files]})
    else:
        typer.echo("\n".join(f"exercises/{file.as_posix()}" for file in files))

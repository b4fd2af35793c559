"""``trilateral tidy``: rerun the notebooks and write them in a standard form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json
from trilateral.paths import course_dir


@app.command(epilog="Example: trilateral tidy notebooks/03_coercion.ipynb")
def tidy(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="Notebooks. Default: all lessons and solutions, the pictures of quizzes and "
            "plans, the plans in the instructors' notes, figures' cards and the codebook.",
        ),
    ] = None,
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a notebook is stale.")
    ] = False,
    execute: Annotated[
        bool, typer.Option("--execute/--no-execute", help="Run the notebooks first.")
    ] = True,
    json: Json = False,
) -> None:
    """Rerun notebooks, write citations, normalise files."""
    from trilateral.classroom.guides import charts_shown, tidy_guides
    from trilateral.notebook import tidy as tidy_notebooks
    from trilateral.notebook import tidy_made, tidy_pictures

    course = course_dir()
    chosen = paths or _all(course)
    lessons = {path.stem for path in paths} if paths else None
    pictures = tidy_pictures(course, lessons, also=charts_shown(), write=not check)
    results = [picture for picture in pictures if picture.stale]
    if not paths:
        results += [guide for guide in tidy_guides(course, write=not check) if guide.stale]
        results += [made for made in tidy_made(write=not check) if made.stale]
    for made in results:
        typer.echo(f"{made.path.name}: {'stale' if check else 'remade or removed'}", err=json)
    for number, done in enumerate(
        tidy_notebooks(chosen, execute=execute, write=not check), start=1
    ):
        results.append(done)
        state = "up to date"
        if done.stale:
            state = "stale" if check or done.reasons else "tidied"
        line = f"{number}/{len(chosen)}  {done.path.name}: {state}  ({done.seconds:.1f} s)"
        typer.echo("\n        ".join([line, *done.reasons]), err=json)
    if json:
        print_json([{"path": r.path, "stale": r.stale, "reasons": r.reasons} for r in results])
    if not check and any(done.stale and "solutions" in done.path.parts for done in results):
        typer.echo("A solution has changed. Next: trilateral assign", err=json)
    if any(done.reasons or (check and done.stale) for done in results):
        raise typer.Exit(FOUND)


def _all(course: Path) -> list[Path]:
    """Return the lessons, then the solutions where an instructor has them."""
    return [*sorted(course.glob("notebooks/*.ipynb")), *sorted(course.glob("solutions/*/*.ipynb"))]

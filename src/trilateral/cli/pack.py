"""``trilateral pack``: the course for a room without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from trilateral.cli._app import Json, app, note, print_json, say
from trilateral.cli._progress import counting
from trilateral.paths import course_dir

_EPILOG = (
    "Example: trilateral pack ../stick --system windows --system macos --python 3.13. "
    "Learners copy the folder to their computer and start start.bat, start.command or start.sh. "
    "Put Python's installers for them into its folder python. What was downloaded is kept for the "
    "next pack, also when this one is interrupted. With uv: uv run --extra grading --extra site ..."
)


@app.command(epilog=_EPILOG)
def pack(  # noqa: PLR0913 -- each is an option
    folder: Annotated[Path, typer.Argument(file_okay=False, help="A new or empty folder.")],
    *,
    system: Annotated[
        list[str] | None,
        typer.Option(
            help="windows, macos, macos-intel, linux, linux-arm; all by default. Repeat it."
        ),
    ] = None,
    python: Annotated[
        list[str] | None,
        typer.Option(help="Such as 3.12; the three newest by default. Repeat it."),
    ] = None,
    site: Annotated[
        bool, typer.Option("--site/--no-site", help="The static edition beside the course.")
    ] = True,
    track: Annotated[
        Literal["both", "code", "judgement"],
        typer.Option(help="Tasks with code, those without, or both; written ones stay."),
    ] = "both",
    json: Json = False,
) -> None:
    """Write the course for a room without a network: hand-out, packages, start scripts."""
    from trilateral.deploy.pack import pack as write
    from trilateral.deploy.pack import plan

    course = course_dir()
    what = plan(course, systems=system or (), pythons=python or ())
    wheels = what.wheels
    note(f"{len(wheels)} packages, {what.size / 1e6:,.0f} MB.")
    for line in what.left_out:
        note(line)
    with counting("Packages", len(wheels), visible=not json) as done:
        files = write(course, folder, what, site=site, track=track, done=done)
    size = sum((folder / file).stat().st_size for file in files)
    if json:
        served = [{"system": part.system, "python": part.python} for part in what.parts]
        print_json({"folder": folder, "files": len(files), "bytes": size, "serves": served})
    else:
        say(
            f"{folder}: {len(files)} files, {size / 1e6:,.0f} MB.",
            "Its READ-ME.txt says how to start.",
        )

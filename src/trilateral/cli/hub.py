"""``trilateral hub``: the course on a campus hub."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from trilateral.cli._app import Json, app, note, print_json, say
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.deploy.hub import Written


@app.command(epilog="Example: trilateral hub ../hub --address https://hub.example.edu")
def hub(  # noqa: PLR0913 -- one for each option
    folder: Annotated[
        Path, typer.Argument(file_okay=False, help="A new folder, or the hub's own to renew.")
    ],
    *,
    practice: Annotated[
        bool,
        typer.Option("--practice", help="For self-study: all checks, and worked solutions."),
    ] = False,
    track: Annotated[
        Literal["both", "code", "judgement"],
        typer.Option(help="Tasks with code, those without, or both; written ones stay."),
    ] = "both",
    address: Annotated[
        str, typer.Option(help="The hub's own, for the link to give to learners.")
    ] = "",
    repository: Annotated[
        str, typer.Option(help="Where homes get the course from; the image by default.")
    ] = "",
    json: Json = False,
) -> None:
    """Write a JupyterHub with the course in each home, and its images (for instructors)."""
    from trilateral.deploy.home import IN_THE_IMAGE
    from trilateral.deploy.hub import link, write

    note("Making the release, which takes a minute or two.")
    result = write(course_dir(), folder, practice=practice, track=track, repository=repository)
    to_give = link(address, repository or IN_THE_IMAGE) if address else ""
    if json:
        print_json(asdict(result) | {"link": to_give})
    else:
        say(*_lines(result), *([f"Link for learners: {to_give}"] if to_give else []))


def _lines(result: Written) -> Iterator[str]:
    yield f"{result.folder}/course: the release{'' if result.renewed else ', as it was'}."
    if result.written:
        yield f"Written: {', '.join(result.written)}."
    if result.left:
        yield f"Left as they are: {', '.join(result.left)}."
    yield "Next: docs/instructor/hub.md, from “Build and start” on."

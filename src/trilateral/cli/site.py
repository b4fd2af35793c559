"""``trilateral site``: the course as pages, for a web server and for a stick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trilateral.cli._app import Json, app, print_json
from trilateral.cli._progress import counting
from trilateral.paths import course_dir


@app.command(epilog="Example: trilateral site ../site (with uv: uv run --extra site ...)")
def site(
    folder: Annotated[
        Path,
        typer.Argument(
            file_okay=False, help="A new or empty folder, or that of an earlier edition."
        ),
    ],
    *,
    json: Json = False,
) -> None:
    """Write the course as static pages: upload the folder, or open its index.html."""
    from trilateral.site import build

    with counting("Pages", visible=not json) as done:
        files = build(course_dir(), folder, done=done)
    size = sum((folder / file).stat().st_size for file in files)
    if json:
        print_json({"folder": folder, "files": files, "bytes": size})
    else:
        pages = sum(file.suffix == ".html" for file in files)
        typer.echo(f"{folder}: {pages} pages, {size / 1e6:.1f} MB. Open {folder / 'index.html'}.")

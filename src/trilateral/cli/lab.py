"""``trilateral lab``: open the course."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated

import typer

from trilateral import lab as jupyter
from trilateral.cli._app import app
from trilateral.paths import course_dir


@app.command(epilog="Example: trilateral lab --lesson 03")
def lab(
    *,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser.")
    ] = True,
    port: Annotated[
        int | None,
        typer.Option(
            min=1, max=65535, help="The port to use. Default: the first free one from 8888."
        ),
    ] = None,
    lesson: Annotated[
        str | None,
        typer.Option(help="The number of the lesson to open. Default: the start page."),
    ] = None,
) -> None:
    """Open the course in JupyterLab."""
    course = course_dir()
    notebook = jupyter.START if lesson is None else jupyter.lesson_path(course, lesson)
    if port is not None and not jupyter.is_free(port):
        message = f"Port {port} is in use. Choose another, or leave out --port to get a free one."
        raise typer.BadParameter(message)
    port = port or jupyter.free_port()
    argv, env = jupyter.command(course, port, browser=browser, notebook=notebook)
    typer.echo(f"The course in {course} opens at\n\n    {jupyter.url(port, env, notebook)}\n")
    typer.echo("in a few seconds. To stop it, press Ctrl-C in this window.")
    sys.stdout.flush()
    if os.name == "posix":
        # Replacing this process leaves nothing behind when the person who started it stops it.
        os.execve(argv[0], argv, env)  # noqa: S606 -- our own argument list, no shell
    raise typer.Exit(subprocess.run(argv, env=env, check=False).returncode)  # noqa: S603 -- as above

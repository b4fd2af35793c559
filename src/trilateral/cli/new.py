"""``trilateral new``: begin something without writing its metadata by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from trilateral.cli._app import app, say
from trilateral.paths import course_dir

verbs = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Create something new.")
app.add_typer(verbs, name="new")


@verbs.callback()
def _group() -> None:
    """Have a verb of its own, though there is only one."""


@verbs.command(epilog="Example: trilateral new task 03_coercion median-gap --points 2")
def task(
    assignment: Annotated[str, typer.Argument(help="The assignment, such as 03_coercion.")],
    name: Annotated[str, typer.Argument(help="The new task's id, such as median-gap.")],
    *,
    points: Annotated[float, typer.Option(min=0.5, max=100, help="Points that it is worth.")] = 2,
    title: Annotated[str, typer.Option(help="Its heading.")] = "",
    after: Annotated[str, typer.Option(help="The task that it follows. Default: the last.")] = "",
) -> None:
    """Add a task's three cells to a solution: its words, its answer, its checks."""
    from trilateral.assignments.draft import add_task

    solution = course_dir() / "solutions" / assignment / f"{assignment}.ipynb"
    if not solution.is_file():
        message = f"solutions/ has no assignment {assignment!r}"
        raise typer.BadParameter(message)
    add_task(solution, name, points, title, after)
    say(f"{name}-task, {name}-answer and {name} are in {solution}.")
    say(
        f"Write the task, its answer and its checks there, then run: trilateral assign {assignment}"
    )

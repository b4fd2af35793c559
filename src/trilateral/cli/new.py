"""``trilateral new``: begin something without writing its metadata by hand."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from trilateral.cli._app import app, say
from trilateral.paths import course_dir

verbs = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Create something new.")
app.add_typer(verbs, name="new")

COMMANDS: Final = """\
uv run trilateral tidy solutions/{lesson}/{lesson}.ipynb
uv run trilateral assign {lesson}
uv run trilateral align
uv run --group dev pytest --matrix tests/tasks solutions exercises \\
    tests/assignments/test_ladder.py tests/notebook/test_minutes.py"""
"""What to run when a task is written."""
_NEXT: Final = """\
Next:
1. In these cells, write the text, the solution and the checks. Show everything before you ask \
for it.
2. In solutions/{lesson}/objectives.yaml, name the task, with the objectives that it serves.
3. In solutions/{lesson}/corpus.yaml, add the task, with at least one more right answer, three \
wrong ones, and two under `raises:`.
4. Correct the minutes: in the task's heading, in the exercise's title and text (with the number \
of tasks), and in notebooks/{lesson}.ipynb (*about ... minutes*).
5. Run:"""


@verbs.callback()
def _group() -> None:
    """Have a verb of its own, though there is only one."""


@verbs.command(epilog="Example: trilateral new task 06_another_story median-gap --points 2")
def task(
    assignment: Annotated[str, typer.Argument(help="The assignment, such as 06_another_story.")],
    name: Annotated[str, typer.Argument(help="The new task's id, such as median-gap.")],
    *,
    points: Annotated[float, typer.Option(min=0.5, max=100, help="Points that it is worth.")] = 2,
    title: Annotated[str, typer.Option(help="Its heading.")] = "",
    after: Annotated[
        str, typer.Option(help="The task with code that it follows. Default: the last.")
    ] = "",
) -> None:
    """Add a task's three cells to a solution: its words, its answer, its checks."""
    from trilateral.assignments.draft import add_task

    solution = course_dir() / "solutions" / assignment / f"{assignment}.ipynb"
    if not solution.is_file():
        message = f"solutions/ has no assignment {assignment!r}"
        raise typer.BadParameter(message)
    added = add_task(solution, name, points, title, after)
    say(f"{name}-task, {name}-answer and {name} are in {solution}, as task {added.number}.")
    if added.stale:
        say(
            "The tasks after it have new numbers. Correct them where a text has the old ones: "
            f"{', '.join(added.stale)}."
        )
    say(*_NEXT.format(lesson=assignment).splitlines())
    say(*(f"   {line}" for line in COMMANDS.format(lesson=assignment).splitlines()))

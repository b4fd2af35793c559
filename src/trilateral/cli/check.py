"""``trilateral check``: how a learner's own exercise stands."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json, say
from trilateral.paths import course_above, course_dir
from trilateral.printing import one_line

if TYPE_CHECKING:
    from trilateral.assignments.selfcheck import Checked, Report


@app.command(epilog="Example: trilateral check exercises/03_coercion/03_coercion.ipynb")
def check(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="The exercise that you worked on.")
    ],
    *,
    seconds: Annotated[
        int, typer.Option(min=1, help="Seconds that a cell may take before it is stopped.")
    ] = 30,
    json: Json = False,
) -> None:
    """Check your own exercise.

    Runs the visible checks; in a course with solutions, all checks, confined.
    """
    here = course_above(file.parent) or course_above(Path())
    if here and any(here.glob("solutions/*/*.ipynb")):
        from trilateral.grading.run.alone import check as check_alone

        report = check_alone(file, here, seconds=seconds)
    else:  # solutions may lie beside the installed package, but not where the learner works
        from trilateral.assignments.selfcheck import check as check_notebook

        report = check_notebook(file, here or course_dir(), seconds=seconds)
    if json:
        print_json({**asdict(report), "well": report.well})
    else:
        say(*_lines(report))
    if not report.well:
        raise typer.Exit(FOUND)


def _lines(report: Report) -> list[str]:
    if report.complete:
        head = "All checks ran: the solutions are in this folder."
    else:
        head = "Only the visible checks ran: the solutions are not here. More run at grading."
    lines = [f"{one_line(report.assignment)}. {head}", ""]
    lines += [f"cell    {problem.sentence}" for problem in report.damage]
    for task in report.tasks:
        lines.append(_line(task))
        lines += [f"        {message}" for message in task.messages]
    earned = sum(task.points or 0 for task in report.tasks)
    possible = sum(task.possible for task in report.tasks if task.points is not None)
    return [*lines, "", f"{earned:g} of {possible:g} points from checks."]


def _line(task: Checked) -> str:
    points = f"{task.points:g}" if task.points is not None else "-"
    checks = "check" if task.further == 1 else "checks"
    more = f", {task.further} more {checks} at grading" if task.further else ""
    return f"{points:>4} of {task.possible:g}  {one_line(task.task)}: {task.outcome}{more}"

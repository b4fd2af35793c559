"""Write each lesson's plan into its instructor's guide, so that the two can't differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from trilateral.classroom.checking import read_model
from trilateral.classroom.errors import ClassroomError
from trilateral.classroom.plan import Plan, Predict, Show
from trilateral.classroom.reading import load_plans, plan_paths
from trilateral.files import replace
from trilateral.notebook.tidying import Tidied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK: Final = re.compile(r"<!-- the plan: begin .*?-->\n.*?<!-- the plan: end -->", re.DOTALL)


def guide_path(course: Path, lesson: str) -> Path:
    """Return where a lesson's guide for instructors is."""
    return course / "docs" / "instructor" / f"{lesson}.md"


def table(plan: Plan) -> str:
    """Return a plan as the guides have it: minutes, what is done, and what to do in less time."""
    rows = "\n".join(
        f"| {step.minutes} | {_cell(step.title)} | {_cell(step.drop or 'Keep the whole step.')} |"
        for step in plan.steps
    )
    return (
        "<!-- the plan: begin (written by trilateral tidy from "
        f"notebooks/plans/{plan.lesson}.yaml) -->\n"
        f"| minutes | what | if time is short |\n|---|---|---|\n{rows}\n\n"
        f"Together {plan.planned} minutes; {plan.slack} of {plan.minutes} stay free.\n"
        "<!-- the plan: end -->"
    )


def tidy_guides(course: Path, *, write: bool = True) -> Iterator[Tidied]:
    """Bring the plans in the guides up to date, yielding each guide when it is done.

    Parameters
    ----------
    course
        The folder that holds ``notebooks/`` and ``docs/``.
    write
        Whether to save; without it the result says what is stale.

    Raises
    ------
    ClassroomError
        A guide has no place for its plan.
    PlanError
        A plan has something to correct.
    """
    for lesson, plan in load_plans(course / "notebooks" / "plans").items():
        path = guide_path(course, lesson)
        if path.is_file():  # a class of its own has none
            yield _tidied(path, plan, write=write)


def charts_shown() -> dict[str, frozenset[str]]:
    """Return the charts that each lesson's plan shows, whether or not there are pictures of them.

    Raises
    ------
    PlanError
        A plan has something to correct.
    """
    plans = [read_model(path, Plan)[0] for path in plan_paths()]
    return {
        plan.lesson: frozenset(
            step.chart for step in plan.steps if isinstance(step, Show | Predict) and step.chart
        )
        for plan in plans
    }


def _tidied(path: Path, plan: Plan, *, write: bool) -> Tidied:
    before = path.read_text(encoding="utf-8")
    if not _BLOCK.search(before):
        message = (
            f"{path} has no place for the plan. Add the lines `<!-- the plan: begin -->` and "
            "`<!-- the plan: end -->` where it belongs, and run `trilateral tidy` again."
        )
        raise ClassroomError(message)
    written = table(plan)
    after = _BLOCK.sub(lambda _: written, before)
    if write and after != before:
        replace(path, after.encode())
    return Tidied(path, stale=after != before)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")

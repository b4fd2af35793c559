"""Read the plans of classes, and refuse any that could not be held, with file, line and step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.classroom.checking import plans_dir, read_model
from trilateral.classroom.errors import ClassroomError, PlanError
from trilateral.classroom.plan import Plan
from trilateral.classroom.references import unmet
from trilateral.classroom.text import written_out
from trilateral.errors import nearest
from trilateral.paths import course_dir
from trilateral.quiz.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BESIDE = frozenset({"cards", "simulation"})
"""Files beside the plans: the evidence cards and the scenario."""


def plan_paths(folder: Path | None = None) -> list[Path]:
    """Return the plans in `folder` (the course's own by default), in the lessons' order."""
    paths = sorted((folder or plans_dir()).glob("*.yaml"))
    return [path for path in paths if path.stem not in BESIDE]


def load_plan(lesson: str, folder: Path | None = None) -> Plan:
    """Read the plan of one lesson, with its citation marks written out.

    Parameters
    ----------
    lesson
        The lesson's file without its ending, such as ``03_coercion``, or its number alone.
    folder
        Where the plans are; the course's own folder by default.

    Raises
    ------
    ClassroomError
        There is no plan of that name.
    PlanError
        The plan has something to correct.
    """
    paths = {path.stem: path for path in plan_paths(folder)}
    name = _numbered(lesson, paths) or lesson
    if name not in paths:
        have = ", ".join(paths) or "none"
        message = f"No plan for {lesson!r}.{nearest(lesson, paths)} There are: {have}."
        raise ClassroomError(message)
    return read_plan(paths[name])


def _numbered(number: str, names: Iterable[str]) -> str | None:
    """Return the plan that a number means: the lesson's own before a class that goes with it."""
    fitting = [name for name in names if name.split("_")[0] == number]
    notebooks = course_dir() / "notebooks"
    fitting.sort(key=lambda name: not (notebooks / f"{name}.ipynb").is_file())
    return fitting[0] if fitting else None


def load_plans(folder: Path | None = None) -> dict[str, Plan]:
    """Read all plans, by lesson.

    Raises
    ------
    PlanError
        A plan has something to correct.
    """
    return {path.stem: read_plan(path) for path in plan_paths(folder)}


def read_plan(path: Path) -> Plan:
    """Read and check one plan, with its citation marks written out.

    Raises
    ------
    PlanError
        The file is not YAML as plans use it, breaks a rule of the model, cites something that does
        not exist, or names an item, a chart or a prediction that does not exist.
    """
    plan, lines = read_model(path, Plan)
    findings = []
    if plan.lesson != path.stem:
        message = f"`lesson` is {plan.lesson!r}, but the file is called {path.name}"
        findings.append(Finding(str(path), lines.get(("lesson",), 1), message))
    for number, step in enumerate(plan.steps):
        findings += [
            Finding(str(path), lines.get(("steps", number, field), 1), message, step.id)
            for field, message in unmet(step, plan.lesson)
        ]
    if findings:
        raise PlanError(path, findings)
    return written_out(plan)

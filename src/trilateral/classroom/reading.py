"""Read the plans of classes, and refuse what could not be held, with file, line and step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from trilateral.classroom.errors import ClassroomError, PlanError
from trilateral.classroom.plan import Plan
from trilateral.classroom.text import filled, written_out
from trilateral.errors import EvidenceError, nearest
from trilateral.paths import course_dir
from trilateral.quiz.errors import BankError, Finding
from trilateral.quiz.reading import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_Model = TypeVar("_Model", bound=BaseModel)
_Place = tuple[str | int, ...]
SIMULATION = "simulation"
"""The file beside the plans that holds the scenario."""


def plans_dir() -> Path:
    """Return the course's folder of plans."""
    return course_dir() / "notebooks" / "plans"


def plan_paths(folder: Path | None = None) -> list[Path]:
    """Return the plans in `folder` (the course's own by default), in the lessons' order."""
    paths = sorted((folder or plans_dir()).glob("*.yaml"))
    return [path for path in paths if path.stem != SIMULATION]


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
    numbered = [name for name in paths if name.split("_")[0] == lesson]
    name = numbered[0] if len(numbered) == 1 else lesson
    if name not in paths:
        have = ", ".join(paths) or "none"
        message = f"No plan for {lesson!r}.{nearest(lesson, paths)} There are: {have}."
        raise ClassroomError(message)
    return read_plan(paths[name])


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
        The file is not YAML as plans use it, breaks a rule of the model, cites what is not there,
        or names an item, a chart or a prediction that there is not.
    """
    from trilateral.classroom.references import unmet  # noqa: PLC0415 -- reads banks and lessons

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


def read_model(path: Path, model: type[_Model]) -> tuple[_Model, Mapping[_Place, int]]:
    """Return a file of this folder as a model, its marks as they were typed, and its lines.

    Raises
    ------
    PlanError
        The file can't be read, breaks a rule of the model, or cites what is not there.
    """
    try:
        value, plain, lines = checked(path, model)
    except BankError as error:
        raise PlanError(path, error.findings) from error
    findings = [
        Finding(str(path), lines.get(place, 1), message, _step_id(plain, place))
        for place, message in _broken_marks(plain, ())
    ]
    if findings:
        raise PlanError(path, findings)
    return value, lines


def _broken_marks(plain: object, place: _Place) -> Iterator[tuple[_Place, str]]:
    match plain:
        case str():
            try:
                filled(plain)
            except EvidenceError as error:
                yield place, str(error)
        case dict():
            for key, value in plain.items():
                yield from _broken_marks(value, (*place, key))
        case list():
            for number, value in enumerate(plain):
                yield from _broken_marks(value, (*place, number))


def _step_id(plain: Any, place: _Place) -> str:  # noqa: ANN401 -- a parsed YAML file
    match place:
        case (str() as name, int() as number, *_) if isinstance(plain, dict):
            return str(plain[name][number].get("id", ""))
    return ""

"""Read a file of ``notebooks/plans`` as a model, and refuse marks that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from trilateral.classroom.errors import PlanError
from trilateral.classroom.text import filled
from trilateral.errors import EvidenceError
from trilateral.paths import course_dir
from trilateral.quiz.errors import BankError, Finding
from trilateral.quiz.reading import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_Model = TypeVar("_Model", bound=BaseModel)
_Place = tuple[str | int, ...]


def plans_dir() -> Path:
    """Return the course's folder of plans."""
    return course_dir() / "notebooks" / "plans"


def read_model(path: Path, model: type[_Model]) -> tuple[_Model, Mapping[_Place, int]]:
    """Return a file of this folder as a model, its marks as they were typed, and its lines.

    Raises
    ------
    PlanError
        The file can't be read, breaks a rule of the model, or cites something that does not exist.
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


def _step_id(plain: object, place: _Place) -> str:
    """Return the id of the step, or of another member of a list, that `place` lies in."""
    match (plain, place):
        case (dict(), (str() as name, int() as number, *_)):
            member = plain[name][number]
            return str(member.get("id", "")) if isinstance(member, dict) else ""
    return ""

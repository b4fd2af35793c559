"""A small course and what a learner may do in it, for tests of the start page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from tests.quiz.statements import answered
from trilateral.records.statements import HOME, statement

if TYPE_CHECKING:
    from trilateral.quiz.statements import Confidence

START: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
NAMES: Final = ("00_start_here", "01_summit", "02_access")
ITEMS: Final = 4
"""Items of each lesson; of each, option a is right."""


def lesson(name: str) -> dict[str, Any]:
    """Return a lesson as the page gets it."""
    names = [f"{name[:2]}-{number}" for number in range(ITEMS)]
    options = [{"id": "a", "correct": True}, {"id": "b"}, {"id": "c"}]
    return {
        "name": name,
        "title": name[3:].replace("_", " ").capitalize(),
        "exercise": "",
        "minutes": 50,
        "items": [
            {"id": item, "version": 1, "lesson": name, "type": "choice", "options": options}
            for item in names
        ],
        "aims": {item: f"Aim {item}." for item in names},
        "marks": [f"first/prediction/{name[:2]}-looks"],
    }


COURSE: Final = [lesson(name) for name in NAMES]


def at(day: float) -> datetime:
    """Return a moment some days after the start."""
    return START + timedelta(days=day)


def answer(  # noqa: PLR0913 -- what a learner did, in one line
    item: str,
    response: str,
    day: float,
    *,
    quiz: str = "",
    sure: Confidence | None = None,
    attempt: int = 1,
) -> dict[str, Any]:
    """Return the statement that an item was answered, in its lesson's quiz by default."""
    name = next(name for name in NAMES if name[:2] == item[:2])
    return answered(
        item, response, lesson=name, quiz=quiz, confidence=sure, attempt=attempt, time=at(day)
    )


def whole(name: str, day: float, response: str = "a") -> list[dict[str, Any]]:
    """Return the statements of a lesson whose questions were all answered."""
    return [answer(f"{name[:2]}-{number}", response, day) for number in range(ITEMS)]


def predicted(name: str, day: float) -> dict[str, Any]:
    """Return the statement that a lesson's prediction was made."""
    made = statement(
        "p",
        "judged",
        f"prediction/{name[:2]}-looks",
        result={"response": "yes"},
        context={"contextActivities": {"parent": [{"id": f"{HOME}/occasion/first"}]}},
    )
    return {**made, "timestamp": at(day).isoformat()}

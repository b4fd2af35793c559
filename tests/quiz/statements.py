"""Statements as the page writes them, for tests of those who read them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from trilateral.quiz.statements import CONFIDENCES, Confidence
from trilateral.records.statements import HOME

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def answered(  # noqa: PLR0913 -- what a learner did, in one line
    item: str,
    response: str,
    *,
    lesson: str = "99_sample",
    quiz: str = "",
    version: int = 1,
    learner: str = "p",
    attempt: int = 1,
    score: float = 0.0,
    mistake: int = 0,
    confidence: Confidence | None = None,
    time: datetime = NOON,
) -> dict[str, Any]:
    """Return the statement that an item was answered."""
    made = _about("http://adlnet.gov/expapi/verbs/answered", item, lesson, quiz or lesson, version)
    extensions = made["context"]["extensions"]
    extensions[f"{HOME}/x/attempt"] = attempt
    if confidence:
        extensions[f"{HOME}/x/confidence"] = CONFIDENCES[confidence]
    if mistake:
        extensions[f"{HOME}/x/mistake"] = mistake
    made["actor"]["account"]["name"] = learner
    made["timestamp"] = time.isoformat()
    made["result"] = {
        "response": response,
        "success": score == 1,
        "completion": True,
        "duration": "PT3.5S",
        "score": {"scaled": score, "raw": score, "min": 0, "max": 1},
    }
    return made


def hinted(item: str, *, lesson: str = "99_sample", quiz: str = "", version: int = 1) -> Any:  # noqa: ANN401 -- JSON
    """Return the statement that a hint was opened."""
    return _about(f"{HOME}/verb/hinted", item, lesson, quiz or lesson, version)


def _about(verb: str, item: str, lesson: str, quiz: str, version: int) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "timestamp": NOON.isoformat(),
        "version": "1.0.3",
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": f"{HOME}/learner", "name": "p"},
        },
        "verb": {"id": verb},
        "object": {"objectType": "Activity", "id": f"{HOME}/item/{lesson}/{item}/{version}"},
        "context": {
            "contextActivities": {
                "parent": [{"id": f"{HOME}/quiz/{quiz}"}],
                "grouping": [{"id": HOME}],
            },
            "extensions": {f"{HOME}/x/attempt": 0, f"{HOME}/x/hints": 0},
        },
    }

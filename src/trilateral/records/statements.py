"""What every statement of a learner's has in common: the envelope of xAPI 1.0.3.

The page writes the same envelope: ``front/records/statement.js``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

HOME: Final = "https://promises-to-power.invalid"
"""Names things and leads nowhere: `.invalid` is reserved, so no record can cause a request."""
Statement = dict[str, Any]


def statement(learner: str, verb: str, activity: str, **rest: object) -> Statement:
    """Return a statement made now.

    Parameters
    ----------
    learner
        The learner's pseudonym.
    verb
        What was done, in the past tense, such as ``judged``.
    activity
        What it was done with: a path below `HOME`, such as ``task/share``.
    **rest
        What else xAPI lets it have: ``result``, ``context``.
    """
    return {
        "id": str(uuid4()),
        "timestamp": datetime.now(UTC).isoformat(),
        "version": "1.0.3",
        "actor": agent(learner),
        "verb": {"id": f"{HOME}/verb/{verb}", "display": {"en-US": verb}},
        "object": {"objectType": "Activity", "id": f"{HOME}/{activity}"},
        **rest,
    }


def agent(learner: str) -> dict[str, Any]:
    """Return whose a statement is: an account that nobody else can be found by."""
    return {
        "objectType": "Agent",
        "account": {"homePage": f"{HOME}/learner", "name": learner},
    }

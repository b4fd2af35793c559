"""``hint("task-id")``: the next hint, on request, and a record of it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from trilateral.records import HOME, append, learner
from trilateral.tasks import announcer
from trilateral.tasks.report import marked
from trilateral.tasks.task import known

_given: Counter[str] = Counter()


class Words:
    """A line that a notebook shows as text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        """Return the line itself."""
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {"text/plain": self.text, "text/html": f"<p>{marked(self.text)}</p>"}


def hint(task: str) -> Words:
    """Give the next hint for a task; after the last, all of them stand above.

    Parameters
    ----------
    task
        The task's id, as its check shows it.
    """
    words = _next(task)
    announcer.say(words.replace("`", ""))
    return Words(words)


def _next(task: str) -> str:
    found = known().get(task)
    if found is None:
        names = ", ".join(sorted(known())) or "none so far"
        return (
            f"No check with the name {task!r} has run yet. Run the task's check cell first. "
            f"Checks that have run: {names}."
        )
    hints = found.definition.hints
    if _given[task] >= len(hints):
        return f"There are no more hints for {task}: you have had all {len(hints)}."
    _given[task] += 1
    number = _given[task]
    append(_statement(task, number))
    return f"Hint {number} of {len(hints)}: {hints[number - 1]}"


def _statement(task: str, number: int) -> dict[str, Any]:
    account = {"homePage": f"{HOME}/learner", "name": learner()}
    return {
        "id": str(uuid4()),
        "timestamp": datetime.now(UTC).isoformat(),
        "version": "1.0.3",
        "actor": {"objectType": "Agent", "account": account},
        "verb": {"id": f"{HOME}/verb/hinted", "display": {"en-US": "hinted"}},
        "object": {"objectType": "Activity", "id": f"{HOME}/task/{task}"},
        "context": {"extensions": {f"{HOME}/x/hints": number}},
    }

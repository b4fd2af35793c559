"""``hint("task-id")``: the next hint, on request, and a record of it."""

from __future__ import annotations

from collections import Counter

from trilateral.records import HOME, append, learner, statement
from trilateral.tasks import announcer
from trilateral.tasks.task import registry
from trilateral.tasks.text import Words

_counts: Counter[str] = Counter()


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
    entry = registry().get(task)
    if entry is None:
        names = ", ".join(sorted(registry())) or "none so far"
        return (
            f"No check with the name {task!r} has run yet. Run the task's check cell first. "
            f"Checks that have run: {names}."
        )
    hints = entry.definition.hints
    if _counts[task] >= len(hints):
        return f"There are no more hints for {task}: you have had all {len(hints)}."
    _counts[task] += 1
    number = _counts[task]
    context = {"extensions": {f"{HOME}/x/hints": number}}
    append(statement(learner(), "hinted", f"task/{task}", context=context))
    return f"Hint {number} of {len(hints)}: {hints[number - 1]}"

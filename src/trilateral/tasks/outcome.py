"""What a task's checks found, and what a learner sees of it: the same in HTML, text and speech."""

from __future__ import annotations

import html
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any, Final, NamedTuple

from trilateral.tasks import variants
from trilateral.tasks.text import marked

MIME: Final = "application/vnd.trilateral.result+json"
"""The result for programs, beside the report for people."""
SEED: Final = "variant"
"""In it, beside the result: what the learner's variants were drawn by."""


class Outcome(Enum):
    """How a task stands."""

    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    NOT_ATTEMPTED = "not attempted"
    RAISED = "raised"
    """The learner's code stopped: an error in it, or it took too long."""
    NOT_CHECKED = "not checked"
    """The check itself could not continue."""


@dataclass(frozen=True)
class Result:
    """What a task's checks found, in numbers and words: what leaves the process they ran in."""

    task: str
    outcome: Outcome
    points: float
    """Points earned by the checks that ran."""
    possible: float
    passed: int = 0
    """How many checks that count were met."""
    counted: int = 0
    """How many checks that count have run."""
    further: int = 0
    """How many checks have not run: those that only grading has, or those after the task ended."""
    messages: tuple[str, ...] = ()
    """What to look at."""
    note: str = ""
    """A sentence on what kept the checks from running, or on the cell itself."""
    reasons: tuple[str, ...] = ()
    """Why what is right is right, where a check says so."""
    hints: int = 0
    """How many hints there are to ask for."""
    worked: bool = False
    """Whether its worked solution can be opened."""

    @property
    def unsettled(self) -> bool:
        """Whether all checks so far were met, and others have yet to judge the answer."""
        return self.outcome is Outcome.CORRECT and self.further > 0

    def plain(self) -> dict[str, Any]:
        """Return it as JSON values, without what only a learner's own notebook offers."""
        values = {
            **asdict(self),
            "outcome": self.outcome.value,
            "messages": list(self.messages),
            "reasons": list(self.reasons),
        }
        return {name: value for name, value in values.items() if name not in _OFFERS}

    def __repr__(self) -> str:
        """Return the points earned, which is what nbgrader reads from a cell's result."""
        return f"{self.points:g}"

    def __str__(self) -> str:
        """Return the report as plain text."""
        return as_text(self)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            "text/plain": repr(self),
            "text/html": as_html(self),
            MIME: {**self.plain(), SEED: variants.seed()},
        }


_OFFERS: Final = ("hints", "worked")


class _Look(NamedTuple):
    icon: str
    colour: str
    """Of the edge alone: at least 3 to 1 on Lab's light and dark backgrounds."""


_LOOKS: Final = {
    Outcome.CORRECT: _Look("✔", "#1f883d"),
    Outcome.PARTIAL: _Look("◐", "#9a6700"),
    Outcome.INCORRECT: _Look("✘", "#d1242f"),
    Outcome.NOT_ATTEMPTED: _Look("○", "#6e7781"),
    Outcome.RAISED: _Look("⚠", "#d1242f"),
    Outcome.NOT_CHECKED: _Look("?", "#9a6700"),
}
_OPEN: Final = _Look("◔", "#0969da")
"""Of an answer that only grading judges: a green tick would say more than the checks have seen."""


def as_html(result: Result) -> str:
    """Return the report as HTML that needs no script and no style sheet."""
    look = _look(result)
    points = f" {html.escape(_points(result))}" if _points(result) else ""
    icon = f'<span aria-hidden="true">{look.icon}</span>'
    parts = [f"<p><strong>{icon} {_title(result)}</strong>{points}</p>"]
    if result.note:
        parts.append(f"<p>{marked(result.note)}</p>")
    if result.messages:
        items = "".join(f"<li>{marked(message)}</li>" for message in result.messages)
        parts.append(f"<p>Look at this:</p><ul>{items}</ul>")
    if result.reasons:
        items = "".join(f"<li>{marked(reason)}</li>" for reason in result.reasons)
        parts.append(f"<p>Right, and why:</p><ul>{items}</ul>")
    if closing := " ".join(_closing(result)):
        parts.append(f"<p>{marked(closing)}</p>")
    label = html.escape(f"Check of task {result.task}", quote=True)
    return (
        f'<div class="trilateral-report" role="group" aria-label="{label}" '
        f'style="border-left:.3em solid {look.colour};padding:.1em 1em;margin:.2em 0">'
        f"{''.join(parts)}</div>"
    )


def as_text(result: Result) -> str:
    """Return the report as plain text."""
    head = f"{_look(result).icon} {_title(result)} {_points(result)}".rstrip()
    note = [result.note] if result.note else []
    messages = [f"- {message}" for message in result.messages]
    reasons = (
        ["Right, and why:", *(f"- {reason}" for reason in result.reasons)] if result.reasons else []
    )
    return "\n".join([f"{result.task}: {head}", *note, *messages, *reasons, *_closing(result)])


def spoken(result: Result) -> str:
    """Return the report as it is read out."""
    words = [f"Task {result.task.replace('-', ' ')}: {_title(result)}", _points(result)]
    return " ".join(filter(None, [*words, result.note, *result.messages])).replace("`", "")


def _look(result: Result) -> _Look:
    return _OPEN if result.unsettled else _LOOKS[result.outcome]


def _title(result: Result) -> str:
    match result.outcome:
        case Outcome.CORRECT:
            return "No problems found so far." if result.unsettled else "Correct."
        case Outcome.PARTIAL:
            return "Partly correct."
        case Outcome.INCORRECT:
            return "Not correct yet."
        case Outcome.NOT_ATTEMPTED:
            return "Not attempted yet."
        case Outcome.RAISED:
            return "An error in your code."
        case Outcome.NOT_CHECKED:
            return "Not checked."


def _points(result: Result) -> str:
    if not result.possible:
        return "Optional: it earns no points."
    if result.outcome is Outcome.NOT_ATTEMPTED or (
        result.outcome is Outcome.RAISED and not result.counted
    ):
        return f"Worth {result.possible:g} {_unit(result.possible)}."
    if result.unsettled:
        return f"{result.passed} of {result.counted + result.further} checks have passed."
    return f"{result.points:g} of {result.possible:g} {_unit(result.possible)}."


def _closing(result: Result) -> list[str]:
    lines = []
    attempted = result.outcome is not Outcome.NOT_ATTEMPTED
    if attempted and result.counted and result.outcome is not Outcome.CORRECT:
        lines.append(f"Checks passed: {result.passed} of {result.counted} that ran.")
    if attempted and result.further and result.outcome in (Outcome.CORRECT, Outcome.PARTIAL):
        verb = "check runs" if result.further == 1 else "checks run"
        only = ", and only then is it known whether the answer is right" if result.unsettled else ""
        lines.append(f"{result.further} more {verb} at grading{only}.")
    if result.hints and result.outcome is not Outcome.CORRECT:
        lines.append(f'For a hint, type `hint("{result.task}")` in a cell of its own.')
    if result.worked and result.outcome is not Outcome.CORRECT:
        lines.append(f'Its worked solution can be opened now: `solution("{result.task}")`.')
    return lines


def _unit(points: float) -> str:
    return "point" if points == 1 else "points"

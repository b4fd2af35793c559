"""What a learner sees of a result: the same in HTML, in plain text and spoken."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from trilateral.tasks.outcome import Outcome

if TYPE_CHECKING:
    from trilateral.tasks.outcome import Result

MIME: Final = "application/vnd.trilateral.result+json"
"""The result for programs, beside the report for people."""
SEED: Final = "variant"
"""In it, beside the result: what the learner's variants were drawn by."""


class _Look(NamedTuple):
    icon: str
    colour: str
    """Of the edge alone: at least 3 to 1 on Lab's light and dark backgrounds."""


_LOOKS: Final = {
    Outcome.CORRECT: _Look("✔", "#1f883d"),
    Outcome.PARTIAL: _Look("◐", "#9a6700"),
    Outcome.INCORRECT: _Look("✘", "#d1242f"),
    Outcome.NOT_ATTEMPTED: _Look("○", "#6e7781"),
    Outcome.ERROR: _Look("⚠", "#d1242f"),
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
    return "\n".join([f"{result.task}: {head}", *note, *messages, *_closing(result)])


def spoken(result: Result) -> str:
    """Return the report as it is read out."""
    words = [f"Task {result.task.replace('-', ' ')}: {_title(result)}", _points(result)]
    return " ".join(filter(None, [*words, result.note, *result.messages])).replace("`", "")


def _look(result: Result) -> _Look:
    return _OPEN if result.unsettled else _LOOKS[result.outcome]


def _title(result: Result) -> str:
    match result.outcome:
        case Outcome.CORRECT:
            return "Nothing to mend so far." if result.unsettled else "Correct."
        case Outcome.PARTIAL:
            return "Partly correct."
        case Outcome.INCORRECT:
            return "Not correct yet."
        case Outcome.NOT_ATTEMPTED:
            return "Not attempted yet."
        case Outcome.ERROR:
            return "The check could not finish."


def _points(result: Result) -> str:
    if result.outcome is Outcome.NOT_ATTEMPTED:
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
    return lines


def _unit(points: float) -> str:
    return "point" if points == 1 else "points"


def marked(text: str) -> str:
    """Return text as HTML, with what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))

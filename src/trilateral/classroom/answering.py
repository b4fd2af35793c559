"""Whether an answer fits its question."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trilateral.classroom.protocol import Answer
    from trilateral.classroom.views import Question


def problem(question: Question, answer: Answer) -> str:
    """Return what is wrong with an answer, in a sentence for the person who gave it, or nothing."""
    match question.type:
        case "choice" | "multiple":
            return _choice(question, answer)
        case "number":
            return "" if answer.number is not None else "Write a number."
        case "bars":
            return _bars(question, answer)
        case "text":
            if answer.text is None:
                return "Write something."
            longest = question.longest or 0
            if len(answer.text) > longest:
                return (
                    f"That has {len(answer.text)} characters; at most {longest} are allowed. "
                    "Shorten it."
                )
            return ""


def _choice(question: Question, answer: Answer) -> str:
    picked = answer.picked or ()
    offered = {option.id for option in question.options}
    if not picked or not offered.issuperset(picked) or len(set(picked)) < len(picked):
        return "Choose among the answers on offer."
    if question.type == "choice" and len(picked) > 1:
        return "Choose one answer."
    return ""


def _bars(question: Question, answer: Answer) -> str:
    bars = answer.bars or {}
    if set(bars) != {bar.id for bar in question.bars}:
        return "Set each bar."
    most = question.most or 0
    if any(not 0 <= value <= most for value in bars.values()):
        return f"A bar is set between 0 and {most:g}."
    return ""

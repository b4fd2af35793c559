"""The test before the course and after it: twelve invented cases, in two forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from trilateral.parts import Part
from trilateral.parts.markup import escape
from trilateral.quiz import interface, payload
from trilateral.quiz.asked import Asked
from trilateral.quiz.bank import BEFORE_AFTER
from trilateral.quiz.reading import load_lesson
from trilateral.quiz.resolving import resolved

if TYPE_CHECKING:
    from pathlib import Path

Occasion = Literal["before", "after"]

_TITLES: Final[dict[Occasion, str]] = {
    "before": "Twelve cases, before the course",
    "after": "Twelve cases, after the course",
}


def BeforeAfter(occasion: Occasion, *, folder: Path | None = None) -> Part:  # noqa: N802 -- a notebook shows what it names
    """Return the test of one occasion: one form before the course, the other one after it.

    The page draws the form by the learner's pseudonym. It shows marks and reasons on both
    occasions, and what the learner gained, when the second test is complete.

    Parameters
    ----------
    occasion
        Before the course, or after it.
    folder
        Where the banks are; the course's own folder by default.

    Raises
    ------
    QuizError
        The bank is missing, or has something to fix.
    """
    bank = load_lesson(BEFORE_AFTER, folder).bank
    asked = [Asked(bank.lesson, resolved(item)) for item in bank.items]
    text = (
        "The cases are asked here: at once in JupyterLab and Notebook; in VS Code and Colab, when "
        "you run this cell. About half of a class gets one form and the rest the other, so the "
        "cases cannot be taken on paper."
    )
    return Part(
        kind="gain",
        id=f"{bank.lesson}/{occasion}",
        title=_TITLES[occasion],
        data={
            "occasion": occasion,
            "words": interface.before_after(),
            "items": [payload.question(each) for each in asked],
            "aims": {each.item.id: each.item.objective for each in asked},
        },
        twin=f"<p>{escape(text)}</p>",
    )

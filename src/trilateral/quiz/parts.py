"""The parts of a lesson that this room gives: the quiz and the review."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from trilateral.parts import Part
from trilateral.parts.markup import escape
from trilateral.quiz import interface, payload, twin
from trilateral.quiz.asked import Asked, all_asked
from trilateral.quiz.errors import QuizError
from trilateral.quiz.reading import lesson_banks, load_lesson
from trilateral.quiz.resolving import resolved

if TYPE_CHECKING:
    from pathlib import Path


def Quiz(lesson: str, *, folder: Path | None = None) -> Part:  # noqa: N802 -- a notebook shows what it names
    """Return the quiz of one lesson; put it last in a cell to show it.

    It asks the first form of each item; second forms are for the reviews.

    Parameters
    ----------
    lesson
        The bank's name, e.g. ``03_coercion``.
    folder
        Where the banks are; the course's own folder by default.

    Raises
    ------
    QuizError
        There is no such bank, or it has something to fix.
    """
    bank = load_lesson(lesson, folder).bank
    asked = [Asked(lesson, resolved(item)) for item in bank.firsts]
    items = [each.item for each in asked]
    return Part(
        kind="quiz",
        id=lesson,
        title=f"Quiz: {bank.title}",
        data={"words": interface.quiz(), "items": [payload.question(each) for each in asked]},
        twin=twin.as_html(items),
        text=twin.as_text(bank.title, items),
    )


def Review(lesson: str, *, folder: Path | None = None) -> Part:  # noqa: N802 -- as above
    """Return the review that is in a lesson: what was missed or guessed in earlier ones.

    The page chooses at most five items whose time has come, by the learner's records, each in the
    form that the learner has not met.

    Parameters
    ----------
    lesson
        The lesson that the review is in; items of lessons before it come back.
    folder
        Where the banks are; the course's own folder by default.

    Raises
    ------
    QuizError
        There is no such lesson.
    """
    have = [path.stem for path in lesson_banks(folder)]
    if lesson not in have:
        message = f"No lesson {lesson!r} to review in. There are: {', '.join(have) or 'none'}."
        raise QuizError(message)
    earlier = all_asked(folder, before=lesson)
    nothing = {"nothing": "Nothing to review now: continue with the lesson."}
    text = (
        "Questions that you missed or guessed in earlier lessons come back here: at once in "
        "JupyterLab and Notebook; in VS Code and Colab, when you run this cell."
    )
    return Part(
        kind="review",
        id=f"review/{lesson}",
        title="Review of earlier lessons",
        data={
            "lesson": lesson,
            "words": interface.quiz() | nothing,
            # One string: JupyterLab saves a list with each value on a line of its own.
            "items": json.dumps(
                [payload.question(each) for each in earlier],
                ensure_ascii=False,
                separators=(",", ":"),
            ),
        },
        twin=f"<p>{escape(text)}</p>",
    )

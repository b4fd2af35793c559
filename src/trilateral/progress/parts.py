"""The start page and the summary: data for the page, and their static twins."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, TypedDict

from trilateral.parts import Part
from trilateral.paths import course_dir
from trilateral.progress.course import Lesson, course
from trilateral.quiz import interface, payload
from trilateral.quiz.asked import all_asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from trilateral.quiz.asked import Asked


class Standing(TypedDict):
    """A lesson as the page gets it; ``Lesson`` in ``front/parts/home/course.js`` has the same."""

    name: str
    title: str
    exercise: str
    minutes: int
    items: Sequence[payload.Key]
    aims: dict[str, str]
    marks: list[str]


def Home(*, folder: Path | None = None) -> Part:  # noqa: N802 -- a notebook shows what it names
    """Return the start page: where the learner is, what is due, what is left, and the records.

    Parameters
    ----------
    folder
        Where the lessons are, with ``quizzes`` in it; the course's own folder by default.
    """
    lessons = course(folder or course_dir() / "notebooks")
    text = (
        "Where you are, what is due for review and what is left is shown here: at once in "
        "JupyterLab and Notebook; in VS Code and Colab, when you run this cell. The lessons:"
    )
    return Part(
        kind="home",
        id="home",
        title="Start page",
        data={"lessons": _standings(lessons, folder, payload.question), "words": interface.quiz()},
        twin=f"<p>{text}</p><ol>{''.join(map(_listed, lessons))}</ol>",
    )


def Summary(*, folder: Path | None = None) -> Part:  # noqa: N802 -- as above
    """Return what the learner did in the whole course, on a page that prints.

    Parameters
    ----------
    folder
        Where the lessons are, with ``quizzes`` in it; the course's own folder by default.
    """
    lessons = course(folder or course_dir() / "notebooks")
    text = (
        "What you did in the course is shown here, on a page to print: at once in JupyterLab and "
        "Notebook; in VS Code and Colab, when you run this cell."
    )
    return Part(
        kind="summary",
        id="summary",
        title="Summary of the course",
        data={"lessons": _standings(lessons, folder, payload.key)},
        twin=f"<p>{text}</p>",
    )


def _standings(
    lessons: Sequence[Lesson], folder: Path | None, made: Callable[[Asked], payload.Key]
) -> list[Standing]:
    banks = {
        name: list(group)
        for name, group in groupby(
            all_asked(folder and folder / "quizzes"), key=lambda asked: asked.lesson
        )
    }
    return [
        {
            "name": lesson.name,
            "title": lesson.title,
            "exercise": lesson.exercise,
            "minutes": lesson.minutes,
            "items": [made(asked) for asked in banks.get(lesson.name, [])],
            "aims": {each.item.id: each.item.objective for each in banks.get(lesson.name, [])},
            "marks": list(lesson.marks),
        }
        for lesson in lessons
    ]


def _listed(lesson: Lesson) -> str:
    return f'<li><a href="{escape(lesson.name)}.ipynb">{escape(lesson.title)}</a></li>'

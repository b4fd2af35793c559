"""`Progress` and `Review`: what is done, and what comes back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import ipywidgets

from trilateral.quiz import progress
from trilateral.quiz.markup import escape
from trilateral.quiz.memory import Memory
from trilateral.quiz.sitting import Sitting
from trilateral.quiz.widget import VIEW, Shown
from trilateral.quiz.words import _

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.quiz.attempts import Standing

MOST = 5
"""Items in one review: a few minutes."""


class Review(Shown):
    """Items missed or guessed in earlier lessons whose time has come, at most five.

    Parameters
    ----------
    lesson
        The lesson that the review stands in; items of lessons before it come back.
    folder
        Where the banks are; the course's own folder by default.
    memory
        The learner's records; those of this machine's user by default.
    now
        The time to reckon with; the present by default.
    """

    def __init__(
        self,
        lesson: str,
        *,
        folder: Path | None = None,
        memory: Memory | None = None,
        now: datetime | None = None,
    ) -> None:
        memory = memory or Memory()
        now = now or datetime.now(UTC)
        name = f"review/{lesson}/{now:%Y-%m-%d}"
        events = memory.events()
        earlier = [each for each in progress.all_asked(folder) if each.lesson < lesson]
        # What this review has asked today stays in it, so that a restart resumes it.
        begun = {event.item for event in events if event.quiz == name}
        kept = [each for each in earlier if each.item.id in begun]
        fresh = [
            each.asked
            for each in progress.due(earlier, events, now)
            if each.asked.item.id not in begun
        ]
        title = _("Review of earlier lessons")
        super().__init__(title, Sitting(name, [*kept, *fresh][:MOST], memory), ())

    def __repr__(self) -> str:
        """Return the same for every learner."""
        return self.title

    def _repr_mimebundle_(self, **_kwargs: object) -> dict[str, Any]:
        text = _(
            "Questions that you missed or guessed in earlier lessons come back here when you run "
            "this cell."
        )
        nothing = _("Nothing to review now: go on with the lesson.")
        live = self.page if self.sitting.asked else ipywidgets.HTML(f"<p>{escape(nothing)}</p>")
        return _bundle(self.title, text, live)


class Progress:
    """A table of the lessons: questions answered, right at once, to review.

    Parameters
    ----------
    folder
        Where the banks are; the course's own folder by default.
    memory
        The learner's records; those of this machine's user by default.
    """

    def __init__(self, *, folder: Path | None = None, memory: Memory | None = None) -> None:
        self._memory = memory or Memory()
        self._asked = progress.all_asked(folder)

    def rows(self) -> list[tuple[str, int, int, int, int]]:
        """Return for each lesson: its name, questions, answered, right at once, to review."""
        standings = progress.by_lesson(self._asked, self._memory.events())
        return [(lesson, *_counts(each)) for lesson, each in standings.items()]

    def __repr__(self) -> str:
        """Return the same for every learner."""
        return _("Your progress")

    def _repr_mimebundle_(self, **_kwargs: object) -> dict[str, Any]:
        text = _("Your progress is shown here when you run this cell.")
        return _bundle(repr(self), text, ipywidgets.HTML(self.as_html()))

    def as_html(self) -> str:
        """Return the table as the learner sees it."""
        heads = (
            _("Lesson"), _("Questions"), _("Answered"), _("Right at once"), _("To review"),
        )  # fmt: skip
        head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
        body = "".join(
            f'<tr><th scope="row">{escape(lesson)}</th>'
            + "".join(f"<td>{number}</td>" for number in numbers)
            + "</tr>"
            for lesson, *numbers in self.rows()
        )
        notice = f"<p>{escape(self._memory.notice)}</p>" if self._memory.notice else ""
        caption = escape(repr(self))
        return f"{notice}<table><caption>{caption}</caption><tr>{head}</tr>{body}</table>"


def _counts(standings: list[Standing]) -> tuple[int, int, int, int]:
    return (
        len(standings),
        sum(each.attempts > 0 for each in standings),
        sum(each.first_right for each in standings),
        sum(each.to_review for each in standings),
    )


def _bundle(title: str, text: str, live: ipywidgets.DOMWidget) -> dict[str, Any]:
    """Return a live widget with a twin that says the same to everyone."""
    return {
        "text/plain": title,
        "text/html": f"<p><strong>{escape(title)}</strong></p><p>{escape(text)}</p>",
        VIEW: {"version_major": 2, "version_minor": 0, "model_id": live.model_id},
    }

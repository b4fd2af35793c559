"""The quiz in a notebook: one anywidget, a thin shell over a sitting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from trilateral.quiz import twin, view
from trilateral.quiz.memory import Memory
from trilateral.quiz.reading import load_lesson
from trilateral.quiz.resolving import resolved
from trilateral.quiz.sitting import Asked, Sitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.quiz.bank import Item

_HERE = Path(__file__).parent
VIEW = "application/vnd.jupyter.widget-view+json"


class Page(anywidget.AnyWidget):
    """The questions on the page. Nothing here holds the key of an unanswered question."""

    _esm = _HERE / "quiz.js"
    _css = _HERE / "quiz.css"
    title = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    items: traitlets.List[Any] = traitlets.List().tag(sync=True)
    states = traitlets.Dict().tag(sync=True)
    spoken = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)

    def __init__(self, title: str, sitting: Sitting) -> None:
        self.sitting = sitting
        super().__init__(
            title=title,
            words=view.words(),
            items=view.questions(sitting.items, sitting.memory.learner),
            states=sitting.shown(),
            spoken={"count": 0, "text": ""},
            notice=sitting.memory.notice,
        )
        self.on_msg(lambda _widget, message, _buffers: self.take(message))

    def take(self, message: object) -> None:
        """Do what the page asks for, and show and say what came of it."""
        said = self.sitting.take(message)
        with self.hold_sync():
            self.states = self.sitting.shown()
            self.notice = self.sitting.memory.notice
            self.spoken = {"count": self.spoken["count"] + 1, "text": said}


class Shown:
    """A quiz that a notebook shows: live with a kernel, as its static twin without.

    Parameters
    ----------
    title
        Shown above the questions.
    sitting
        The questions and the learner's memory.
    static
        What the twin lists: the same for every learner.
    """

    def __init__(self, title: str, sitting: Sitting, static: Sequence[Item]) -> None:
        self.title = title
        self.sitting = sitting
        self._static = static
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """The live widget, made when first needed."""
        if self._page is None:
            self._page = Page(self.title, self.sitting)
        return self._page

    def __repr__(self) -> str:
        """Return the quiz's name and size, the same everywhere."""
        return twin.as_text(self.title, self._static)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            "text/plain": repr(self),
            "text/html": twin.as_html(self.title, self._static),
            VIEW: {"version_major": 2, "version_minor": 0, "model_id": self.page.model_id},
        }


class Quiz(Shown):
    """The quiz of one lesson; put it last in a cell to show it.

    Parameters
    ----------
    lesson
        The bank's name, e.g. ``03_coercion``.
    folder
        Where the banks are; the course's own folder by default.
    memory
        The learner's records; those of this machine's user by default.

    Raises
    ------
    QuizError
        There is no such bank, or it has something to mend.
    """

    def __init__(
        self, lesson: str, *, folder: Path | None = None, memory: Memory | None = None
    ) -> None:
        bank = load_lesson(lesson, folder).bank
        items = [resolved(item) for item in bank.items]
        sitting = Sitting(lesson, [Asked(lesson, item) for item in items], memory or Memory())
        super().__init__(bank.title, sitting, items)

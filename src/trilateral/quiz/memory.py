"""What a learner answered: the quizzes' events in the learner's journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.quiz.statements import Event, from_statement, to_statement
from trilateral.quiz.words import _
from trilateral.records import Journal

if TYPE_CHECKING:
    from pathlib import Path


class Memory:
    """The events of all quizzes, as `Journal` keeps them.

    Parameters
    ----------
    folder
        Where the records are; `trilateral.paths.state_dir` by default.

    Attributes
    ----------
    learner
        The learner's pseudonym: random, made on first use.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._journal = Journal(folder)
        self._events: dict[str, Event | None] = {}
        self.folder = self._journal.folder
        self.path = self._journal.path
        self.learner = self._journal.learner

    def events(self) -> list[Event]:
        """Return every event so far, oldest first, also those of other open notebooks."""
        for statement in self._journal.statements():
            if statement["id"] not in self._events:
                self._events[statement["id"]] = from_statement(statement)
        return [event for event in self._events.values() if event]

    def add(self, event: Event) -> None:
        """Remember an event; where it can't be written, `notice` says so."""
        self._events[event.id] = event
        self._journal.add(to_statement(event))

    @property
    def notice(self) -> str:
        """One line for the learner when answers can't be saved or read; else empty."""
        if error := self._journal.unsaved:
            return _(
                "Your answers can't be saved just now ({reason}: {path}). They count until you "
                "close this notebook. Free some space or make the folder writable, and your next "
                "answer saves them all."
            ).format(reason=error.strerror or type(error).__name__, path=self.folder)
        if error := self._journal.unread:
            message = _("Earlier answers can't be read just now ({reason}); the file stays.")
            return message.format(reason=error.strerror)
        return ""

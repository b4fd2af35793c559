"""The exceptions of the course; each message says what, where and what to do."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class TrilateralError(Exception):
    """Any error this library raises on purpose.

    Attributes
    ----------
    has_lines
        Whether the message may have lines of its own. Where somebody else has named what it is
        about, it has one, so that no name can add another.
    """

    has_lines: ClassVar[bool] = False


class CourseNotFoundError(TrilateralError):
    """The course's folder (with ``notebooks/`` and ``data/``) is not to be found."""


class EvidenceError(TrilateralError):
    """A table, a citation or a quantity of the evidence is wrong or unknown."""

    has_lines = True


class NotebookError(TrilateralError):
    """A notebook cannot be read, cites what is not there, or does not run."""

    has_lines = True


def nearest(word: str, words: Iterable[str]) -> str:
    """Return a hint that names the words most like `word`, or an empty text."""
    close = difflib.get_close_matches(word, list(words), n=3)
    return f" Did you mean {' or '.join(close)}?" if close else ""

"""What an explorer shows for one setting of its controls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class View:
    """What an explorer shows for the values of its controls.

    Its sentences and pieces are sent once each, however many views have them in common.
    """

    sentences: Sequence[str]
    """Spoken when they change; what the lesson asks is answered here."""
    pieces: Sequence[str]
    """The view as pieces of HTML; whatever comes from data is escaped by the one who writes it."""

    @property
    def summary(self) -> str:
        """The sentences as one text."""
        return " ".join(self.sentences)

    @property
    def html(self) -> str:
        """The pieces as one text."""
        return "".join(self.pieces)

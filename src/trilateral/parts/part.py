"""One part: its data for the page, and its twin for where no script runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Final

from trilateral.parts import place
from trilateral.parts.mime import MIME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION: Final = 1


@dataclass(frozen=True)
class Part:
    """A part of a lesson that works in the page, without a kernel.

    Shown in a notebook it is its data, drawn by the front end, and its twin, for front ends that
    cannot draw it, for print and for pages without a script. Neither holds anything of a learner,
    but for a choice that a task of an exercise asks for.
    """

    kind: str
    """Which view draws it: a name in ``front/front.js``."""
    id: str
    """What the learner's statements about it are kept under; it never changes."""
    title: str
    """Name of the part, read out with its controls."""
    data: Mapping[str, Any] = field(repr=False)
    """What the view needs, as plain JSON."""
    twin: str = field(repr=False)
    """The same as HTML that needs no script: a table or a list, no layout that needs a style."""
    text: str = ""
    """The same in a line of plain text; the title by default."""
    choice: Mapping[str, str] | Sequence[str] | None = None
    """What the learner chose in an exercise's part, which travels with the notebook."""

    def __repr__(self) -> str:
        """Return the line of plain text: the same from run to run."""
        return self.text or self.title

    @property
    def as_html(self) -> str:
        """The twin under its title."""
        label = escape(self.title)
        return f'<section aria-label="{label}"><p><strong>{label}</strong></p>{self.twin}</section>'

    @property
    def payload(self) -> dict[str, Any]:
        """What the front end draws; ``Part`` in ``front/front.js`` has the same."""
        own = {} if self.choice is None else {"choice": self.choice}
        return {
            "version": VERSION,
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "data": dict(self.data),
            **own,
        }

    def _repr_mimebundle_(self, **_: object) -> Any:  # noqa: ANN401 -- metadata too, for a widget
        bundle = {MIME: self.payload, "text/html": self.as_html, "text/plain": repr(self)}
        return place.with_widget(bundle, self.payload)

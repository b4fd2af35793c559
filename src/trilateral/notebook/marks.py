"""The marks by which prose cites: what an author writes, and the link that tidy makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, cast
from urllib.parse import quote

from trilateral.notebook.prose import map_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["@", "=", "#"]

_NAME = r"[A-Za-z0-9](?:[\w.-]*\w)?"
# A code span comes first, so that a mark shown as an example stays as it is.
_MARK = re.compile(
    r"(?P<code>(?<!`)(?P<tick>`+)(?!`)(?:(?!\n\s*\n).)*?(?<!`)(?P=tick)(?!`))"
    rf'|(?<![\\!])\[(?P<text>(?:\\.|[^\[\]\\])*)\]\((?P<url>[^\s()]*) "(?P<link>[@=#]{_NAME})"\)'
    rf"|(?<!\\)\[(?P<raw>[@=#]{_NAME})\](?!\()",
    re.DOTALL,
)
_SPECIAL = re.compile(r"([\\`*_\[\]<>$|])")  # the dollar begins a formula in JupyterLab


@dataclass(frozen=True)
class Target:
    """What a mark points at."""

    text: str
    """Words of the link: a citation, a number, a table's name."""
    url: str
    """A web address, or a path from the course's folder such as ``data/incidents.csv``."""


class References(Protocol):
    """Where marks are looked up; each method raises `EvidenceError` on a name it lacks."""

    def source(self, name: str) -> Target:
        """Return the citation of a source."""
        ...

    def quantity(self, name: str) -> Target:
        """Return a number computed from a table, and that table's file."""
        ...

    def table(self, name: str) -> Target:
        """Return a table's name and file."""
        ...


@dataclass(frozen=True)
class CitationMark:
    """One mark as it is in the prose."""

    kind: Kind
    name: str
    written: str
    """The characters in the cell: ``[@id]`` or the whole link."""

    def target(self, references: References) -> Target:
        """Look the mark up.

        Raises
        ------
        EvidenceError
            There is no such source, quantity or table.
        """
        find = {"@": references.source, "=": references.quantity, "#": references.table}
        return find[self.kind](self.name)

    def link(self, references: References, depth: int) -> str:
        """Return the Markdown link for a notebook `depth` folders below the course's."""
        target = self.target(references)
        return f'[{_escape(target.text)}]({_href(target.url, depth)} "{self.kind}{self.name}")'


def marks(markdown: str) -> Iterator[CitationMark]:
    """Yield the marks of one cell, written out or not, outside code."""
    citations: list[CitationMark] = []

    def note(prose: str) -> str:
        citations.extend(mark for match in _MARK.finditer(prose) if (mark := _mark(match)))
        return prose

    map_prose(markdown, note)
    yield from citations


def expand(markdown: str, depth: int, references: References) -> str:
    """Write every mark of a cell out as a link, and bring links that are one up to date.

    Parameters
    ----------
    markdown
        A cell's source.
    depth
        How many folders the notebook lies below the course's folder; 1 in ``notebooks/``.
    references
        Where to look marks up.

    Raises
    ------
    EvidenceError
        A mark names a source, quantity or table that does not exist.
    """

    def replace(match: re.Match[str]) -> str:
        mark = _mark(match)
        return mark.link(references, depth) if mark else match[0]

    return map_prose(markdown, lambda prose: _MARK.sub(replace, prose))


def without_marks(prose: str) -> str:
    """Return a block's text with its marks and code spans taken out."""
    return _MARK.sub(" ", prose)


def _mark(match: re.Match[str]) -> CitationMark | None:
    written = match["link"] or match["raw"]
    return CitationMark(cast("Kind", written[0]), written[1:], match[0]) if written else None


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _href(url: str, depth: int) -> str:
    if "://" not in url:
        return "../" * depth + quote(url)
    # Only what would end or split the link; what is escaped already stays.
    return re.sub(r"[\s()<>\"\\|`]", lambda m: quote(m[0], safe=""), url)

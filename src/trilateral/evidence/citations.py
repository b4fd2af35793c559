"""From source ids to citations a reader can follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from trilateral.evidence.values import PartialDate

UNDATED = "n.d."


@dataclass(frozen=True)
class Source:
    """One source of the evidence."""

    id: str
    title: str
    publisher: str
    published: PartialDate | None
    """Day, month or year of publication, as far as known."""
    url: str
    kind: str
    perspective: str
    read: str = "unrecorded"
    """How much of it was read: ``whole``, ``part``, ``known`` or ``unrecorded``."""
    weakness: tuple[str, ...] = ()
    """What is weak about it, in the words of the column's vocabulary."""
    why_kept: str = ""
    """Why a weak source is kept; nothing if it is not weak, or that was not recorded."""

    @property
    def date(self) -> str:
        """The date of publication in English, ``n.d.`` if unknown."""
        return UNDATED if self.published is None else str(self.published)

    @property
    def label(self) -> str:
        """A short citation, fit for the text of a link: ``Rappler, 5 August 2023``.

        A publisher's remark in brackets is left out, but for one thing: that a copy was seen.
        """
        publisher = _REMARK.sub("", self.publisher)
        copy = " (copy)" if _COPY.search(self.publisher) else ""
        return f"{publisher}, {self.date}{copy}".translate(_LINK_SAFE)

    @property
    def address(self) -> str | None:
        """The address if it is one a browser may open, else ``None``."""
        return self.url if urlsplit(self.url).scheme in {"http", "https"} else None

    @property
    def link(self) -> str:
        """The short citation as an HTML link, or as plain text where there is no safe address.

        Its title is the mark that prose has, by which the page knows whose card to show.
        """
        text = escape(self.label)
        if not self.address:
            return text
        return f'<a href="{escape(self.address)}" title="@{self.id}">{text}</a>'


_REMARK = re.compile(r" \([^()]*\)$")
_COPY = re.compile(r"\b(?:archive|copy|mirror|reprint|repost)\b[^()]*\)$")
_LINK_SAFE = str.maketrans({"[": "(", "]": ")", "\n": " ", "|": "/", "`": "'"})


@dataclass(frozen=True, repr=False)
class Bibliography:
    """A sorted list of sources that shows itself as HTML, Markdown or text."""

    entries: tuple[Source, ...]

    @classmethod
    def of(cls, sources: list[Source]) -> Bibliography:
        """Return the bibliography of `sources`, each once, by publisher, date and title."""
        return cls(tuple(sorted(set(sources), key=_sort_key)))

    def __len__(self) -> int:
        """Return the number of sources."""
        return len(self.entries)

    def __repr__(self) -> str:
        """Return the entries as plain text, one a line."""
        return "\n".join(
            f"{_closed(e.publisher)} {_closed(e.title)} {_tail(e)}. {e.url}" for e in self.entries
        )

    __str__ = __repr__

    def _repr_html_(self) -> str:
        items = "\n".join(f"<li>{_html(entry)}</li>" for entry in self.entries)
        return f'<ul class="trilateral-sources">\n{items}\n</ul>'

    def _repr_markdown_(self) -> str:
        return "\n".join(f"- {_markdown(entry)}" for entry in self.entries)


def _sort_key(entry: Source) -> tuple[str, str, str, str]:
    when = entry.published.first.isoformat() if entry.published else "9999"
    return entry.publisher.casefold(), when, entry.title.casefold(), entry.id


def _tail(entry: Source) -> str:
    return f"{entry.date} ({entry.kind.replace('-', ' ')})"


def _closed(text: str) -> str:
    # A title may end as a question, and a publisher as "Inc."
    return f"{text}{_stop(text)}"


def _stop(text: str) -> str:
    return "" if text.endswith((".", "?", "!")) else "."


def _html(entry: Source) -> str:
    title = escape(entry.title)
    if entry.address:
        mark = f'title="@{entry.id}"'
        title = f'<a href="{escape(entry.address)}" {mark} rel="noopener">{title}</a>'
    return f"{escape(_closed(entry.publisher))} {title}{_stop(entry.title)} {escape(_tail(entry))}."


def _markdown(entry: Source) -> str:
    title = _escape_markdown(entry.title)
    if entry.address:
        address = entry.address.translate({ord("("): "%28", ord(")"): "%29", ord(" "): "%20"})
        title = f"[{title}]({address})"
    return (
        f"{_escape_markdown(_closed(entry.publisher))} {title}{_stop(entry.title)} {_tail(entry)}."
    )


def _escape_markdown(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|$" else sign for sign in text)

"""Turn the Markdown of banks and tasks into HTML that can do nothing but be read.

Two marks of the course's prose work here too: ``[=incidents-2025]`` becomes the number computed
from the tables, ``[@pca-award-2016]`` the citation of a source.
"""

from __future__ import annotations

import html
import re
from functools import cache
from html.parser import HTMLParser

import nh3
from markdown_it import MarkdownIt

from trilateral import evidence

_TAGS = {"a", "br", "code", "em", "li", "ol", "p", "strong", "ul"}
_MARK = re.compile(r"\[(?P<sign>[=@])(?P<name>[^\[\]\s]+)\]")
# Raw HTML is shown as text; pictures would be requests to somewhere, so they are not read at all.
_READER = MarkdownIt("commonmark", {"html": False, "typographer": False}).disable("image")
RAW_HTML = re.compile(r"</?[a-zA-Z][^>]*>|<!--")


@cache
def inline(text: str) -> str:
    """Return `text` as HTML for the inside of a label or a legend."""
    return _clean(_READER.renderInline(_filled(text.strip())))


@cache
def block(text: str) -> str:
    """Return `text` as HTML paragraphs and lists."""
    return _clean(_READER.render(_filled(text)))


def plain(text: str) -> str:
    """Return `text` without any markup, for spoken messages and list entries."""
    reader = _Text()
    reader.feed(inline(text))
    return " ".join("".join(reader.parts).split())


def marks(text: str) -> list[tuple[str, str]]:
    """Return the evidence marks in `text` as pairs of sign and name."""
    return [(match["sign"], match["name"]) for match in _MARK.finditer(text)]


def _filled(text: str) -> str:
    return _MARK.sub(_mark, text)


def _mark(match: re.Match[str]) -> str:
    if match["sign"] == "=":
        return evidence.quantity(match["name"]).text
    return citation(match["name"])


@cache
def citation(source_id: str) -> str:
    """Return a Markdown link to a source."""
    label = re.sub(r"([\\\[\]<>*_`])", r"\\\1", evidence.cite(source_id))
    return f"[{label}](<{evidence.source(source_id).url}>)"


def _clean(dirty: str) -> str:
    return nh3.clean(
        dirty,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,  # the page opens what leads away in a tab of its own, as `html.js` says
    ).strip()


def escape(text: str) -> str:
    """Return `text` safe inside HTML text and quoted attributes."""
    return html.escape(text, quote=True)


class _Text(HTMLParser):
    """Collects the text of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

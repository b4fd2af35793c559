"""The prose of a Markdown cell: its blocks, and which of them state a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
_VERBATIM = frozenset({"fence", "code_block", "html_block"})

EVENTS = (
    "Balikatan",
    "KAMANDAG",
    "Sama Sama",
    "Salaknib",
    "Haiyan",
    "Nimitz sail",
    "Squad meeting",
    "leaders' summit",
    "summit",
)
"""Names that make a sentence a statement about an event; each occurs in the tables."""

_MONTHS = "January February March April June July August September October November December"
_FACT = re.compile(
    r"\d"
    rf"|\b(?:{'|'.join(_MONTHS.split())})\b"
    r"|\b(?:in|of|since|until|by|from|early|late|mid)[ -]May\b"
    r"|(?i:\b(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?|thousands?"
    r"|millions?|billions?|per cent|percent|(?:half|thirds?|quarters?) of)\b)"
    rf"|(?i:\b(?:{'|'.join(EVENTS)})\b)"
)

_PARTS = "lessons?|notebooks?|links?|claims?|tasks?|exercises?|steps?|parts?|questions?|charts?"
_NOT_FACTS = (
    re.compile(r"<kbd>.*?</kbd>", re.DOTALL),  # keys of the keyboard
    re.compile(rf"(?i:\b(?:{_PARTS})\s+\d+(?:(?:,|\s+to|\s+and|-|–)\s*\d+)*\b)"),  # noqa: RUF001 -- an en dash joins numbers in print
    re.compile(r"\*(?:about )?\d+(?: to \d+)? minutes\*"),  # *8 minutes*, the time to allow
    re.compile(r"\b(?:95|90|99) ?% (?:confidence )?intervals?\b"),  # a method's name
    re.compile(r"\[[^\]]*\]\((?![a-z]+:)[^)\s]*\.ipynb(?:#[^)\s]*)?\)"),  # a link to a lesson
    re.compile(r"\]\((?:https?|mailto):[^)]*\)"),  # digits in an address are not figures
    re.compile(r"<!--.*?-->", re.DOTALL),
)


@dataclass(frozen=True)
class Block:
    """A paragraph, a list item or a row of a table, as written."""

    kind: str
    text: str


def blocks(markdown: str) -> Iterator[Block]:
    """Yield what a reader takes in as one statement; headings and code are none.

    A list item is one block whatever its paragraphs, without the items nested in it. The head
    row of a table counts as a heading.
    """
    units: list[tuple[str, list[str]]] = []
    result: list[tuple[str, list[str]]] = []
    heading = 0
    for token in _PARSER.parse(markdown):
        heading += _depth_change(token, ("heading", "thead"))
        if token.type in ("list_item_open", "tr_open"):
            units.append((token.type.removesuffix("_open"), []))
            result.append(units[-1])
        elif token.type in ("list_item_close", "tr_close"):
            units.pop()
        elif token.type == "inline" and not heading:
            if units:
                units[-1][1].append(token.content)
            else:
                result.append(("paragraph", [token.content]))
    yield from (Block(kind, "\n".join(texts)) for kind, texts in result if texts)


def states_fact(prose: str) -> str | None:
    """Return the first number, date or event's name in a block's text, or None.

    What is not a fact: keys in ``<kbd>``, numbers of the course's own parts ("lesson 03", "link
    2"),
    times to allow in italics (``*8 minutes*``), "95 % interval", and the addresses of links.
    Numbers up to ten may be written as words; they are too common in plain prose to tell a figure
    from a manner of speaking. Marks and code must have been taken out (`without_marks`).
    """
    for pattern in _NOT_FACTS:
        prose = pattern.sub(" ", prose)
    fact = _FACT.search(prose)
    if fact is None:
        return None
    word = re.search(r"\S*$", prose[: fact.start()])
    begin = word.start() if word and fact[0].isdigit() else fact.start()
    rest = re.match(r"[\w.,%:-]*", prose[fact.end() :])
    return (prose[begin : fact.end()] + (rest[0] if rest else "")).strip(".,:;()*_")


def map_prose(markdown: str, change: Callable[[str], str]) -> str:
    """Apply `change` to each stretch of lines that is neither code nor raw HTML."""
    lines = markdown.splitlines(keepends=True)
    verbatim = {
        number
        for token in _PARSER.parse(markdown)
        if token.type in _VERBATIM and token.map
        for number in range(*token.map)
    }
    result: list[str] = []
    stretch: list[str] = []
    for number, line in enumerate(lines):
        if number in verbatim:
            result += [change("".join(stretch)), line]
            stretch = []
        else:
            stretch.append(line)
    return "".join([*result, change("".join(stretch))])


def _depth_change(token: Token, names: tuple[str, ...]) -> int:
    return token.nesting if token.type.rsplit("_", 1)[0] in names else 0

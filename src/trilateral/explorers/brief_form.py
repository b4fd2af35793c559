"""The learner's one-page brief: composed in the page from the learner's records."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from trilateral import evidence
from trilateral.charts.chain import LINKS
from trilateral.explorers.judgement import VERDICTS
from trilateral.explorers.markup import bullets
from trilateral.explorers.ratings import statements
from trilateral.explorers.weighing import options, weighing
from trilateral.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ARTICLE: Final = "dailyalpha-2026-04"
"""The article under study, which every brief cites."""
ASKED: Final = {
    "verdict": "“Promises were turned into power” is",
    "strong": "The strongest link",
    "weak": "The weakest link",
    "why": "Why? Name the evidence that tells accounts apart.",
    "doubt": "What would change your mind?",
}
"""What the form asks, by what a record calls it."""


def brief() -> Part:
    """Return the form of the brief, with a button that writes it to files."""
    weighed = weighing()
    cited = dict.fromkeys(each["id"] for piece in weighed["pieces"] for each in piece["sources"])
    return Part(
        kind="brief",
        id="brief",
        title="Your brief",
        data={
            "asked": ASKED,
            "verdicts": [[verdict, verdict.capitalize()] for verdict in VERDICTS],
            "links": options(LINKS),
            "weighing": weighed,
            "statements": [each["key"] for each in statements()],
            "article": ARTICLE,
            "sources": entries([ARTICLE, *cited]),
        },
        twin=bullets(map(escape, ASKED.values())),
        text="Your brief: a judgement, its reasons, and what would change it.",
    )


def entries(source_ids: Iterable[str]) -> list[Mapping[str, Any]]:
    """Return full entries of sources, sorted as a bibliography is."""
    return [
        {
            "id": each.id,
            "label": each.label,
            "address": each.address or "",
            "publisher": each.publisher,
            "title": each.title,
            "tail": f"{each.date} ({each.kind.replace('-', ' ')})",
        }
        for each in evidence.bibliography(source_ids).entries
    ]

"""The page of lesson 06 that sets another story beside the article: composed from the records."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from trilateral import evidence
from trilateral.explorers.brief_form import entries
from trilateral.explorers.judgement import VERDICTS
from trilateral.explorers.markup import bullets
from trilateral.parts import Part

if TYPE_CHECKING:
    import pandas as pd

ASKED: Final = {
    "story": "The story you took",
    "strong": "Its claim that holds up best",
    "weak": "Its claim that holds up worst",
    "test": "What would only this story lead you to expect, and what do the tables show?",
    "beside": "What does it explain that the article does not, and what does the article explain "
    "that it does not?",
    "doubt": "What would change your mind?",
}
"""What the form asks, by what a record calls it."""


def beside() -> Part:
    """Return the form of the page, with a button that writes it to files."""
    rows = evidence.load("stories")
    cited = dict.fromkeys(source for ids in rows["source_ids"] for source in ids)
    return Part(
        kind="beside",
        id="beside",
        title="Your page: another story, beside the article",
        data={
            "asked": ASKED,
            "stories": [_story(row) for _, row in rows.iterrows()],
            "article": evidence.ARTICLE,
            "verdicts": list(VERDICTS),
            "sources": entries(cited),
        },
        twin=bullets(map(escape, ASKED.values())),
        text="Your page: a story, its test, and what it explains beside the article.",
    )


def _story(row: pd.Series) -> dict[str, Any]:
    return {
        "key": row["id"],
        "name": row["name"],
        "says": row["says"],
        "expects": row["expects"],
        "leaves": row["leaves_out"],
        "claims": [{"id": each.id, "words": each.claim} for each in evidence.claims(row["id"])],
        "sources": list(row["source_ids"]),
    }

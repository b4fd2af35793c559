"""The evidence weigher of lesson 05: what each account makes of a piece, and what follows."""

from __future__ import annotations

from html import escape

from trilateral.explorers.markup import facts, grid, links
from trilateral.explorers.weighing import ACCOUNTS, pieces, weighing
from trilateral.parts import Part


def weigh() -> Part:
    """Return the evidence weigher; the learner's weights are in the learner's records."""
    all_pieces = pieces()
    names = {each["key"]: each["name"] for each in ACCOUNTS}
    rows = (
        (
            f"{escape(piece['title'])} ({piece['link'].lower()})",
            escape(piece["words"]),
            links(each["id"] for each in piece["sources"]),
            escape("; ".join(f"{names[account]}: {why}" for account, why in piece["speaks"])),
        )
        for piece in all_pieces
    )
    accounts = facts({each["name"]: escape(each["says"]) for each in ACCOUNTS}, "The accounts")
    listed = grid(
        "The pieces of evidence", ("Piece", "What is known", "Sources", "Speaks to"), rows
    )
    return Part(
        kind="weigher",
        id="weigh",
        title="The evidence weigher",
        data=weighing(),
        twin=f"{accounts}{listed}",
        text=f"The evidence weigher: {len(all_pieces)} pieces of evidence, "
        f"{len(ACCOUNTS)} accounts.",
    )

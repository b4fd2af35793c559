"""The chain of the article with links switched off, and what would then need another cause."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.charts.chain import LINKS
from trilateral.explorers.controls import Values, checkbox
from trilateral.explorers.markup import bullets, links
from trilateral.explorers.part import explorer
from trilateral.explorers.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from trilateral.parts import Part

SPARE: Final = tuple(link for link in LINKS if link != "outcome")
"""The links that can be switched off."""
NAMES: Final = {**LINKS, "catalyst": "Catalyst: coercion in 2025"}
"""The links as they are switched off; the article's catalyst begins in 2025."""


def without() -> Part:
    """Return the chain with links to switch off, and what would then need another cause."""
    weighing = evidence.load("weighing")

    def show(values: Values) -> View:
        off = [link for link in SPARE if not values[link]]
        return View([_missing(off, weighing)], [*_view(off, weighing)])

    controls = [checkbox(link, NAMES[link], value=True) for link in SPARE]
    return explorer("without", "The chain with links switched off", controls, show)


def _missing(off: Sequence[str], pieces: pd.DataFrame) -> str:
    if not off:
        return "All four links are on: this is the article's story. Switch one off."
    gone = pieces[pieces["link"].isin(off)]
    there = int(gone["without_link"].sum())
    names = " and ".join(f"the {LINKS[link].split(':')[0].lower()}" for link in off)
    return (
        f"Without {names}: {there} of {len(gone)} pieces of evidence came before or without, "
        f"and stay as they are; {len(gone) - there} would need another explanation, or are about "
        "the link itself."
    )


def _view(off: Sequence[str], pieces: pd.DataFrame) -> Iterator[str]:
    yield '<ol class="links">'
    for link in LINKS:
        yield _box(link, on=link not in off)
    yield "</ol>"
    yield from (_gap(link, pieces[pieces["link"] == link]) for link in off)


def _box(link: str, *, on: bool) -> str:
    state = "" if on else " (switched off)"
    return f'<li class="{"on" if on else "off"}">{escape(NAMES[link])}{state}</li>'


def _gap(link: str, pieces: pd.DataFrame) -> str:
    stays, needs = (_items(pieces[pieces["without_link"] == there]) for there in (True, False))
    return (
        f"<h4>{escape(NAMES[link])}, switched off</h4>"
        '<div class="pair"><div><p><strong>Stays: it came before this link or without it</strong>'
        f"</p>{stays}</div><div><p><strong>Would need another explanation, or is about the link "
        f"itself</strong></p>{needs}</div></div>"
    )


def _items(pieces: pd.DataFrame) -> str:
    return bullets(
        f"{escape(row['evidence'])} ({links(row['source_ids'])})" for _, row in pieces.iterrows()
    )

"""Explorers of lesson 04: sea denial and sea control told apart."""

from __future__ import annotations

from html import escape
from typing import Final, NamedTuple

from trilateral import evidence
from trilateral.explorers.markup import links
from trilateral.explorers.weighing import options
from trilateral.parts import Part

ANSWERS: Final = {
    "denial": "Sea denial",
    "control": "Sea control",
    "neither": "Neither is shown",
}
_TERMS: Final = ("Sea denial", "Sea control")


class Situation(NamedTuple):
    """An invented situation with its answer and what speaks for it."""

    id: str
    text: str
    answer: str
    why: str


SITUATIONS: Final = (
    Situation(
        "island",
        "Lorries with anti-ship missiles stand on an island. The other navy stays out of the "
        "strait. No friendly ship goes there either.",
        "denial",
        "The other side does not use the water. Nobody uses it for a purpose of their own.",
    ),
    Situation(
        "convoy",
        "For three days frigates and aircraft guard a strait while their own supply ships pass.",
        "control",
        "One side uses the water for its own purpose, here and for as long as it needs to.",
    ),
    Situation(
        "mines",
        "Mines close a harbour mouth to all ships, including those of the side that laid them.",
        "denial",
        "The water is closed, not used. Mines take it from both sides.",
    ),
    Situation(
        "reach",
        "A strait lies within the published range of a missile. Nothing is known about how a "
        "moving ship would be found there.",
        "neither",
        "A range says what is near enough. To deny water, you must also find, hit and be believed.",
    ),
    Situation(
        "mirror",
        "Each side's missiles keep the other side's warships out of the same channel.",
        "denial",
        "Both deny and neither controls. Control can't be held by two rivals; denial can.",
    ),
    Situation(
        "passage",
        "Merchant ships pass a strait under escort, and the other navy is not able to stop them.",
        "control",
        "The water is used, and the other side can't prevent it.",
    ),
)


def denial_or_control() -> Part:
    """Return the exercise that sorts situations into sea denial, sea control and neither."""
    return Part(
        kind="sorting",
        id="denial_or_control",
        title="Denial, control, or neither? (invented situations)",
        data={
            "situations": [situation._asdict() for situation in SITUATIONS],
            "answers": options(ANSWERS),
            "sources": _sources(),
        },
        twin=f"<ol>{''.join(f'<li>{escape(s.text)}</li>' for s in SITUATIONS)}</ol>{_sources()}",
        text=f"Denial, control, or neither? {len(SITUATIONS)} invented situations to sort.",
    )


def _sources() -> str:
    terms = evidence.load("legal_concepts").set_index("term")["source_ids"]
    return f"<p>Definitions: {links(dict.fromkeys(i for t in _TERMS for i in terms[t]))}</p>"

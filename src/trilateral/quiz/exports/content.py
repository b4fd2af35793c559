"""What a learner reads of an item, as HTML for a platform's own page, and what is lost there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.parts.markup import block, citation, escape, inline
from trilateral.quiz import figures
from trilateral.quiz.bank import Matching, Ordering
from trilateral.quiz.figures import Picture
from trilateral.quiz.wording import instructions

if TYPE_CHECKING:
    from trilateral.quiz.bank import Item


@dataclass(frozen=True)
class Exported:
    """A file for a platform, and what it says about the banks and what it cannot."""

    content: bytes
    items: int
    left_out: tuple[str, ...] = ()
    """A sentence about each item that the format has no way to ask."""
    losses: tuple[str, ...] = ()
    """A sentence about each thing that the format cannot carry of any item."""


def stem(item: Item, place: str) -> str:
    """Return the question, how to answer and the chart, if it has one.

    Parameters
    ----------
    item
        The item.
    place
        What is before the name of a picture's file, for the platform to find it.
    """
    parts = [f"<p>{inline(item.stem)}</p>", f"<p><em>{escape(instructions(item))}</em></p>"]
    if item.chart:
        still = figures.still(item.chart)
        parts.append(
            f'<p><img src="{place}{picture(item.chart)}" alt="{escape(still.description)}" '
            f'width="{still.width}" height="{still.height}"></p>'
        )
        table = f"<summary>The table behind the chart</summary>{still.table}"
        parts.append(f"<details>{table}</details>")
    return "\n".join(parts)


def picture(chart: str) -> str:
    """Return what the file of a chart's picture is called."""
    return f"{chart}.svg"


def drawn(chart: str) -> bytes:
    """Return a chart's picture."""
    return Picture(chart, "light").saved().encode()


def explanation(item: Item) -> str:
    """Return what is said when an item is done: why, part by part, and by which sources."""
    parts = [block(item.explanation)]
    match item:
        case Ordering():
            notes = [f"{inline(entry.text)}: {inline(entry.feedback)}" for entry in item.entries]
            parts.append("".join(["<ol>", *(f"<li>{note}</li>" for note in notes), "</ol>"]))
        case Matching():
            names = {choice.id: escape(choice.text) for choice in item.choices}
            notes = [
                f"{inline(row.text)}: <strong>{names[row.match]}</strong>. {inline(row.feedback)}"
                for row in item.rows
            ]
            parts.append("".join(["<ul>", *(f"<li>{note}</li>" for note in notes), "</ul>"]))
        case _:
            pass
    if item.sources:
        sources = ", ".join(inline(citation(source)) for source in item.sources)
        parts.append(f"<p>Sources: {sources}</p>")
    return "\n".join(parts)


def plain_number(value: float) -> str:
    """Return a number as every platform reads it."""
    return f"{value:.15g}"

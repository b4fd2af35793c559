"""What the page shows on a figure or a word of the glossary: ``data/cards.json``.

``trilateral tidy`` writes the file again; a test says when that was forgotten. Sources and rows
are not in it: the page reads them from the tables' own files.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final, TypedDict

from trilateral.evidence import terms
from trilateral.evidence.grounds import Tables, grounds
from trilateral.evidence.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trilateral.evidence.quantities import Quantity
    from trilateral.evidence.reading import Row
    from trilateral.evidence.schema import Table
    from trilateral.evidence.store import Evidence

FILE: Final = "cards.json"
_CITED: Final = 2
"""Sources that a card lists."""
_FEW: Final = 3
"""So many rows are named on a card; more are counted."""
_WHEN: Final = ("date", "announced", "signed", "period_start", "fiscal_year", "year", "published")
"""The columns that date a row, the first that a table has."""
_TITLES: Final = {
    "access_agreements": ("name", "parties"),
    "balikatan": ("year",),
    "budget_items": ("item", "stage"),
    "ccg_presence": ("feature", "period_start", "value"),
    "chokepoints": ("name",),
    "claims": ("claim",),
    "criticisms": ("speaker", "claim"),
    "defense_budgets": ("country", "fiscal_year", "basis"),
    "deployments": ("system", "place"),
    "diplomatic_events": ("title",),
    "fisher_livelihood": ("indicator", "place"),
    "incidents": ("date", "feature_names"),
    "joint_activities": ("location", "date"),
    "known_gaps": ("place", "date"),
    "missiles": ("system",),
    "raa_clock": ("agreement", "opened_basis"),
    "raa_milestones": ("step",),
    "raa_provisions": ("topic",),
    "situations": ("situation",),
    "stories": ("name",),
    "summit_commitments": ("commitment",),
    "weighing": ("title",),
}
"""The columns that together name a row; tables that no figure rests on need none."""


class Card(TypedDict):
    """What is behind a figure."""

    words: str
    """What the figure is."""
    text: str
    """The figure as prose has it."""
    table: str
    rows: dict[str, list[str]]
    """Keys of the rows that it rests on, by table; see `trilateral.evidence.grounds`."""
    titles: list[str]
    """The rows in words, one after the other, where they are few."""
    confidence: dict[str, int]
    """How many of the rows have which confidence; empty where their tables record none."""
    when: str
    """The days that the rows span, or nothing."""
    sources: list[str]
    """The first few of the rows' sources."""
    others: int
    """How many sources more."""


def card(quantity: Quantity, evidence: Evidence, frames: Tables) -> Card:
    """Return what is behind a figure; `frames` are the evidence's tables."""
    basis = grounds(quantity.name, frames)
    order = sorted(basis, key=lambda table: table != quantity.table)  # its own table first
    tables = {name: evidence.package.tables[name] for name in order}
    rows = {name: [evidence.rows(name).rows[place] for place in basis[name]] for name in order}
    flat = [(tables[name], row) for name in order for row in rows[name]]
    own = rows.get(quantity.table) or [row for _, row in flat]
    sources = list(dict.fromkeys(source for _, row in flat for source in _sources(row)))
    return {
        "words": quantity.words,
        "text": quantity.text,
        "table": quantity.table,
        "rows": {
            name: [key(row, tables[name]) for row in rows[name]]
            for name in order
            if rows[name] or name == quantity.table
        },
        "titles": [_title(table, row) for table, row in flat] if len(flat) <= _FEW else [],
        "confidence": dict(_confidence(own)),
        "when": _span(own),
        "sources": sources[:_CITED],
        "others": max(0, len(sources) - _CITED),
    }


def cards(evidence: Evidence) -> str:
    """Return the text of ``data/cards.json``: one line a figure, so that a diff shows which."""
    figures = sorted(evidence.quantities(), key=lambda quantity: quantity.name)
    frames = Tables(evidence.load)
    cards = {quantity.name: card(quantity, evidence, frames) for quantity in figures}
    words = terms.terms(evidence)
    return f'{{"figures":{_lines(cards)},\n"terms":{_lines(words)}}}\n'


def key(row: Row, table: Table) -> str:
    """Return a row's key as addresses have it: ``de27``, ``JP:2025:initial``."""
    return ":".join(str(row[name]) for name in table.key)


def _lines(entries: dict[str, Card] | dict[str, terms.Term]) -> str:
    lines = (
        f"{json.dumps(name)}:{json.dumps(entry, ensure_ascii=False, separators=(',', ':'))}"
        for name, entry in entries.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}"


def _title(table: Table, row: Row) -> str:
    words = [_words(table, column, row) for column in _TITLES.get(table.name, table.key)]
    return ", ".join(filter(None, words))


def _words(table: Table, column: str, row: Row) -> str:
    value = row[column]
    vocabulary = next(c.vocabulary for c in table.columns if c.name == column)
    if isinstance(value, tuple):
        return " and ".join(vocabulary.get(word, word) for word in value)
    if isinstance(value, date):
        value = PartialDate(value, "day")
    text = "" if value is None else str(value)
    return vocabulary.get(text, text.partition(";")[0])


def _sources(row: Row) -> tuple[str, ...]:
    ids = row.get("source_ids")
    return ids if isinstance(ids, tuple) else ()


def _confidence(rows: Iterable[Row]) -> Iterator[tuple[str, int]]:
    counted = Counter(str(row["confidence"]) for row in rows if row.get("confidence"))
    return ((word, counted[word]) for word in ("high", "medium", "low") if counted[word])


def _span(rows: list[Row]) -> str:
    dates = sorted((when for row in rows if (when := _when(row))), key=lambda pair: pair[0])
    if not dates:
        return ""
    first, last = dates[0][1], dates[-1][1]
    return first if first == last else f"{first} to {last}"


def _when(row: Row) -> tuple[str, str] | None:
    value = next((row[name] for name in _WHEN if row.get(name) is not None), None)
    if isinstance(value, date):
        value = PartialDate(value, "day")
    if isinstance(value, PartialDate):
        return value.first.isoformat(), str(value)
    return None if value is None else (str(value), str(value))

"""Evidence cards for the groups of a jigsaw: the rows of one account, in words, with sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.classroom.jigsaw import jigsaw
from trilateral.classroom.text import filled
from trilateral.evidence.claims import resolve
from trilateral.explorers.rivals import SAID
from trilateral.parts.markup import citation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from trilateral.classroom.jigsaw import Account, Jigsaw
    from trilateral.evidence.reading import Row
    from trilateral.evidence.values import Value

_TOLD: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    **SAID,
    "weighing": ("{title}", ("evidence",)),
}
"""For each table, what names a row, and the columns that tell it."""
_CITED: Final = 3
"""Sources named beside a piece; the rest are in the table, and on paper in the list."""
_WHEN: Final = ("date", "announced", "start_date")


@dataclass(frozen=True)
class Piece:
    """One piece of evidence. `text` and `sources` are Markdown."""

    when: str
    """The day, month or year in words; empty if the row has none."""
    title: str
    text: str
    sources: str


@dataclass(frozen=True)
class Card:
    """One account's evidence, for one group. `says` is Markdown."""

    jigsaw: str
    question: str
    account: str
    """Its id in the jigsaw."""
    name: str
    says: str
    pieces: tuple[Piece, ...]
    """For the account, in the order of time."""
    hard: tuple[Piece, ...]
    """What the account must explain."""
    source_ids: tuple[str, ...]
    """The sources of all rows, each once, in the order met."""


def cards(name: str, folder: Path | None = None) -> tuple[Card, ...]:
    """Return the cards of a jigsaw, one for each account.

    Parameters
    ----------
    name
        Its id in ``notebooks/plans/cards.yaml``, as a plan's step names it.
    folder
        The folder of plans; the course's own by default.

    Raises
    ------
    ClassroomError
        There is no such jigsaw.
    PlanError
        Its file has something to correct.
    EvidenceError
        An account names a row that does not exist.
    """
    asked = jigsaw(name, folder)
    return tuple(_card(asked, account) for account in asked.accounts)


def _card(asked: Jigsaw, account: Account) -> Card:
    return Card(
        jigsaw=asked.id,
        question=asked.question,
        account=account.id,
        name=account.name,
        says=filled(account.says),
        pieces=(*_rows(account.rows), *map(_figure, account.figures)),
        hard=(*_rows(account.hard), *map(_figure, account.hard_figures)),
        source_ids=_source_ids((*account.rows, *account.hard)),
    )


def _source_ids(keys: Iterable[str]) -> tuple[str, ...]:
    met: dict[str, None] = {}
    for key in keys:
        for _, row in _resolved(key):
            met |= dict.fromkeys(_ids(row))
    return tuple(met)


def _rows(keys: Iterable[str]) -> list[Piece]:
    """Return the rows' pieces in the order of time, those without a date last."""
    dated = [(_day(row), table, row) for key in keys for table, row in _resolved(key)]
    dated.sort(key=lambda each: (each[0] is None, each[0] or date.max))
    return [_piece(table, row) for _, table, row in dated]


def _resolved(key: str) -> list[tuple[str, Row]]:
    """Return the rows that a key of the ledger names."""
    store = evidence.default()
    return [
        (reference.table, row)
        for reference in resolve(key, store.tables(), store.rows)
        for row in reference.rows
    ]


def _piece(table: str, row: Row) -> Piece:
    title, text = _incident(row) if table == "incidents" else _account_of(table, row)
    return Piece(_when(row), title, text, _cited(_ids(row)))


def _ids(row: Row) -> tuple[str, ...]:
    ids = row.get("source_ids")
    return ids if isinstance(ids, tuple) else ()


def _cited(ids: tuple[str, ...]) -> str:
    more = len(ids) - _CITED
    named = ", ".join(map(citation, ids[:_CITED]))
    return f"{named}, and {more} more" if more > 0 else named


def _account_of(table: str, row: Row) -> tuple[str, str]:
    named, columns = _TOLD[table]
    words = {name: _label(table, name, value) for name, value in row.items()}
    return named.format(**words), " ".join(f"{row[name]}" for name in columns if row.get(name))


def _label(table: str, column: str, value: Value) -> Value:
    """Return a word of a vocabulary as a reader has it; anything else as it is."""
    return evidence.labels(table, column).get(value, value) if isinstance(value, str) else value


def _incident(row: Row) -> tuple[str, str]:
    """Return both sides' accounts: neither is shown without the other or its absence."""
    names = row["feature_names"]
    place = names[0] if isinstance(names, tuple) else str(names)
    chinese = row.get("prc_account") or "no account was found."
    philippine = row.get("ph_account") or "no account was found."
    return place, f"*By the Philippine side:* {philippine} *By the Chinese side:* {chinese}"


def _figure(text: str) -> Piece:
    return Piece("", "In figures", filled(text), "")


def _when(row: Row) -> str:
    for name in _WHEN:
        value = row.get(name)
        if isinstance(value, date):
            return f"{value.day} {value:%B %Y}"
        if value:
            return str(value)
    return str(row["year"]) if row.get("year") else ""


def _day(row: Row) -> date | None:
    for name in _WHEN:
        value = row.get(name)
        if isinstance(value, date):
            return value
        if isinstance(value, evidence.PartialDate):
            return value.first
    year = row.get("year")
    return date(year, 1, 1) if isinstance(year, int) else None

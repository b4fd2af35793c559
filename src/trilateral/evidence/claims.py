"""The claim ledger: each claim with its verdict and the rows that bear on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from trilateral.errors import EvidenceError, nearest
from trilateral.evidence.values import PartialDate, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.evidence.reading import Row, Rows

ARTICLE: Final = "article"
"""Id of the story under study."""
NOT_EVIDENCE = frozenset(
    {"claims", "known_gaps", "lookups", "second_coding", "sources", "stories"}
    | {"weak_hosts", "weighing"}
)
"""Tables that ``*`` leaves out."""
_TEXTS: Final = ("id", "story", "lesson", "link", "claim", "verdict", "why", "overturned_by")


@dataclass(frozen=True)
class Reference:
    """Rows of one table that bear on a claim."""

    table: str
    key: str
    """As the ledger has it: a row's key, a year, a country or ``*``."""
    rows: tuple[Row, ...]
    """The rows, with values as Python objects and dates as `PartialDate` where half-known."""


@dataclass(frozen=True)
class Claim:
    """One claim of the article under study, or of another story of the same deployment."""

    id: str
    story: str
    """Id of the story that makes it, ``article`` for the one under study."""
    lesson: str
    link: str
    """Link of the article's chain that it belongs to or answers: mandate, framework, catalyst,
    capability or outcome."""
    claim: str
    verdict: str
    why: str
    overturned_by: str
    """What, if it were found, would turn the verdict."""
    evidence: tuple[Reference, ...]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources behind the rows, each once, in the order met."""
        names: dict[str, None] = {}
        for reference in self.evidence:
            for row in reference.rows:
                ids = row.get("source_ids")
                names |= dict.fromkeys(ids if isinstance(ids, tuple) else ())
        return tuple(names)


def read_claim(row: Row, tables: tuple[str, ...], rows: Callable[[str], Rows]) -> Claim:
    """Return the claim in `row` of the ledger, its evidence looked up with `rows`.

    Raises
    ------
    EvidenceError
        A reference resolves to nothing.
    """
    notation = row["evidence"] if isinstance(row["evidence"], tuple) else ()
    evidence = [reference for item in notation for reference in resolve(item, tables, rows)]
    texts = {name: str(row[name]) for name in _TEXTS}
    return Claim(**texts, evidence=tuple(evidence))


def resolve(
    item: str, tables: tuple[str, ...], rows: Callable[[str], Rows]
) -> tuple[Reference, ...]:
    """Return what a reference of the ledger, such as ``incidents:2025``, points to.

    Raises
    ------
    EvidenceError
        There is no such table, or no row of it has that key.
    """
    if item == "*":
        names = [name for name in tables if name not in NOT_EVIDENCE]
        return tuple(Reference(name, "*", tuple(rows(name).rows)) for name in names)
    table, _, key = item.partition(":")
    if table not in tables:
        message = f"evidence {item!r}: no table is called {table!r}.{nearest(table, tables)}"
        raise EvidenceError(message)
    held = rows(table)
    matching = tuple(row for row in held.rows if key == "*" or _matches(row, key, held.table.key))
    if not matching:
        keys = [_key(row, held.table.key) for row in held.rows]
        message = f"evidence {item!r}: no row of {table} has the key {key!r}.{nearest(key, keys)}"
        raise EvidenceError(message)
    return (Reference(table, key, matching),)


def _key(row: Row, key: tuple[str, ...]) -> str:
    return ":".join(str(row[name]) for name in key)


def _matches(row: Row, key: str, primary: tuple[str, ...]) -> bool:
    if _key(row, primary) == key:
        return True
    if re.fullmatch(r"\d{4}", key):
        return _year(row) == int(key)
    return re.fullmatch(r"[A-Z]{2}", key) is not None and row.get("country") == key


def _year(row: Row) -> int | None:
    for name in ("date", "period_start", "year", "fiscal_year"):
        value: Value = row.get(name)
        if isinstance(value, PartialDate):
            return value.first.year
        if isinstance(value, date):
            return value.year
        if isinstance(value, int):
            return value
    return None

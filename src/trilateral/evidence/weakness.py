"""The weak sources of the evidence, with the rows that they serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.evidence.cards import key
from trilateral.evidence.sourcing import NO_BASIS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.evidence.citations import Source
    from trilateral.evidence.store import Evidence


@dataclass(frozen=True)
class Served:
    """A row that cites a weak source."""

    table: str
    key: str
    baseless: bool
    """Whether each of its sources is a digest or at an address that nobody should be sent to."""
    source_ids: tuple[str, ...]
    texts: tuple[str, ...]
    """Its longer cells, by which it is found where it is shown without its key."""

    def __str__(self) -> str:
        """Return the row as the ledger writes it: ``incidents:inc-2025-08-11-scarborough``."""
        return f"{self.table}:{self.key}"


@dataclass(frozen=True)
class Weak:
    """A weak source."""

    source: Source
    rows: tuple[Served, ...]


_LONG = 24  # shorter cells are words of a vocabulary, names and dates, which other rows have too


def weak_sources(evidence: Evidence) -> tuple[Weak, ...]:
    """Return the weak sources in the order of their table.

    Raises
    ------
    EvidenceError
        A table is damaged.
    """
    weak = {s.id: s for s in evidence.sources() if s.weakness}
    rows = list(_served(evidence, weak))
    return tuple(
        Weak(source, tuple(row for row in rows if source.id in row.source_ids))
        for source in weak.values()
    )


def _served(evidence: Evidence, weak: dict[str, Source]) -> Iterator[Served]:
    none: frozenset[str] = frozenset()
    words = {name: frozenset(source.weakness) for name, source in weak.items()}
    for name, table in evidence.package.tables.items():
        if "source_ids" not in {column.name for column in table.columns}:
            continue
        for row in evidence.rows(name).rows:
            cited = row["source_ids"] if isinstance(row["source_ids"], tuple) else ()
            if not weak.keys() & set(cited):
                continue
            baseless = all(words.get(source, none) & NO_BASIS for source in cited)
            texts = (v for v in row.values() if isinstance(v, str) and len(v) > _LONG)
            yield Served(name, key(row, table), baseless, tuple(cited), tuple(texts))

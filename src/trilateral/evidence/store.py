"""The evidence in one folder: tables, citations, claims and figures."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import trilateral.evidence.figures  # noqa: F401 -- importing them fills the registry
from trilateral.errors import EvidenceError, nearest
from trilateral.evidence import consistency, quantities
from trilateral.evidence.citations import Bibliography, Source
from trilateral.evidence.claims import ARTICLE, Claim, read_claim
from trilateral.evidence.frames import frame
from trilateral.evidence.problems import Problem, missing_file, summary
from trilateral.evidence.reading import read_rows
from trilateral.evidence.schema import read_package
from trilateral.evidence.values import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from trilateral.evidence.quantities import Quantity
    from trilateral.evidence.reading import Row, Rows
    from trilateral.evidence.schema import Package, Table
    from trilateral.evidence.values import Value


class Evidence:
    """The evidence in one folder; each file is read once."""

    def __init__(self, directory: Path) -> None:
        """Use the tables in `directory`, which holds a ``datapackage.json``."""
        self.directory = directory
        self._rows: dict[str, Rows] = {}
        self._keys: dict[tuple[str, str], dict[Value, Row]] = {}
        self._sound: set[str] = set()
        self._frames: dict[str, pd.DataFrame] = {}

    @cached_property
    def package(self) -> Package:
        """The rules of the tables."""
        return read_package(self.directory)

    def tables(self) -> tuple[str, ...]:
        """Return the names of the tables."""
        return tuple(self.package.tables)

    def load(self, name: str) -> pd.DataFrame:
        """Return a table as a typed frame; the caller may change it.

        Raises
        ------
        EvidenceError
            There is no such table, or it is damaged.
        """
        if name not in self._frames:
            self._frames[name] = frame(self.rows(name))
        return self._frames[name].copy()

    def labels(self, table: str, column: str) -> dict[str, str]:
        """Return the words of a column's vocabulary, each with what it means to a reader.

        Raises
        ------
        EvidenceError
            There is no such table, or it has no such column.
        """
        columns = {c.name: c for c in self._table(table).columns}
        if column not in columns:
            message = f"{table} has no column {column!r}.{nearest(column, columns)}"
            raise EvidenceError(message)
        return columns[column].vocabulary

    def rows(self, name: str) -> Rows:
        """Return a sound table's rows as Python values.

        Raises
        ------
        EvidenceError
            There is no such table, or it is damaged.
        """
        if name not in self._sound:
            problems = self._problems(name)
            if problems:
                raise EvidenceError(summary(problems))
            self._sound.add(name)
        return self._read(name)

    def check(self) -> list[Problem]:
        """Return everything wrong with the files, in their order; an empty list is good."""
        problems = [problem for name in self.tables() for problem in self._problems(name)]
        problems += [
            missing_file(f"{self.directory.name}/{file.path}")
            for file in self.package.other_files
            if not (self.directory / file.path).is_file()
        ]
        return [*dict.fromkeys(problems), *([] if problems else self._ledger())]

    def source(self, source_id: str) -> Source:
        """Return a source.

        Raises
        ------
        EvidenceError
            No source has that id.
        """
        if source_id not in self._sources:
            message = (
                f"No source has the id {source_id!r}.{nearest(source_id, self._sources)} "
                f"Correct the id, or add the source to {self.directory.name}/sources.csv."
            )
            raise EvidenceError(message)
        return self._sources[source_id]

    def sources(self) -> tuple[Source, ...]:
        """Return all sources, in the order of their table."""
        return tuple(self._sources.values())

    def cite(self, *source_ids: str) -> str:
        """Return short citations, such as ``Rappler, 5 August 2023``, joined by semicolons.

        Raises
        ------
        EvidenceError
            No source has one of the ids.
        """
        return "; ".join(self.source(source_id).label for source_id in source_ids)

    def bibliography(self, source_ids: Iterable[str]) -> Bibliography:
        """Return full entries for the sources, each once and sorted.

        Raises
        ------
        EvidenceError
            No source has one of the ids.
        """
        return Bibliography.of([self.source(source_id) for source_id in source_ids])

    def claims(self, story: str = ARTICLE) -> tuple[Claim, ...]:
        """Return the claims of one story, in the order of its chain; see `ledger`.

        Parameters
        ----------
        story
            Key of the table ``stories``; the article under study by default.

        Raises
        ------
        EvidenceError
            No story has that id, a table is damaged, or a claim's evidence resolves to nothing.
        """
        claims = tuple(claim for claim in self.ledger() if claim.story == story)
        if not claims:
            there = dict.fromkeys(claim.story for claim in self.ledger())
            message = f"No story is called {story!r}.{nearest(story, there)}"
            raise EvidenceError(message)
        return claims

    def ledger(self) -> tuple[Claim, ...]:
        """Return the claims of all stories, the evidence of each claim resolved to rows.

        Raises
        ------
        EvidenceError
            A table is damaged, or a claim's evidence resolves to nothing.
        """
        return self._claims

    def quantity(self, name: str) -> Quantity:
        """Return a figure that prose quotes, computed from its table.

        Raises
        ------
        EvidenceError
            No figure is called that, or its table is damaged.
        """
        return quantities.quantity(name, self.load)

    def quantities(self) -> tuple[Quantity, ...]:
        """Return every figure that prose may quote."""
        return quantities.quantities(self.load)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        sources = {}
        for row in self.rows("sources").rows:
            published, weakness = row["published"], row["weakness"]
            texts = {name: str(value or "") for name, value in row.items()}
            values = texts | {
                "published": published if isinstance(published, PartialDate) else None,
                "weakness": weakness if isinstance(weakness, tuple) else (),
            }
            sources[texts["id"]] = Source(**values)  # type: ignore[arg-type]  # the columns are its fields
        return sources

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        ledger = self.rows("claims").rows
        return tuple(read_claim(row, self.tables(), self.rows) for row in ledger)

    def _table(self, name: str) -> Table:
        if name not in self.package.tables:
            message = f"No table is called {name!r}.{nearest(name, self.tables())} "
            message += f"The tables are: {', '.join(self.tables())}."
            raise EvidenceError(message)
        return self.package.tables[name]

    def _read(self, name: str) -> Rows:
        if name not in self._rows:
            self._rows[name] = read_rows(self.directory, self._table(name))
        return self._rows[name]

    def _column(self, table: str, column: str) -> dict[Value, Row]:
        if (table, column) not in self._keys:
            rows = self._read(table).rows
            self._keys[table, column] = {row[column]: row for row in rows}
        return self._keys[table, column]

    def _problems(self, name: str) -> list[Problem]:
        rows = self._read(name)
        # Rows that cannot be read are missing, and ids that point to them would seem unknown.
        targets = {reference.resource: None for reference in rows.table.references.values()}
        unread = [problem for table in (name, *targets) for problem in self._read(table).problems]
        if unread:
            return unread
        pointing = consistency.references(rows, self._column)
        return [*pointing, *consistency.row_rules(rows, self._column, self.package.map)]

    def _ledger(self) -> list[Problem]:
        ledger = self._read("claims")
        problems = []
        for line, row in zip(ledger.lines, ledger.rows, strict=True):
            try:
                read_claim(row, self.tables(), self._read)
            except EvidenceError as error:
                remedy = "Correct the reference; it is written table:key."
                problems.append(Problem(ledger.file, str(error), remedy, line, "evidence"))
        return problems

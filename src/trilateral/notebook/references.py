"""Where the marks in the course's notebooks are looked up: its evidence."""

from __future__ import annotations

from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.notebook.marks import Target


class Evidence:
    """The evidence as marks point at it."""

    def source(self, name: str) -> Target:
        """Return a source's citation and address."""
        return Target(evidence.cite(name), evidence.source(name).url)

    def quantity(self, name: str) -> Target:
        """Return a computed number as prose writes it, and its table's file."""
        quantity = evidence.quantity(name)
        return Target(quantity.text, f"data/{quantity.table}.csv")

    def table(self, name: str) -> Target:
        """Return a table's name and file."""
        if name not in evidence.tables():
            message = f"There is no table {name!r}. The tables are: {', '.join(evidence.tables())}."
            raise EvidenceError(message)
        return Target(f"table: {name}", f"data/{name}.csv")

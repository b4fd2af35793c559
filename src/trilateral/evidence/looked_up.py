"""What was looked up again: the counts that the codebook prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from trilateral.evidence.store import Evidence

TABLE = "lookups"


def counts(evidence: Evidence) -> str:
    """Return the codebook's tables on the rows that were looked up again, as Markdown.

    Parameters
    ----------
    evidence
        A folder with the table ``lookups``.

    Returns
    -------
    str
        Rows looked up by table and outcome, and those never looked up; then rows corrected, by
        table and kind of mistake. A row with mistakes of two kinds stands under both.
    """
    rows = evidence.load(TABLE)
    outcomes = evidence.labels(TABLE, "outcome")
    tables = list(evidence.labels(TABLE, "table"))
    here = {table: rows[rows["table"] == table] for table in tables}
    by_outcome = [
        (f"`{table}`", *_outcomes(here[table], outcomes, len(evidence.load(table))))
        for table in tables
    ]
    by_kind = [
        (label, *(sum(kind in kinds for kinds in here[table]["kinds"]) for table in tables))
        for kind, label in evidence.labels(TABLE, "kinds").items()
    ]
    head = ("table", "rows", *outcomes, "not looked up")
    ways = evidence.labels(TABLE, "by")
    by = {label: (rows["by"] == way).sum() for way, label in ways.items()}
    words = "; ".join(f"{label}, {count}" for label, count in by.items() if count)
    return "\n".join(
        [
            f"Rows looked up: {len(rows)}. By whom: {words}.",
            "",
            *_table(head, by_outcome),
            "",
            *_table(("rows corrected", *(f"`{table}`" for table in tables)), by_kind),
        ]
    )


def _outcomes(rows: pd.DataFrame, outcomes: Iterable[str], size: int) -> tuple[int, ...]:
    """Return a table's rows, those of them with each outcome, and those without a look-up."""
    counts = (int((rows["outcome"] == outcome).sum()) for outcome in outcomes)
    return (size, *counts, size - len(rows))


def _table(head: Iterable[str], rows: Iterable[tuple[object, ...]]) -> list[str]:
    """Return a table in Markdown, its first column text and the others numbers."""
    names = list(head)
    rule = f"|---|{'---:|' * (len(names) - 1)}"
    return [f"| {' | '.join(names)} |", rule, *(f"| {' | '.join(map(str, row))} |" for row in rows)]

"""The look-ups: which rows have one, and how the codebook counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trilateral import evidence
from trilateral.evidence import Evidence
from trilateral.evidence.looked_up import counts

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "table,row,outcome,kinds,by,looked_up,pages,found,not_taken\n"


@pytest.mark.parametrize("table", sorted(evidence.default().labels("lookups", "table")))
def test_when_a_row_is_in_a_table_that_was_looked_up_then_it_has_a_look_up(table: str) -> None:
    lookups = evidence.load("lookups")
    looked_up = set(lookups[lookups["table"] == table]["row"])
    rows = set(evidence.load(table)["id"])

    missing = f"data/lookups.csv has no row for these rows of {table}; add one each: "
    assert not rows - looked_up, missing + ", ".join(sorted(rows - looked_up))
    gone = f"data/lookups.csv has rows for {table} that are not in it: "
    assert not looked_up - rows, gone + ", ".join(sorted(looked_up - rows))


def test_when_a_row_was_found_again_then_a_page_is_given() -> None:
    found = evidence.load("lookups")
    seen = found[found["outcome"] != "unverifiable"]

    assert [row.row for row in seen.itertuples() if not row.pages] == []


def test_when_rows_are_looked_up_then_the_codebook_counts_outcomes_and_kinds(data: Path) -> None:
    lines = [
        "summit_commitments,sc01,corrected,left_out;moved_on,model_excerpts,2026-11-30,https://x,a,",
        "summit_commitments,sc02,confirmed,,model_excerpts,2026-11-30,https://x,a,",
        "incidents,inc-2023-01-09-second-thomas,unverifiable,,model_excerpts,2026-11-30,,a,",
    ]
    (data / "lookups.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    tables = Evidence(data)
    promises, incidents = len(tables.load("summit_commitments")), len(tables.load("incidents"))

    text = counts(tables)

    assert "Rows looked up: 3. By whom: a language model" in text
    assert f"| `summit_commitments` | {promises} | 1 | 1 | 0 | {promises - 2} |" in text
    assert f"| `incidents` | {incidents} | 0 | 0 | 1 | {incidents - 1} |" in text
    assert "| a status that has since moved on | 0 | 0 | 1 |" in text
    assert "| another mistake | 0 | 0 | 0 |" in text

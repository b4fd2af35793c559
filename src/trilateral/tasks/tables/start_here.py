"""The tables of exercise 00."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence import load

if TYPE_CHECKING:
    import pandas as pd


def record_of_claims() -> pd.DataFrame:
    """Return the claims as the course has them, without their verdicts."""
    rows = load("claims").query("story == 'article'")
    rows = rows.astype({"lesson": "str", "link": "str"})
    return rows[["id", "lesson", "link", "claim"]]


def record_of_sources() -> pd.DataFrame:
    """Return the sources as the course has them."""
    rows = load("sources").astype({"kind": "str"})
    return rows[["id", "title", "publisher", "published", "kind"]]


def record_of_steps() -> pd.DataFrame:
    """Return the steps of the agreement as the course has them."""
    return load("raa_milestones")[["id", "date", "step", "source_ids"]]

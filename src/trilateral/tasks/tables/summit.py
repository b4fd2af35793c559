"""The tables of exercise 01."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence import load

if TYPE_CHECKING:
    import pandas as pd


def record_of_events() -> pd.DataFrame:
    """Return the events as the course has them."""
    rows = load("diplomatic_events")
    rows = rows.assign(category=rows["category"].astype("str"), actors=rows["actors"].str.join(" "))
    return rows[["id", "date", "category", "title", "actors"]]


def record_of_promises() -> pd.DataFrame:
    """Return the promises as the course has them."""
    rows = load("summit_commitments").astype({"pillar": "str", "follow_through": "str"})
    return rows[["id", "pillar", "commitment", "announced", "follow_through"]]


def record_of_activities() -> pd.DataFrame:
    """Return the activities at sea as the course has them."""
    rows = load("joint_activities").astype({"kind": "str"})
    rows = rows.assign(actors=rows["participants"].str.join(" "))
    return rows[["id", "date", "kind", "actors"]]

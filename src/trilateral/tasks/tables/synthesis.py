"""The tables of exercise 05."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trilateral.evidence import load

ACCOUNTS: Final = ["chain", "habit", "taiwan", "burden"]
"""The four accounts of the lesson, as the exercise calls them: columns of `record_of_reports`."""
READERS: Final = {
    "Ana": {
        "we-05": (0.95, 0.05), "we-06": (0.5, 0.05), "we-15": (0.95, 0.5),
        "we-08": (0.6, 0.4), "we-13": (0.7, 0.7),
    },
    "Ben": {
        "we-05": (0.5, 0.05), "we-06": (0.95, 0.5), "we-15": (0.6, 0.4),
        "we-08": (0.4, 0.4), "we-13": (0.3, 0.2),
    },
    "Chie": {
        "we-05": (0.8, 0.5), "we-06": (0.6, 0.05), "we-15": (0.99, 0.8),
        "we-08": (0.3, 0.4), "we-13": (0.2, 0.2),
    },
}  # fmt: skip
"""Invented readers: how likely they find each piece if the agreement was the turning point, and if
it was not."""
_DATED: Final = {
    "diplomatic_events": ("id", "date"),
    "raa_milestones": ("id", "date"),
    "summit_commitments": ("id", "follow_through_date"),
    "criticisms": ("id", "date"),
    "balikatan": ("year", "start_date"),
}
"""For each table with dates, the columns of its key and its day."""


def record_of_activities() -> pd.DataFrame:
    """Return the activities at sea as the course has them."""
    rows = load("joint_activities").astype({"kind": "str"})
    rows = rows.assign(countries=rows["participants"].str.join(" "))
    return rows[["id", "date", "kind", "countries"]]


def last_day() -> pd.Timestamp:
    """Return the last day on which the record has an activity."""
    last: pd.Timestamp = load("joint_activities")[["date", "end_date"]].max().max()
    return last


def record_of_pieces() -> pd.DataFrame:
    """Return the pieces of evidence, one row for each row they rest on."""
    rows = load("weighing").astype({"link": "str"}).explode("rows", ignore_index=True)
    return rows.rename(columns={"rows": "row"})[["id", "title", "link", "row"]]


def record_of_dates() -> pd.DataFrame:
    """Return the dates of the rows that evidence rests on."""
    parts = []
    for name, (key, day) in _DATED.items():
        rows = load(name)
        parts.append(pd.DataFrame({"row": name + ":" + rows[key].astype("str"), "date": rows[day]}))
    return pd.concat(parts, ignore_index=True).dropna()


def turning_points() -> dict[str, pd.Timestamp]:
    """Return three days that might have been the turning point."""
    pacts = load("access_agreements").set_index("id")
    signed, in_force = map(pd.Timestamp, pacts.loc["jp-ph-raa", ["signed", "in_force"]])
    events = load("diplomatic_events").set_index("id")
    (summit,) = events.loc[["de27"], "date"].tolist()
    return {"summit": summit, "signed": signed, "in_force": in_force}


def record_of_links() -> pd.DataFrame:
    """Return when each link of the chain began."""
    turns = turning_points()
    began = [turns["summit"], turns["in_force"], pd.Timestamp("2025-01-01")]
    return pd.DataFrame({"link": ["mandate", "framework", "catalyst"], "began": began})


def record_of_reports() -> pd.DataFrame:
    """Return five reports, which are real, with an invented reader's likelihoods."""
    rows = [
        ("we-01", "gma-2024-04-17-bk24", 0.2, 0.8, 0.4, 0.4),
        ("we-05", "detik-2026-04-20-afp", 0.8, 0.2, 0.5, 0.4),
        ("we-05", "cmw-2026-05-14-pla", 0.8, 0.2, 0.5, 0.4),
        ("we-06", "gma-2024-11-25", 0.7, 0.4, 0.3, 0.4),
        ("we-16", "usni-2018-10-15-ardb", 0.3, 0.6, 0.4, 0.4),
    ]
    return pd.DataFrame(rows, columns=["id", "source", *ACCOUNTS])

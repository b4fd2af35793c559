"""The tables of exercise 06."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trilateral.evidence import load, quantity

STORIES: Final = ["article", "circles", "brakes", "taiwan"]
FINDINGS: Final = {
    "more-troops": "Far more Japanese soldiers come in 2026 than in 2025.",
    "incidents-first": "Incidents in 2025 come before the plan for 2026.",
    "us-sites": "Washington gains sites in northern Luzon in 2023.",
    "cabinet-exports": "The cabinet lifts the limits on arms exports.",
    "batan": "US launchers are placed on Batan in 2025.",
    "talks-of-two": "Tokyo and Manila open access talks in 2023.",
}
ANSWERS: Final = {
    "Dina": ["yyyy", "ynnn", "nyny", "nnyn", "nnny", "nnnn"],
    "Emil": ["yyyy", "ynnn", "nynn", "nyyn", "nnny", "nnnn"],
    "Fumi": ["yyyn", "ynnn", "nyny", "nnyn", "yyyy", "nnnn"],
}
"""Invented readers: for each finding, which of `STORIES` would lead one to expect it."""
LAUNCHERS: Final = {
    "paoay": ("Type 88", "range-high-type88-ssm"),
    "basco": ("NMESIS", "range-high-nmesis-nsm"),
}
"""Where a launcher stood: its missile, and the quantity that is its longest published range."""
STRAITS: Final = ("babuyan-channel", "balintang-channel", "bashi-channel")
_DATED: Final = ("diplomatic_events", "raa_milestones", "deployments")


def record_of_bearing() -> pd.DataFrame:
    """Return each story's claims with the rows they rest on, one row for each."""
    rows = load("claims").explode("evidence", ignore_index=True)
    rows = rows[["story", "id", "evidence"]]
    return rows.rename(columns={"id": "claim", "evidence": "row"})


def record_of_dates() -> pd.DataFrame:
    """Return the dates of the rows that claims rest on."""
    tables = {name: load(name) for name in _DATED}
    every = pd.concat(
        [
            pd.DataFrame({"row": name + ":" + rows["id"].astype("str"), "date": rows["date"]})
            for name, rows in tables.items()
        ],
        ignore_index=True,
    ).dropna()
    return every[every["row"].isin(record_of_bearing()["row"])].reset_index(drop=True)


def record_of_events() -> pd.DataFrame:
    """Return the events as the course has them, the governments as one text."""
    rows = load("diplomatic_events").astype({"category": "str"})
    rows = rows.assign(who=rows["actors"].str.join(" "))
    return rows[["id", "date", "category", "title", "who"]]


def day_of_the_troops() -> pd.Timestamp:
    """Return the day when Balikatan 2026 began."""
    (begun,) = load("balikatan").set_index("year").loc[[2026], "start_date"].tolist()
    return pd.Timestamp(begun)


def record_of_gaps() -> pd.DataFrame:
    """Return distances from launchers to straits beside the longest published range."""
    rows = [
        (place, missile, strait, quantity(f"km-{place}-to-{strait}").value, quantity(longest).value)
        for place, (missile, longest) in LAUNCHERS.items()
        for strait in STRAITS
    ]
    table = pd.DataFrame(rows, columns=["place", "missile", "strait", "km", "longest"])
    return table.assign(km=table["km"].round())


def answers_of(reader: str) -> pd.DataFrame:
    """Return an invented reader's table: a line for each finding, True where a story expects it."""
    lines = [[sign == "y" for sign in signs] for signs in ANSWERS[reader]]
    return pd.DataFrame(lines, index=list(FINDINGS), columns=STORIES)

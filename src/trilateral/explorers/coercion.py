"""Explorers of lesson 03: both governments' accounts of an incident, side by side."""

from __future__ import annotations

import re
from html import escape
from typing import Final

import pandas as pd

from trilateral import evidence
from trilateral.explorers.explorer import Explorer, Values, View, select

_ANYWHERE: Final = ""
_FILTERS: Final = (
    ("all", "All incidents"),
    ("both", "With both accounts"),
    ("no_chinese", "Without a Chinese account"),
    ("no_philippine", "Without a Philippine account"),
)

_SHORT: Final = {
    "AFP": "Armed Forces of the Philippines",
    "AIS": "Automatic Identification System, a ship's own radio signal",
    "AP": "Associated Press, a news agency",
    "BFAR": "Bureau of Fisheries and Aquatic Resources of the Philippines",
    "BRP": "ship of the Republic of the Philippines",
    "CCG": "China Coast Guard",
    "FB": "fishing boat",
    "FFB": "fishing boat",
    "ML": "motor launch",
    "MV": "motor vessel",
    "NGO": "non-governmental organisation",
    "PAF": "Philippine Air Force",
    "PCG": "Philippine Coast Guard",
    "PLA": "People's Liberation Army of China",
    "PLAN": "People's Liberation Army Navy of China",
    "PN": "Philippine Navy",
}
"""What the accounts and the names of ships shorten."""


def accounts(start: str = "") -> Explorer:
    """Return the explorer that sets the two governments' accounts of an incident side by side.

    Parameters
    ----------
    start
        Id of the incident to open with; the first in the record by default.
    """
    incidents = evidence.load("incidents").fillna(
        {"ph_account": "", "prc_account": "", "casualty_note": ""}
    )
    features = evidence.load("features").set_index("id")["name_en"].astype(str)
    found = sorted({str(f) for f in incidents["feature"]}, key=lambda f: features.get(f, f))
    places = [(_ANYWHERE, "Any place"), *((f, features.get(f, f)) for f in found)]

    def show(values: Values) -> View:
        rows = _matching(incidents, values["place"], values["which"])
        if rows.empty:
            return View("No incident in this selection.", "", {"incident": []}, {"incident": ""})
        options = [(str(r["id"]), _headline(r, features)) for _, r in rows.iterrows()]
        chosen = values["incident"]
        if chosen not in {key for key, _ in options}:
            chosen = options[0][0]
        row = rows[rows["id"] == chosen].iloc[0]
        return View(
            summary=_summary(row, features, len(rows)),
            html=_view(row),
            options={"incident": options},
            values={"incident": chosen},
        )

    everything = [(str(r["id"]), _headline(r, features)) for _, r in incidents.iterrows()]
    controls = [
        select("place", "Place", places),
        select("which", "Accounts", _FILTERS, "both"),
        select("incident", "Incident", everything, start, wide=True),
    ]
    return Explorer("Two accounts of one incident", controls, show)


def _matching(incidents: pd.DataFrame, place: str, which: str) -> pd.DataFrame:
    philippine, chinese = incidents["ph_account"] != "", incidents["prc_account"] != ""
    kept = {
        "all": philippine | ~philippine,
        "both": philippine & chinese,
        "no_chinese": ~chinese,
        "no_philippine": ~philippine,
    }[which]
    here = (incidents["feature"] == place) if place else kept
    return incidents[kept & here]


def _day(row: pd.Series) -> str:
    return f"{row['date'].day} {row['date']:%B %Y}"


def _headline(row: pd.Series, features: pd.Series) -> str:
    return f"{_day(row)}, {features.get(str(row['feature']), 'elsewhere')}: {_first(row)}"


def _first(row: pd.Series) -> str:
    return evidence.labels("incidents", "tactics")[row["tactics"][0]]


def _tactics(row: pd.Series) -> str:
    words = evidence.labels("incidents", "tactics")
    return ", ".join(words[t] for t in row["tactics"])


def _summary(row: pd.Series, features: pd.Series, n: int) -> str:
    accounts = {
        (True, True): "both governments' accounts are in the record",
        (True, False): "no Chinese account was found",
        (False, True): "no Philippine account was found",
        (False, False): "neither government's account was found",
    }[bool(row["ph_account"]), bool(row["prc_account"])]
    place = features.get(str(row["feature"]), "elsewhere")
    fit = "1 incident fits" if n == 1 else f"{n} incidents fit"
    return f"{_day(row)}, {place}: {accounts}. {fit} this choice."


def _view(row: pd.Series) -> str:
    injured = row["ph_injured"]
    facts = {
        "What was done": _tactics(row),
        "Philippine side": _side(row, "ph"),
        "Chinese side": _side(row, "prc"),
        "Filipinos injured": "not stated" if pd.isna(injured) else injured,
        "About injuries and damage": row["casualty_note"],
        "Damage to Philippine vessels": row["damage"],
        "Confidence in this row": row["confidence"],
        "Short names": _spelt_out(row),
        "Sources": "; ".join(evidence.source(i).link for i in row["source_ids"]),
    }
    listed = "".join(
        f"<dt>{name}</dt><dd>{value if name == 'Sources' else escape(str(value))}</dd>"
        for name, value in facts.items()
        if value != ""
    )
    pair = _account("Philippine", row["ph_account"]) + _account("Chinese", row["prc_account"])
    return f'<div class="pair">{pair}</div><dl>{listed}</dl>'


def _spelt_out(row: pd.Series) -> str:
    """Return the short names that a row holds, each with the words behind it."""
    shown = f"{row['ph_account']} {row['prc_account']} {row['casualty_note']} "
    shown += f"{_side(row, 'ph')} {_side(row, 'prc')}"
    found = sorted(
        set(re.findall(r"\b[A-Z]{2,}\b", shown.replace("M/L", "ML").replace("F/B", "FB")))
        & set(_SHORT)
    )
    return "; ".join(f"{name}, {_SHORT[name]}" for name in found)


def _account(side: str, text: str) -> str:
    if text:
        return f"<div><p><strong>{side} account</strong></p><p>{escape(text)}</p></div>"
    return (
        f'<div class="absent"><p><strong>No {side} account found</strong></p><p>None was seen in '
        "the sources of this record. That does not show that none was given.</p></div>"
    )


def _side(row: pd.Series, side: str) -> str:
    words = evidence.labels("incidents", f"{side}_agency")
    who = ", ".join(words[agency] for agency in row[f"{side}_agency"])
    units = ", ".join(row[f"{side}_units"])
    return f"{who}: {units}" if units else who

"""Explorers of lesson 03: both governments' accounts of an incident, side by side."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

import pandas as pd

from trilateral import evidence
from trilateral.explorers.controls import Values, select
from trilateral.explorers.markup import bullets, facts, fold, links
from trilateral.explorers.names import name_among
from trilateral.explorers.part import explorer
from trilateral.explorers.view import View

if TYPE_CHECKING:
    from trilateral.parts import Part

_ANYWHERE: Final = ""
_FILTERS: Final = (
    ("all", "All incidents"),
    ("both", "With both accounts"),
    ("no_chinese", "Without a Chinese account"),
    ("no_philippine", "Without a Philippine account"),
)

_SOURCES: Final = 2
"""Sources of a row that are listed; the table has the rest."""
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


def accounts(start: str = "") -> Part:
    """Return the explorer that sets the two governments' accounts of an incident side by side.

    Parameters
    ----------
    start
        Id of the incident to open with; the first in the record by default.

    Raises
    ------
    UnknownNameError
        The record has no such incident.
    """
    incidents = evidence.load("incidents").fillna(
        {"ph_account": "", "prc_account": "", "casualty_note": ""}
    )
    features = evidence.load("features").set_index("id")["name_en"].astype(str)
    names = sorted({str(f) for f in incidents["feature"]}, key=lambda f: features.get(f, f))
    places = [(_ANYWHERE, "Any place"), *((f, features.get(f, f)) for f in names)]

    rows = {str(row["id"]): row for _, row in incidents.iterrows()}
    matching = {
        (place, which): set(_matching(incidents, place, which)["id"])
        for place, _ in places
        for which, _ in _FILTERS
    }

    def show(values: Values) -> View:
        fitting = len(matching[values["place"], values["which"]])
        if not fitting:
            return View(["No incident in this selection."], ())
        row = rows[values["incident"]]
        fit = "1 incident fits" if fitting == 1 else f"{fitting} incidents fit"
        return View([*_sentences(row, features), f"{fit} this choice."], _view(row))

    controls = [
        select("place", "Place", places),
        select("which", "Accounts", _FILTERS, "both"),
        select(
            "incident",
            "Incident",
            [(str(r["id"]), _headline(r, features)) for _, r in incidents.iterrows()],
            name_among("incident", start, incidents["id"]),
            wide=True,
            offered=lambda values: matching[values["place"], values["which"]],
        ),
    ]
    return explorer("accounts", "Two accounts of one incident", controls, show)


def _matching(incidents: pd.DataFrame, place: str, which: str) -> pd.DataFrame:
    philippine, chinese = incidents["ph_account"] != "", incidents["prc_account"] != ""
    mask = {
        "all": philippine | ~philippine,
        "both": philippine & chinese,
        "no_chinese": ~chinese,
        "no_philippine": ~philippine,
    }[which]
    here = (incidents["feature"] == place) if place else mask
    return incidents[mask & here]


def _day(row: pd.Series) -> str:
    return f"{row['date'].day} {row['date']:%B %Y}"


def _headline(row: pd.Series, features: pd.Series) -> str:
    return f"{_day(row)}, {features.get(str(row['feature']), 'elsewhere')}: {_first(row)}"


def _first(row: pd.Series) -> str:
    return evidence.labels("incidents", "tactics")[row["tactics"][0]]


def _tactics(row: pd.Series) -> str:
    words = evidence.labels("incidents", "tactics")
    return ", ".join(words[t] for t in row["tactics"])


def _sentences(row: pd.Series, features: pd.Series) -> tuple[str, str]:
    """Return what was done where, and whose accounts there are; few words say the latter."""
    accounts = {
        (True, True): "both governments' accounts are in the record",
        (True, False): "no Chinese account was found",
        (False, True): "no Philippine account was found",
        (False, False): "neither government's account was found",
    }[bool(row["ph_account"]), bool(row["prc_account"])]
    place = features.get(str(row["feature"]), "elsewhere")
    return f"{_day(row)}, {place}, {_tactics(row)}:", f"{accounts}."


def _listed(source_ids: list[str]) -> list[str]:
    """Return the sources to list, so that neither government's account loses what it rests on."""
    sides = [evidence.source(each).perspective for each in source_ids]
    first = {source_ids[sides.index(side)] for side in ("PH", "PRC") if side in sides}
    return sorted(source_ids, key=lambda each: each not in first)[:_SOURCES]


def _view(row: pd.Series) -> list[str]:
    injured = row["ph_injured"]
    listed = facts(
        {
            "Philippine side": escape(_side(row, "ph")),
            "Chinese side": escape(_side(row, "prc")),
            "Filipinos injured": "not stated" if pd.isna(injured) else str(injured),
            "About injuries and damage": escape(row["casualty_note"]),
            "Damage to Philippine vessels": escape(str(row["damage"])),
            "Short names": _spelt_out(row),
        }
    )
    cited = _listed(row["source_ids"])
    more = len(row["source_ids"]) - len(cited)
    sources = links(cited) + (f", and {more} more in the table" if more else "")
    rests = facts({"Confidence in this row": str(row["confidence"]), "Sources": sources})
    return [
        '<div class="pair">',
        *_account("Philippine", row["ph_account"]),
        *_account("Chinese", row["prc_account"]),
        "</div>",
        listed,
        fold("What this row rests on", rests),
    ]


def _spelt_out(row: pd.Series) -> str:
    """Return the short names that a row holds, each with the words behind it."""
    words = f"{row['ph_account']} {row['prc_account']} {row['casualty_note']} "
    words += f"{_side(row, 'ph')} {_side(row, 'prc')}"
    capitals = re.findall(r"\b[A-Z]{2,}\b", words.replace("M/L", "ML").replace("F/B", "FB"))
    return bullets(f"{name}: {_SHORT[name]}" for name in sorted({*capitals} & {*_SHORT}))


def _account(side: str, text: str) -> tuple[str, ...]:
    if text:
        return f"<div><p><strong>{side} account</strong></p><p>", f"{escape(text)}</p></div>"
    absent = (
        f'<div class="absent"><p><strong>No {side} account found</strong></p><p>None was seen in '
        "the sources of this record. That does not show that none was given.</p></div>"
    )
    return (absent,)


def _side(row: pd.Series, side: str) -> str:
    words = evidence.labels("incidents", f"{side}_agency")
    who = ", ".join(words[agency] for agency in row[f"{side}_agency"])
    units = ", ".join(row[f"{side}_units"])
    return f"{who}: {units}" if units else who

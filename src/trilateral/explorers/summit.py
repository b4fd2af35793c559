"""Explorers of lesson 01: each promise of the summit with the evidence of what became of it."""

from __future__ import annotations

from html import escape
from typing import Final

import pandas as pd

from trilateral import evidence
from trilateral.charts.summit.events import headed
from trilateral.charts.summit.promises import OUTCOMES
from trilateral.explorers.explorer import Explorer, Values, View, select

_ANY: Final = ""
_EXPLAINED: Final = {
    "delivered": "A source reports that it was done.",
    "in_progress": "A source reports a step, and the promise is not yet met.",
    "unknown": "No source says that it was done, and none says that it was dropped.",
}


def commitments(pillar: str = "", outcome: str = "") -> Explorer:
    """Return the commitment tracker: choose a field and an outcome, read promise by promise.

    Parameters
    ----------
    pillar, outcome
        Words of the table's vocabularies to start with; all of them by default.
    """
    loaded = evidence.load("summit_commitments")
    fields = evidence.labels("summit_commitments", "pillar")
    pillars = [(key, headed(label)) for key, label in fields.items()]

    def show(values: Values) -> View:
        rows = _matching(loaded, values["pillar"], values["outcome"])
        return View(_summary(rows, values, fields), "".join(_entry(r) for _, r in rows.iterrows()))

    controls = [
        select("pillar", "Field", [(_ANY, "Every field"), *pillars], pillar),
        select("outcome", "What became of it", [(_ANY, "Anything"), *OUTCOMES.items()], outcome),
    ]
    return Explorer("Promises and what became of them", controls, show)


def _matching(rows: pd.DataFrame, pillar: str, outcome: str) -> pd.DataFrame:
    fits = pd.Series(data=True, index=rows.index)
    if pillar:
        fits &= rows["pillar"] == pillar
    if outcome:
        fits &= rows["follow_through"] == outcome
    return rows[fits]


def _summary(rows: pd.DataFrame, values: Values, fields: dict[str, str]) -> str:
    field = f" in the field {fields[values['pillar']]}" if values["pillar"] else ""
    if values["outcome"]:
        ending = f" with the outcome “{OUTCOMES[values['outcome']].lower()}”"
        if rows.empty:
            return f"No promise{field}{ending}."
        return f"{_counted(len(rows))}{field}{ending}. {_EXPLAINED[values['outcome']]}"
    found = rows["follow_through"].value_counts()
    parts = "; ".join(f"{label.lower()}, {found[key]}" for key, label in OUTCOMES.items())
    return f"{_counted(len(rows))}{field}: {parts}."


def _counted(n: int) -> str:
    return "1 promise" if n == 1 else f"{n} promises"


def _entry(row: pd.Series) -> str:
    countries = evidence.labels("summit_commitments", "actors")
    facts = {
        "Promised by": ", ".join(countries[code] for code in row["actors"]),
        "Promised on": f"{row['announced'].day} {row['announced']:%B %Y}",
        "What became of it": f"{OUTCOMES[str(row['follow_through'])]}{_dated(row)}",
        "What is known": row["follow_through_note"],
        "Confidence in this row": row["confidence"],
    }
    listed = "".join(f"<dt>{name}</dt><dd>{escape(str(v))}</dd>" for name, v in facts.items())
    links = "; ".join(evidence.source(i).link for i in row["source_ids"])
    return (
        f"<details><summary>{escape(row['commitment'])} "
        f"<strong>{escape(OUTCOMES[str(row['follow_through'])])}.</strong></summary>"
        f"<dl>{listed}<dt>Sources</dt><dd>{links}</dd></dl></details>"
    )


def _dated(row: pd.Series) -> str:
    when, precision = row["follow_through_date"], str(row["follow_through_date_precision"])
    if pd.isna(when):
        return ""
    words = {"day": f"{when.day} {when:%B %Y}", "month": f"{when:%B %Y}", "year": f"{when:%Y}"}
    return f"; latest date on record: {words[precision]}"

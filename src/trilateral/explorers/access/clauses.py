"""The clause finder: from an everyday situation to the treaty, and to what is not known."""

from __future__ import annotations

from html import escape
from typing import Final

import pandas as pd

from trilateral import evidence
from trilateral.explorers.explorer import Explorer, Values, View, select

BLANK: Final = "Not known: nothing on this point was seen in the public sources of this course."
OTHERS: Final = {
    "compares_to_au": "Japan-Australia",
    "compares_to_uk": "Japan-Britain",
    "compares_to_vfa": "US-Philippines 1998",
}
"""The columns that compare, with the agreement each speaks of."""
_CONFIDENCE: Final = {
    "high": "High",
    "medium": "Medium",
    "low": "Low: do not build on it",
}
_FITS: Final = (
    ("all", "All situations"),
    ("direct", "The record speaks of it"),
    ("near", "The record has only something close"),
    ("gap", "One of the other three agreements is not known"),
)


def clause_finder(start: str = "") -> Explorer:
    """Return the explorer that leads from a situation to its provision.

    Parameters
    ----------
    start
        Id of the situation to open with; the first of the table by default.
    """
    situations = evidence.load("situations")
    provisions = evidence.load("raa_provisions").set_index("id").fillna("")
    options = _options(situations)

    def show(values: Values) -> View:
        rows = situations[_kept(situations, provisions, values["which"])]
        chosen = values["situation"]
        if chosen not in set(rows["id"]):
            chosen = str(rows.iloc[0]["id"])
        row = rows[rows["id"] == chosen].iloc[0]
        found = provisions.loc[list(row["provision_ids"])]
        return View(
            summary=_summary(row, found, len(rows)),
            html=_view(row, found),
            options={"situation": _options(rows)},
            values={"situation": chosen},
        )

    controls = [
        select("which", "Show", _FITS),
        select("situation", "Situation", options, start, wide=True),
    ]
    return Explorer("Clause finder", controls, show)


def _options(rows: pd.DataFrame) -> list[tuple[str, str]]:
    return [(str(row["id"]), str(row["situation"])) for _, row in rows.iterrows()]


def _kept(situations: pd.DataFrame, provisions: pd.DataFrame, which: str) -> pd.Series:
    if which == "all":
        return pd.Series(data=True, index=situations.index)
    if which == "gap":
        gaps = (provisions[list(OTHERS)] == "").any(axis="columns")
        return situations["provision_ids"].map(lambda ids: bool(gaps[ids[0]]))
    return situations["fit"].astype(str) == which


def _summary(row: pd.Series, found: pd.DataFrame, n: int) -> str:
    first = found.iloc[0]
    blanks = sum(first[column] == "" for column in OTHERS)
    how = "Closest provision" if row["fit"] == "near" else "Provision"
    gaps = {0: "all three other agreements are compared", 3: "no other agreement is known on it"}
    said = gaps.get(blanks, f"{blanks} of the 3 other agreements not known on it")
    return (
        f"{row['situation']}. {how}: {_topic(first)} ({_article(first)}), confidence "
        f"{first['confidence']}; {said}. {n} in the list."
    )


def _topic(provision: pd.Series) -> str:
    return str(provision["topic"]).replace("_", " ")


def _article(provision: pd.Series) -> str:
    article = str(provision["article"])
    return f"article {article}" if article[0] in "IVX" else article[0].lower() + article[1:]


def _view(row: pd.Series, found: pd.DataFrame) -> str:
    near = (
        "<p><strong>No provision in this record speaks of this situation.</strong> The closest "
        "one follows.</p>"
        if row["fit"] == "near"
        else ""
    )
    cards = [_card(provision, opened=n == 0) for n, (_, provision) in enumerate(found.iterrows())]
    return (
        f"<p>{escape(row['question'])}</p>{near}{''.join(cards)}"
        f"<p><strong>What this leaves open.</strong> {escape(row['not_answered'])}</p>"
    )


def _card(provision: pd.Series, *, opened: bool) -> str:
    links = ", ".join(evidence.source(i).link for i in provision["source_ids"])
    facts = {
        "Japan-Philippines": escape(provision["what_it_does"]),
        **{
            name: escape(provision[column]) if provision[column] else f"<em>{BLANK}</em>"
            for column, name in OTHERS.items()
        },
        "Confidence": _CONFIDENCE[str(provision["confidence"])],
        "Sources": links,
    }
    listed = "".join(f"<dt>{name}</dt><dd>{fact}</dd>" for name, fact in facts.items())
    state = " open" if opened else ""
    head = f"{_topic(provision).capitalize()} ({escape(_article(provision))})"
    return f"<details{state}><summary><strong>{head}</strong></summary><dl>{listed}</dl></details>"

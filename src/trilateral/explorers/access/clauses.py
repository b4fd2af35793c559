"""The clause finder: from an everyday situation to the treaty, and to what is not known."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.explorers.controls import Values, select
from trilateral.explorers.markup import facts, fold, links
from trilateral.explorers.names import name_among
from trilateral.explorers.part import explorer
from trilateral.explorers.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from trilateral.parts import Part

BLANK: Final = "Not known: nothing on this point was seen in the public sources of this course."
OTHERS: Final = {
    "compares_to_au": "Japan-Australia",
    "compares_to_uk": "Japan-Britain",
    "compares_to_vfa": "US-Philippines 1998",
}
"""The columns that compare, with the agreement each mentions."""
_CONFIDENCE: Final = {
    "high": "High",
    "medium": "Medium",
    "low": "Low: do not rely on it",
}
_FITS: Final = (
    ("all", "All situations"),
    ("direct", "The record covers it"),
    ("near", "The record has only something close"),
    ("gap", "One of the other three agreements is not known"),
)
_GAPS: Final = {
    0: "All three other agreements are compared on this point.",
    3: "No other agreement is known on this point.",
}


def clause_finder(start: str = "") -> Part:
    """Return the explorer that leads from a situation to its provision.

    Parameters
    ----------
    start
        Id of the situation to open with; the first of the table by default.

    Raises
    ------
    UnknownNameError
        The table has no such situation.
    """
    situations = evidence.load("situations")
    provisions = evidence.load("raa_provisions").set_index("id").fillna("")
    groups = {which: _situations(situations, provisions, which) for which, _ in _FITS}

    def show(values: Values) -> View:
        row = situations[situations["id"] == values["situation"]].iloc[0]
        first, *more = (provisions.loc[key] for key in row["provision_ids"])
        listed = f"{len(groups[values['which']])} in the list."
        return View([*_sentences(row, first), listed], [*_view(row, first, more)])

    controls = [
        select("which", "Show", _FITS),
        select(
            "situation",
            "Situation",
            [(str(row["id"]), str(row["situation"])) for _, row in situations.iterrows()],
            name_among("situation", start, situations["id"]),
            wide=True,
            offered=lambda values: groups[values["which"]],
        ),
    ]
    return explorer("clause_finder", "Clause finder", controls, show)


def _situations(situations: pd.DataFrame, provisions: pd.DataFrame, which: str) -> set[str]:
    if which == "all":
        return set(situations["id"])
    if which == "gap":
        gaps = (provisions[list(OTHERS)] == "").any(axis="columns")
        return set(
            situations[situations["provision_ids"].map(lambda ids: bool(gaps[ids[0]]))]["id"]
        )
    return set(situations[situations["fit"].astype(str) == which]["id"])


def _sentences(row: pd.Series, first: pd.Series) -> Iterator[str]:
    """Yield where the answer stands, the answer, and how far it can be compared."""
    if row["fit"] == "near":
        yield "No provision in this record covers this situation. The closest one:"
    where = f"{_topic(first)} ({_article(first)}), confidence {first['confidence']}:"
    yield f"{where[0].upper()}{where[1:]} {_closed(str(first['what_it_does']))}"
    blanks = sum(first[column] == "" for column in OTHERS)
    yield _GAPS.get(blanks, f"{blanks} of the 3 other agreements are not known on this point.")


def _closed(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _topic(provision: pd.Series) -> str:
    return str(provision["topic"]).replace("_", " ")


def _article(provision: pd.Series) -> str:
    article = str(provision["article"])
    return f"article {article}" if article[0] in "IVX" else article[0].lower() + article[1:]


def _view(row: pd.Series, first: pd.Series, more: list[pd.Series]) -> Iterator[str]:
    yield f"<p>{escape(row['question'])}</p>"
    yield _card(first, opened=True)
    yield from (_card(provision) for provision in more)
    yield f"<p><strong>What this leaves open.</strong> {escape(row['not_answered'])}</p>"


def _card(provision: pd.Series, *, opened: bool = False) -> str:
    """Return a provision; the one that is open has its words in the sentence above."""
    listed = facts(
        {
            "Japan-Philippines": "" if opened else escape(provision["what_it_does"]),
            **{
                name: escape(provision[column]) if provision[column] else f"<em>{BLANK}</em>"
                for column, name in OTHERS.items()
            },
            "Confidence": _CONFIDENCE[str(provision["confidence"])],
            "Sources": links(provision["source_ids"]),
        }
    )
    head = f"{_topic(provision).capitalize()} ({escape(_article(provision))})"
    says = ": what other agreements say" if opened else ""
    return fold(f"<strong>{head}</strong>{says}", listed, opened=opened)

"""Explorers of lesson 01: each promise of the summit with the evidence of what became of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import pandas as pd

from trilateral import evidence
from trilateral.charts.summit.events import headed
from trilateral.charts.summit.promises import OUTCOMES
from trilateral.explorers.controls import Values, select
from trilateral.explorers.markup import facts, fold, links
from trilateral.explorers.names import name_among
from trilateral.explorers.part import explorer
from trilateral.explorers.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.parts import Part

_ANY: Final = ""
_EXPLAINED: Final = {
    "delivered": "A source reports that it was done.",
    "in_progress": "A source reports a step, and the promise is not yet met.",
    "unknown": "No source says that it was done, and none says that it was dropped.",
}
_TO_DONE: Final = "A source that reports the act and its date would turn “no trace” into “done”."
OLDER: Final = {"sc01": "joint training of the navies", "sc02": "an exercise of the coast guards"}
"""Promises kept by something that had begun before the leaders met, as their notes say."""


def commitments(pillar: str = "", outcome: str = "") -> Part:
    """Return the commitment tracker: choose a field and an outcome, read promise by promise.

    Parameters
    ----------
    pillar, outcome
        Words of the table's vocabularies to start with; all of them by default.

    Raises
    ------
    UnknownNameError
        The table has no such field or outcome.
    """
    loaded = evidence.load("summit_commitments")
    fields = evidence.labels("summit_commitments", "pillar")
    pillars = [(key, headed(label)) for key, label in fields.items()]

    def show(values: Values) -> View:
        rows = _matching(loaded, values["pillar"], values["outcome"])
        return View([*_sentences(rows, values, fields)], [_entry(r) for _, r in rows.iterrows()])

    controls = [
        select(
            "pillar",
            "Field",
            [(_ANY, "Every field"), *pillars],
            name_among("field", pillar, fields),
        ),
        select(
            "outcome",
            "What became of it",
            [(_ANY, "Anything"), *OUTCOMES.items()],
            name_among("outcome", outcome, OUTCOMES),
        ),
    ]
    return explorer("commitments", "Promises and what became of them", controls, show)


def _matching(rows: pd.DataFrame, pillar: str, outcome: str) -> pd.DataFrame:
    fits = pd.Series(data=True, index=rows.index)
    if pillar:
        fits &= rows["pillar"] == pillar
    if outcome:
        fits &= rows["follow_through"] == outcome
    return rows[fits]


def _sentences(rows: pd.DataFrame, values: Values, fields: dict[str, str]) -> Iterator[str]:
    field = f" in the field {fields[values['pillar']]}" if values["pillar"] else ""
    if not values["outcome"]:
        number = rows["follow_through"].value_counts()
        parts = "; ".join(f"{label.lower()}, {number[key]}" for key, label in OUTCOMES.items())
        yield f"{_counted(len(rows))}{field}: {parts}."
    elif rows.empty:
        yield f"No promise{field} with the outcome “{OUTCOMES[values['outcome']].lower()}”."
        return
    else:
        ending = f" with the outcome “{OUTCOMES[values['outcome']].lower()}”"
        yield f"{_counted(len(rows))}{field}{ending}."
        yield _EXPLAINED[values["outcome"]]
    if (rows["follow_through"] == "unknown").any():
        yield _TO_DONE
    if values["outcome"] == "delivered":
        yield from _doubts(rows)


def _doubts(rows: pd.DataFrame) -> Iterator[str]:
    """Yield what makes a count of kept promises generous."""
    older = [words for key, words in OLDER.items() if key in set(rows["id"])]
    if older:
        yield f"Begun before the leaders met: {' and '.join(older)}."
    days = rows[rows["follow_through_date_precision"].astype(str) == "day"]["follow_through_date"]
    for day in sorted(set(days[days.duplicated()])):
        yield f"The event of {day.day} {day:%B %Y} is counted for two promises."


def _counted(n: int) -> str:
    return "1 promise" if n == 1 else f"{n} promises"


def _entry(row: pd.Series) -> str:
    countries = evidence.labels("summit_commitments", "actors")
    outcome = OUTCOMES[str(row["follow_through"])]
    listed = facts(
        {
            "Promised by": ", ".join(countries[code] for code in row["actors"]),
            "Promised on": f"{row['announced'].day} {row['announced']:%B %Y}",
            "Latest date on record": _dated(row),
            "What is known": escape(str(row["follow_through_note"])),
            "Confidence in this row": str(row["confidence"]),
            "Sources": links(row["source_ids"]),
        }
    )
    return fold(f"{escape(row['commitment'])} <strong>{escape(outcome)}.</strong>", listed)


def _dated(row: pd.Series) -> str:
    when, precision = row["follow_through_date"], str(row["follow_through_date_precision"])
    if pd.isna(when):
        return ""
    return {"day": f"{when.day} {when:%B %Y}", "month": f"{when:%B %Y}", "year": f"{when:%Y}"}[
        precision
    ]

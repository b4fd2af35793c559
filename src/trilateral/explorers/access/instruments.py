"""The instruments that covered an activity on its date."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final, Literal, assert_never

import pandas as pd

from trilateral import evidence
from trilateral.charts.access.clock_rows import possible_days
from trilateral.charts.access.web import NAMES
from trilateral.evidence import PartialDate
from trilateral.explorers.access.activities import Activity, activities
from trilateral.explorers.controls import Option, Values, select
from trilateral.explorers.markup import facts, fold, grid, links
from trilateral.explorers.names import name_among
from trilateral.explorers.part import explorer
from trilateral.explorers.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.parts import Part

State = Literal["in force", "took effect", "signed", "talks", "none"]
_GROUPS: Final = (
    ("all", "Everything in the record"),
    ("balikatan", "The exercise Balikatan"),
    ("sea", "Joint activities at sea"),
    ("land", "Relief and land exercises"),
)
_SHORT: Final = 300
"""Characters of a note that the sentence holds whole."""
_TREATY: Final = "jp-ph-raa"
_PAIR: Final = frozenset({"JP", "PH"})
_VISITS: Final = frozenset({"raa", "vfa", "sovfa", "basing_access"})


def which_instrument(start: str = "") -> Part:
    """Return the explorer that sets an activity beside the instruments of its date.

    Parameters
    ----------
    start
        Id of the activity to open with; the earliest by default.

    Raises
    ------
    UnknownNameError
        The record has no such activity.
    """
    every = {activity.id: activity for activity in activities()}
    agreements = evidence.load("access_agreements")
    groups = {
        group: [a.id for a in every.values() if group in {"all", a.group}] for group, _ in _GROUPS
    }

    views = {key: [*_view(activity, agreements)] for key, activity in every.items()}
    sentences = {key: [*_sentences(activity, agreements)] for key, activity in every.items()}

    def show(values: Values) -> View:
        chosen = values["activity"]
        listed = f"The list holds {len(groups[values['group']])} activities."
        return View([*sentences[chosen], listed], views[chosen])

    controls = [
        select("group", "Show", _GROUPS),
        select(
            "activity",
            "Activity",
            [*map(_option, every.values())],
            name_among("activity", start, every),
            wide=True,
            offered=lambda values: groups[values["group"]],
        ),
    ]
    return explorer("which_instrument", "Which instrument on this date", controls, show)


def state_on(agreement: pd.Series, activity: Activity) -> State:
    """Return where an agreement stood when an activity took place.

    ``took effect``: it entered into force while the activity ran, or in a month or year that
    leaves this open.
    """
    first, last = activity.span.first, activity.span.last
    if pd.notna(agreement["in_force"]):
        start, latest = possible_days(agreement, "in_force")
        if latest <= first:
            return "in force"
        if start <= last:
            return "took effect"
    if pd.notna(agreement["signed"]) and possible_days(agreement, "signed")[1] <= first:
        return "signed"
    opened = agreement["negotiations_opened"]
    return "talks" if pd.notna(opened) and opened <= first else "none"


def _option(activity: Activity) -> Option:
    return activity.id, f"{activity.span.words}: {activity.name}"


def _sentences(activity: Activity, agreements: pd.DataFrame) -> Iterator[str]:
    """Yield where the treaty stood, what else was in force between the two, and what was done."""
    row = agreements[agreements["id"] == _TREATY].iloc[0]
    treaty = {
        "in force": "was in force",
        "took effect": "took effect while it ran",
        "signed": "was signed but not in force",
        "talks": "was being negotiated",
        "none": "was not yet under negotiation",
    }[state_on(row, activity)]
    yield (
        f"{activity.name}, from {activity.span.words}: the Japan-Philippines access agreement "
        f"{treaty}."
    )
    pair = agreements[agreements["parties"].map(frozenset) == _PAIR]
    others = [
        str(each["name"])
        for _, each in pair[pair["id"] != _TREATY].iterrows()
        if state_on(each, activity) == "in force"
    ]
    listed = ", ".join(others) or "none in this record"
    yield f"Other instruments in force between the two: {listed}."
    yield _opening(activity.note)


def _opening(note: str) -> str:
    """Return a note, or the first sentence of a long one."""
    return note if len(note) <= _SHORT else re.split(r"(?<=\.) (?=[A-Z'])", note)[0]


def _view(activity: Activity, agreements: pd.DataFrame) -> Iterator[str]:
    covers = [frozenset(parties) <= activity.parties for parties in agreements["parties"]]
    between = agreements[covers]
    own = between[[frozenset(parties) == _PAIR for parties in between["parties"]]]
    other = between.drop(own.index)
    other = other[other["kind"].isin(_VISITS)]
    yield _table("Between Japan and the Philippines", own, activity)
    yield _table("Between others who took part: agreements on visits and sites", other, activity)
    parties = ", ".join(sorted(NAMES.get(party, party) for party in activity.parties))
    rests = facts(
        {
            "What the record says": escape(activity.note) if len(activity.note) > _SHORT else "",
            "Parties considered here": f"{parties} (others may have taken part)",
            "Confidence in this row": activity.origin.confidence,
            "Sources": links(activity.origin.source_ids),
        }
    )
    yield fold("What this row rests on", rests)
    yield _minister(activity, agreements)
    yield fold(
        "What this cannot show",
        "<p>An agreement in force is not yet permission: the host consents to each activity. "
        "Which basis the governments named for this one is not in the record, unless the words "
        "above say it. A signed text may be applied or not; its date alone does not show "
        "that.</p>",
    )


def _table(caption: str, agreements: pd.DataFrame, activity: Activity) -> str:
    if agreements.empty:
        return ""
    rows = (
        (f"{escape(row['name'])} ({_parties(row)})", escape(_words(row, activity)))
        for _, row in agreements.iterrows()
    )
    return grid(caption, ("Instrument", "On that date"), rows)


def _parties(row: pd.Series) -> str:
    return " and ".join(NAMES[party] for party in row["parties"])


def _words(row: pd.Series, activity: Activity) -> str:
    state = state_on(row, activity)
    match state:
        case "in force":
            return f"In force since {_date(row, 'in_force')}"
        case "took effect":
            return f"Took effect in these days, or may have done so: {_date(row, 'in_force')}"
        case "signed":
            later = (
                f"in force only from {_date(row, 'in_force')}"
                if pd.notna(row["in_force"])
                else "no date of entry into force in the record"
            )
            return f"Signed on {_date(row, 'signed')}; {later}"
        case "talks":
            return f"Under negotiation since {_date(row, 'negotiations_opened')}"
        case "none" if pd.notna(row["signed"]):
            return f"Not yet: signed on {_date(row, 'signed')}"
        case "none":
            return "Neither talks nor signature in the record by then"
        case _:
            assert_never(state)


def _date(row: pd.Series, column: str) -> str:
    return str(PartialDate(row[column].date(), row[f"{column}_precision"]))


def _minister(activity: Activity, agreements: pd.DataFrame) -> str:
    """Return what a minister said about visits before the treaty."""
    row = agreements[agreements["id"] == _TREATY].iloc[0]
    if state_on(row, activity) in {"in force", "took effect"}:
        return ""
    milestones = evidence.load("raa_milestones")
    hearing = milestones[milestones["id"] == "ms-12"].iloc[0]
    link = evidence.source(hearing["source_ids"][0]).link
    return fold(
        "What was said about visits without the agreement",
        f"<p>At the Senate hearing, {_date(hearing, 'date')}: {escape(hearing['note'])} "
        f"({link})</p>",
    )

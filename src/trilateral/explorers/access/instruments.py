"""The instruments that covered an activity on its date."""

from __future__ import annotations

from html import escape
from typing import Final, Literal, assert_never

import pandas as pd

from trilateral import evidence
from trilateral.charts.access.clock_rows import possible_days
from trilateral.charts.access.web import NAMES
from trilateral.evidence import PartialDate
from trilateral.explorers.access.activities import Activity, activities
from trilateral.explorers.explorer import Explorer, Values, View, select

State = Literal["in force", "took effect", "signed", "talks", "none"]
_GROUPS: Final = (
    ("all", "Everything in the record"),
    ("balikatan", "The exercise Balikatan"),
    ("sea", "Joint activities at sea"),
    ("land", "Relief and land exercises"),
)
_TREATY: Final = "jp-ph-raa"
_PAIR: Final = frozenset({"JP", "PH"})
_VISITS: Final = frozenset({"raa", "vfa", "sovfa", "basing_access"})


def which_instrument(start: str = "") -> Explorer:
    """Return the explorer that sets an activity beside the instruments of its date.

    Parameters
    ----------
    start
        Id of the activity to open with; the earliest by default.
    """
    every = activities()
    agreements = evidence.load("access_agreements")

    def show(values: Values) -> View:
        kept = [a for a in every if values["group"] in {"all", a.group}]
        chosen = next((a for a in kept if a.id == values["activity"]), kept[0])
        return View(
            summary=_summary(chosen, agreements, len(kept)),
            html=_view(chosen, agreements),
            options={"activity": _options(kept)},
            values={"activity": chosen.id},
        )

    controls = [
        select("group", "Show", _GROUPS),
        select("activity", "Activity", _options(every), start, wide=True),
    ]
    return Explorer("Which instrument on this date", controls, show)


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


def _options(found: list[Activity]) -> list[tuple[str, str]]:
    return [(a.id, f"{a.span.words}: {a.name}") for a in found]


def _summary(activity: Activity, agreements: pd.DataFrame, n: int) -> str:
    row = agreements[agreements["id"] == _TREATY].iloc[0]
    treaty = {
        "in force": "was in force",
        "took effect": "took effect while it ran",
        "signed": "was signed but not in force",
        "talks": "was being negotiated",
        "none": "was not yet under negotiation",
    }[state_on(row, activity)]
    return (
        f"{activity.name}, from {activity.span.words}: the Japan-Philippines access agreement "
        f"{treaty}. The list holds {n} activities."
    )


def _view(activity: Activity, agreements: pd.DataFrame) -> str:
    covers = [frozenset(parties) <= activity.parties for parties in agreements["parties"]]
    between = agreements[covers]
    own = between[[frozenset(parties) == _PAIR for parties in between["parties"]]]
    other = between.drop(own.index)
    other = other[other["kind"].isin(_VISITS)]
    links = ", ".join(evidence.source(i).link for i in activity.origin.source_ids)
    facts = {
        "What the record says": escape(activity.note),
        "Parties considered here": ", ".join(sorted(NAMES.get(p, p) for p in activity.parties))
        + " (others may have taken part)",
        "Confidence in this row": activity.origin.confidence,
        "Sources": links,
    }
    listed = "".join(f"<dt>{name}</dt><dd>{fact}</dd>" for name, fact in facts.items())
    return (
        f"<dl>{listed}</dl>{_table('Between Japan and the Philippines', own, activity)}"
        f"{_table('Between others who took part: agreements on visits and sites', other, activity)}"
        f"{_minister(activity, agreements)}"
        "<p><strong>What this cannot tell.</strong> An agreement in force is not yet permission: "
        "the host consents to each activity. Which basis the governments named for this one is "
        "not in the record, unless the words above say it. A signed text may be applied or not; "
        "its date alone does not show that.</p>"
    )


def _table(caption: str, agreements: pd.DataFrame, activity: Activity) -> str:
    if agreements.empty:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(row["name"])} ({_parties(row)})</th>'
        f"<td>{escape(_words(row, activity))}</td></tr>"
        for _, row in agreements.iterrows()
    )
    return (
        f"<table><caption>{caption}</caption><thead><tr>"
        '<th scope="col">Instrument</th><th scope="col">On that date</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _parties(row: pd.Series) -> str:
    return " and ".join(NAMES[party] for party in row["parties"])


def _words(row: pd.Series, activity: Activity) -> str:
    state = state_on(row, activity)
    match state:
        case "in force":
            return f"In force since {_date(row, 'in_force')}"
        case "took effect":
            return f"Took effect in these days, or this cannot be told: {_date(row, 'in_force')}"
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
    """Return what a minister said of visits without the treaty, for those that came before it."""
    row = agreements[agreements["id"] == _TREATY].iloc[0]
    if state_on(row, activity) in {"in force", "took effect"}:
        return ""
    milestones = evidence.load("raa_milestones")
    hearing = milestones[milestones["id"] == "ms-12"].iloc[0]
    link = evidence.source(hearing["source_ids"][0]).link
    return (
        "<p><strong>What was said of visits without the agreement</strong> (at the Senate "
        f"hearing, {_date(hearing, 'date')}): {escape(hearing['note'])} ({link})</p>"
    )

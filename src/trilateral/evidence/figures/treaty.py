"""Figures on the summit, the access agreement and the treaty clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.figures.lookup import cell, partial_date, title
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from trilateral.evidence.quantities import Figure, Load

_RAA = "jp-ph-raa"
_FIRST_ROUND = "ck-01"
_LEADERS_AGREE = "ck-02"


_SAID = {"diplomatic_events": "title", "raa_milestones": "step"}
"""The column that names a table's rows."""


def _dated(name: str, table: str, key: str, column: str, words: str = "date of “{}”") -> None:
    label = title(table, _SAID[table], key) if table in _SAID else None

    @register(name, table=table, words=words, label=label)
    def _figure(load: Load) -> Figure:
        return partial_date(load, table, key, column)


def _days(name: str, key: str, column: str, words: str) -> None:
    @register(name, table="raa_clock", words=words)
    def _figure(load: Load) -> Figure:
        return int(cell(load, "raa_clock", key, column))


_dated("raa-signed", "access_agreements", _RAA, "signed", "day the RAA was signed")
_dated("raa-in-force", "access_agreements", _RAA, "in_force", "day the RAA entered into force")
_dated("raa-talks-agreed", "raa_milestones", "ms-06", "date")
_dated("raa-first-round", "raa_milestones", "ms-07", "date")
_dated("raa-senate-concurs", "raa_milestones", "ms-13", "date")
_dated("raa-diet-approves", "raa_milestones", "ms-18", "date")
_dated("raa-notes-exchanged", "raa_milestones", "ms-20", "date")
_dated("raa-first-use", "raa_milestones", "ms-23", "date")
_dated("acsa-signed", "access_agreements", "jp-ph-acsa", "signed", "day the ACSA was signed")
_dated("type88-fired", "raa_milestones", "ms-29", "date")
_dated("summit", "diplomatic_events", "de27", "date")
_dated("first-multilateral-sail", "diplomatic_events", "de26", "date")

for _start, _key, _from in (
    ("first-round", _FIRST_ROUND, "the first round of talks on the RAA"),
    ("leaders", _LEADERS_AGREE, "the leaders' agreement to negotiate the RAA"),
):
    _days(
        f"raa-days-{_start}-to-sign", _key, "days_open_to_sign", f"days from {_from} to signature"
    )
    _days(
        f"raa-days-{_start}-to-force",
        _key,
        "days_open_to_force",
        f"days from {_from} to entry into force",
    )
_days(
    "raa-days-sign-to-force",
    _FIRST_ROUND,
    "days_sign_to_force",
    "days from the signature of the RAA to its entry into force",
)


@register(
    "raa-days-notes-to-force",
    table="raa_milestones",
    words="days from the exchange of notes on the RAA to its entry into force",
)
def _notes_to_force(load: Load) -> int:
    notes, force = (cell(load, "raa_milestones", key, "date") for key in ("ms-20", "ms-21"))
    return int((force - notes).days)


@register(
    "days-first-sail-to-summit",
    table="diplomatic_events",
    words="days from the first multilateral sail to the summit",
)
def _sail_to_summit(load: Load) -> int:
    sail, summit = (cell(load, "diplomatic_events", key, "date") for key in ("de26", "de27"))
    return int((summit - sail).days)


@register("summit-commitments", table="summit_commitments", words="commitments in the table")
def _commitments(load: Load) -> int:
    return len(load("summit_commitments"))


def _outcomes(load: Load) -> list[str]:
    return [
        word.replace("_", "-")
        for word in load("summit_commitments")["follow_through"].cat.categories
    ]


def _outcome_words(_: Load, outcome: str) -> str:
    return "not traced" if outcome == "unknown" else outcome.replace("-", " ")


@register(
    "summit-commitments-{}",
    table="summit_commitments",
    over=_outcomes,
    words="commitments that are {}",
    label=_outcome_words,
)
def _commitments_with(load: Load, outcome: str) -> int:
    return int((load("summit_commitments")["follow_through"] == outcome.replace("-", "_")).sum())

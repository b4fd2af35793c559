"""Criticisms and rebuttals of the record, each with its speaker, by side and by subject."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.explorers.explorer import Explorer, Values, View, select

if TYPE_CHECKING:
    import pandas as pd

SIDES: Final = {
    "Beijing: government and armed forces": ("cr-01", "cr-02", "cr-04", "cr-05", "cr-06"),
    "Manila: government and leaders of Congress": ("cr-23", "cr-24"),
    "Manila: lawmakers, groups and papers that ask or object": (
        *("cr-07", "cr-08", "cr-09", "cr-10", "cr-11", "cr-12"),
        *("cr-14", "cr-15", "cr-16"),
    ),
    "Tokyo: members of the Diet and papers": ("cr-13", "cr-17", "cr-18"),
    "Analysts and writers, there and elsewhere": (
        *("cr-03", "cr-19", "cr-20", "cr-21", "cr-22", "cr-25"),
    ),
}
"""Who speaks, by the speaker each row names."""
_ALL: Final = "all"


def voices() -> Explorer:
    """Return what was said for and against, by side and by subject."""
    rows = evidence.load("criticisms").assign(side=lambda d: d["id"].map(_sides()))
    targets = evidence.labels("criticisms", "target")

    def show(values: Values) -> View:
        kept = rows
        if values["side"] != _ALL:
            kept = kept[kept["side"] == values["side"]]
        if values["target"] != _ALL:
            kept = kept[kept["target"] == values["target"]]
        who = "any side" if values["side"] == _ALL else values["side"]
        what = "any subject" if values["target"] == _ALL else targets[values["target"]]
        count = "1 voice" if len(kept) == 1 else f"{len(kept)} voices"
        return View(f"{count} of {len(rows)}: {who}, on {what}.", _listed(kept))

    controls = [
        select("side", "Who speaks", [(_ALL, "Any side"), *((s, s) for s in SIDES)]),
        select("target", "On what", [(_ALL, "Any subject"), *targets.items()]),
    ]
    return Explorer("Criticisms and rebuttals", controls, show)


def _sides() -> dict[str, str]:
    return {row: side for side, ids in SIDES.items() for row in ids}


def _listed(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "<p>The record holds none. That does not show that nobody spoke.</p>"
    return "".join(
        f"<h3>{escape(side)}</h3><ul>{''.join(_item(row) for _, row in group.iterrows())}</ul>"
        for side in SIDES
        for group in [rows[rows["side"] == side]]
        if len(group)
    )


def _item(row: pd.Series) -> str:
    links = ", ".join(evidence.source(i).link for i in row["source_ids"])
    return f"<li><strong>{escape(row['speaker'])}.</strong> {escape(row['claim'])} ({links})</li>"

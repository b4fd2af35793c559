"""Criticisms and rebuttals of the record, each with its speaker, by side and by subject."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.explorers.controls import Values, select
from trilateral.explorers.markup import bullets, fold, links
from trilateral.explorers.part import explorer
from trilateral.explorers.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from trilateral.parts import Part

_ALL: Final = "all"


def voices() -> Part:
    """Return what was said for and against, by side and by subject."""
    rows = evidence.load("criticisms")
    sides, targets = (evidence.labels("criticisms", column) for column in ("side", "target"))

    def show(values: Values) -> View:
        chosen = rows
        if values["side"] != _ALL:
            chosen = chosen[chosen["side"] == values["side"]]
        if values["target"] != _ALL:
            chosen = chosen[chosen["target"] == values["target"]]
        who = "any side" if values["side"] == _ALL else sides[values["side"]]
        what = "any subject" if values["target"] == _ALL else targets[values["target"]]
        count = "1 voice" if len(chosen) == 1 else f"{len(chosen)} voices"
        sentences = [f"{count} of {len(rows)}: {who}, on {what}."]
        if values["side"] == _ALL:
            sentences.append(_shares(chosen, sides))
        return View(sentences, [*_listed(chosen, sides, whole=values["side"] != _ALL)])

    controls = [
        select("side", "Who speaks", [(_ALL, "Any side"), *sides.items()]),
        select("target", "On what", [(_ALL, "Any subject"), *targets.items()]),
    ]
    return explorer("voices", "Criticisms and rebuttals", controls, show)


def _shares(rows: pd.DataFrame, sides: Mapping[str, str]) -> str:
    """Return how often each side is heard, the one heard most first."""
    heard = {side: int((rows["side"] == side).sum()) for side in sides}
    ordered = sorted((side for side in sides if heard[side]), key=lambda side: -heard[side])
    listed = [f"{sides[side]}, {heard[side]}" for side in ordered]
    silent = len(sides) - len(ordered)
    if silent:
        listed.append(f"{silent} {'other side' if silent == 1 else 'other sides'}, none")
    return f"Heard: {'; '.join(listed)}."


def _listed(rows: pd.DataFrame, sides: Mapping[str, str], *, whole: bool) -> Iterator[str]:
    """Yield the voices of each side, folded unless one side was asked for: all fill no screen."""
    if rows.empty:
        yield "<p>The record holds none. That does not show that nobody spoke.</p>"
    for side, words in sides.items():
        group = rows[rows["side"] == side]
        if len(group):
            items = bullets(_item(row) for _, row in group.iterrows())
            yield fold(f"<strong>{escape(words)}</strong> ({len(group)})", items, opened=whole)


def _item(row: pd.Series) -> str:
    text = f"<strong>{escape(row['speaker'])}.</strong> {escape(row['claim'])}"
    return f"{text} ({links(row['source_ids'])})"

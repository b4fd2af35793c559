"""The stories of the deployment, whole, and the rows that each of their claims rests on."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, Final

from trilateral import evidence
from trilateral.evidence import PartialDate
from trilateral.explorers.controls import Values, select
from trilateral.explorers.markup import bullets, facts, fold, links
from trilateral.explorers.part import explorer
from trilateral.explorers.view import View

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from trilateral.evidence.claims import Claim, Reference
    from trilateral.evidence.reading import Row
    from trilateral.evidence.values import Value
    from trilateral.parts import Part

SAID: Final = {
    "balikatan": ("Balikatan {year}", ("jp_personnel_note", "highlights")),
    "chokepoints": ("{name}", ("why_it_matters",)),
    "criticisms": ("{speaker}", ("claim",)),
    "deployments": ("{system}, {place}", ("note",)),
    "diplomatic_events": ("{title}", ("summary",)),
    "legal_concepts": ("{term}", ("definition",)),
    "missiles": ("{system}", ("note",)),
    "raa_milestones": ("{step}", ("note",)),
    "raa_provisions": ("{topic}", ("what_it_does",)),
    "summit_commitments": ("{commitment}", ("follow_through_note",)),
    "transfers": ("{item}", ("note",)),
}
"""For each table that claims rest on, what names a row, and the columns that describe it."""
_WHEN: Final = ("date", "announced", "start_date")
_MANY: Final = 20
"""A reference to more rows than these is to a table, which is named and not listed."""


def stories() -> Part:
    """Return each story whole: what it says, by whom, its chain of claims, what it leaves out."""
    rows = _rows()

    def show(values: Values) -> View:
        row = rows[values["story"]]
        claims = evidence.claims(values["story"])
        gap = row["leaves_out"]
        sentence = f"{row['name']}: {len(claims)} claims. It leaves out {gap[:1].lower()}{gap[1:]}"
        return View([sentence], [_story(row, claims)])

    others = [story for story in rows if story != evidence.ARTICLE]
    options = [(story, rows[story]["name"]) for story in others]
    return explorer("stories", "Three other stories", [select("story", "Story", options)], show)


def _rows() -> dict[str, dict[Hashable, Any]]:
    return {row["id"]: row for row in evidence.load("stories").to_dict("records")}


def _story(row: dict[Hashable, Any], claims: tuple[Claim, ...]) -> str:
    chain = "".join(f"<li>{escape(claim.claim)}</li>" for claim in claims)
    return facts(
        {
            "It says": escape(row["says"]),
            "Its chain": f"<ol>{chain}</ol>",
            "Drawn from": f"{escape(row['drawn_from'])}: {links(row['source_ids'])}",
        }
    )


def bearing(story: str) -> Part:
    """Return the claims of a story, each with the rows that bear on it and without its verdict.

    Parameters
    ----------
    story
        Key of the table ``stories``.

    Raises
    ------
    EvidenceError
        There is no such story.
    """
    claims = {claim.id: claim for claim in evidence.claims(story)}

    def show(values: Values) -> View:
        references = claims[values["claim"]].evidence
        return View([_counted(references)], [*_listed(references)])

    options = [(claim.id, f"{n}. {claim.claim}") for n, claim in enumerate(claims.values(), 1)]
    title = f"What bears on each claim: {_rows()[story]['name']}"
    controls = [select("claim", "Claim", options, wide=True)]
    return explorer(f"bearing-{story}", title, controls, show)


def _counted(references: tuple[Reference, ...]) -> str:
    rows = [(each.table, row) for each in references if _is_listed(each) for row in each.rows]
    dated = sorted(day for _, row in rows if (day := _day(row)))
    whole = [each.table for each in references if not _is_listed(each)]
    parts = [f"{len(rows)} rows"] if rows else []
    parts += [f"the whole table {name}" for name in whole]
    span = _span(dated[0].year, dated[-1].year) if dated else ""
    return f"What bears on this claim: {', '.join(parts)}.{span}"


def _span(first: int, last: int) -> str:
    between = f"from {first} to {last}" if first != last else f"of {first}"
    return f" The dated ones are {between}."


def _listed(references: tuple[Reference, ...]) -> Iterator[str]:
    """Yield the rows in order of time, those without a date last, then the whole tables."""
    rows = [(each.table, row) for each in references if _is_listed(each) for row in each.rows]
    rows.sort(key=lambda pair: (_day(pair[1]) is None, _day(pair[1])))
    yield "".join(_row(table, row) for table, row in rows)
    tables = [each.table for each in references if not _is_listed(each)]
    yield bullets(
        f'The whole table <a href="../data/{name}.csv">{escape(name)}</a>' for name in tables
    )


def _is_listed(reference: Reference) -> bool:
    return len(reference.rows) <= _MANY


def _row(table: str, row: Row) -> str:
    named, texts = SAID[table]
    title = named.format(**row)
    when = next((_words(row[name]) for name in _WHEN if row.get(name)), "")
    text = " ".join(f"{row[name]}" for name in texts if row.get(name))
    ids = row["source_ids"]
    cited = links(ids) if isinstance(ids, tuple) else ""
    head = f"<strong>{escape(when)}</strong> {escape(title)}" if when else escape(title)
    return fold(head, f"<p>{escape(text)} ({cited})</p>")


def _words(when: Value) -> str:
    """Return a day, a month or a year as prose has it."""
    return f"{when.day} {when:%B %Y}" if isinstance(when, date) else str(when)


def _day(row: Row) -> date | None:
    for name in _WHEN:
        value = row.get(name)
        if isinstance(value, PartialDate):
            return value.first
        if isinstance(value, date):
            return value
    return None

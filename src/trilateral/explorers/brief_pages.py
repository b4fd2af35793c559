"""The brief as a page of its own and as Markdown: no script, nothing from elsewhere."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.charts.synthesis.bars import Bar, bars
from trilateral.charts.synthesis.changes import changes
from trilateral.charts.synthesis.svg import percent
from trilateral.explorers.confidence import by_link
from trilateral.explorers.weights import ACCOUNTS, CHAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from trilateral.explorers.weights import Piece

ARTICLE: Final = "dailyalpha-2026-04"
_MOST: Final = 5
"""Pieces of evidence that fit on one page: those that move the balance most."""
_STYLE: Final = """
body{max-width:46rem;margin:2rem auto;padding:0 1rem;line-height:1.45;color:#1f2328;background:#fff;
 font-family:"Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-size:15px}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1rem 0 .3rem}p,ul{margin:.3rem 0}
svg{display:block;max-width:100%;height:auto}table{border-collapse:collapse}
th,td{text-align:left;padding:.15rem .6rem .15rem 0;vertical-align:top}
a{color:#0a5c94}@page{size:A4;margin:11mm}
@media print{body{margin:0;padding:0;max-width:none;font-size:8.5pt;line-height:1.25}
 h1{font-size:13pt}h2{font-size:10pt;margin:.5rem 0 .1rem}p,ul{margin:.1rem 0}svg{width:52%}}
"""


@dataclass(frozen=True)
class Brief:
    """What a learner's brief says."""

    verdict: str
    strong: str
    weak: str
    why: str
    doubt: str
    before: Mapping[str, float]
    """Belief in each account before the evidence."""
    after: Mapping[str, float]
    """The same after it."""
    pieces: tuple[Piece, ...]
    """The evidence that was weighed."""
    confidence: tuple[Mapping[str, int], Mapping[str, int]]
    """Confidence in claims and links, in lesson 00 and now."""
    change: str
    """How it moved, in one sentence."""
    day: date | None = None
    """When it was written; a brief that is only shown has no date, or each day would change it."""

    @property
    def strongest(self) -> list[Piece]:
        """The pieces that move the balance most, for the chain or against it."""
        return sorted(self.pieces, key=_force, reverse=True)[:_MOST]

    @property
    def source_ids(self) -> list[str]:
        """Everything the brief cites: the article first."""
        return [ARTICLE, *dict.fromkeys(i for p in self.strongest for i in p.source_ids)]


def chart(page: Brief) -> str:
    """Return the learner's chart: each account before and after the evidence, as SVG."""
    return bars([Bar(a.name, page.before[key], page.after[key]) for key, a in ACCOUNTS.items()])


def as_html(page: Brief, *, body_only: bool = False) -> str:
    """Return the brief as a page that opens by itself, or its body to be shown elsewhere."""
    level = 3 if body_only else 1
    sections = "".join(
        f"<h{level + 1}>{escape(title)}</h{level + 1}>{content}"
        for title, content in (
            ("Judgement", "".join(f"<p>{escape(line)}</p>" for line in _judgement(page))),
            ("The accounts, weighed", f"{chart(page)}{_numbers(page)}"),
            ("The evidence that moved it most", _evidence(page)),
            ("Confidence in the links, lesson 00 and now", _confidence(page)),
            ("Sources", evidence.bibliography(page.source_ids)._repr_html_()),
        )
    )
    body = f"<h{level}>{_TITLE}</h{level}><p>{_date(page)}</p>{sections}"
    if body_only:
        return body
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_TITLE}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style></head><body><main>{body}</main></body></html>\n"
    )


def as_markdown(page: Brief, picture: str) -> str:
    """Return the brief as Markdown that shows the file `picture`."""
    rows = [
        f"| {a.name} | {percent(page.before[key])} | {percent(page.after[key])} |"
        for key, a in ACCOUNTS.items()
    ]
    found = [f"- {p.words} {_weight(p)} ({_marks(p)})" for p in page.strongest]
    parts = [
        f"# {_TITLE}",
        _date(page),
        "## Judgement",
        "\n\n".join(_judgement(page)),
        "## The accounts, weighed",
        f"![Each account before and after the evidence; the table says the same]({picture})",
        "\n".join(["| account | before | after |", "|---|---|---|", *rows]),
        "## The evidence that moved it most",
        "\n".join(found) or _NOTHING,
        "## Confidence in the links, lesson 00 and now",
        page.change,
        "## Sources",
        evidence.bibliography(page.source_ids)._repr_markdown_(),
    ]
    return "\n\n".join(parts) + "\n"


_TITLE: Final = "Promises to power? A brief"
_NOTHING: Final = "Nothing was weighed."


def _date(page: Brief) -> str:
    written = f"{page.day.day} {page.day:%B %Y}. " if page.day else ""
    return f"{written}Article: {evidence.source(ARTICLE).label}"


def _judgement(page: Brief) -> Iterable[str]:
    verdict = page.verdict or "not judged yet"
    yield f"“Diplomatic promises were converted into hard power”: {verdict}."
    if page.strong or page.weak:
        strong, weak = page.strong or "not chosen", page.weak or "not chosen"
        yield f"Strongest link: {strong}. Weakest link: {weak}."
    if page.why:
        yield page.why
    if page.doubt:
        yield f"What would change my mind: {page.doubt}"


def _numbers(page: Brief) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(a.name)}</th><td>{percent(page.before[key])}</td>'
        f"<td>{percent(page.after[key])}</td></tr>"
        for key, a in ACCOUNTS.items()
    )
    return (
        '<table><thead><tr><th scope="col">Account of the main cause</th><th scope="col">Before'
        f'</th><th scope="col">After</th></tr></thead><tbody>{rows}</tbody></table>'
        "<p>The weights are the writer's; Bayes' rule joins them. Bar: after the evidence; "
        "upright mark: before.</p>"
    )


def _evidence(page: Brief) -> str:
    items = "".join(
        f"<li>{escape(p.words)} {escape(_weight(p))} "
        f"({', '.join(evidence.source(i).link for i in p.source_ids)})</li>"
        for p in page.strongest
    )
    return f"<ul>{items}</ul>" if items else f"<p>{_NOTHING}</p>"


def _confidence(page: Brief) -> str:
    before, now = page.confidence
    drawn = changes(by_link(before, now)) if before or now else ""
    key = "<p>Circle: lesson 00. Diamond: now.</p>" if drawn else ""
    return f"<p>{escape(page.change)}</p>{drawn}{key}"


def _force(piece: Piece) -> float:
    """Return how far a piece spreads the accounts, in either direction."""
    likelihoods = piece.likelihoods.values()
    return math.log(max(likelihoods) / min(likelihoods))


def _weight(piece: Piece) -> str:
    chain, rivals = percent(piece.likelihoods[CHAIN]), percent(piece.otherwise)
    return f"Expected at {chain} by the chain, at {rivals} by its rivals: {piece.verdict}."


def _marks(piece: Piece) -> str:
    sources = [evidence.source(i) for i in piece.source_ids]
    return ", ".join(f"[{s.label}]({s.address})" if s.address else s.label for s in sources)

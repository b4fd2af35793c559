"""The claims: shown without their verdict, judged by the learner, then opened."""

from __future__ import annotations

from html import escape
from typing import Final

from IPython.display import HTML

from trilateral import evidence
from trilateral.explorers.explorer import Explorer, Values, View, select
from trilateral.records import Opinions

LESSONS: Final = {
    "start": "05 Synthesis",
    "summit": "01 Summit",
    "access": "02 Access",
    "coercion": "03 Coercion",
    "capabilities": "04 Capabilities",
    "synthesis": "05 Synthesis",
}
"""Where a claim is tested, by its lesson in the ledger, in the course's order.

Claims that are met first in lesson 00 (``start``) are weighed in the last one.
"""

VERDICTS: Final = {
    "supported": "Supported: the evidence agrees with it.",
    "partly": "Partly: some of it holds, or only on one measure.",
    "contested": "Contested: the evidence cuts both ways, or rivals explain it as well.",
    "contradicted": "Contradicted: the evidence says otherwise.",
    "untested": "Untested: the evidence cannot tell yet.",
    "interpretation": "Interpretation: a judgement that the reader must make.",
}
_LEFT: Final = ' style="text-align:left"'
"""JupyterLab sets the cells of a table right, which suits numbers and not sentences."""
_ONE_LINE: Final = ' style="text-align:left;white-space:nowrap"'
_APART: Final = ' style="margin:0 0 1.6em"'
_CLOSE: Final = ' style="margin:0 0 .2em"'
"""A claim stands with its own verdict and apart from the next claim."""
_NONE: Final = ""


def claim_table() -> HTML:
    """Return every claim with its link of the chain and its lesson; verdicts are folded away."""
    rows = "".join(
        f"<tr><td{_LEFT}>{escape(claim.claim)}</td><td{_ONE_LINE}>{claim.link}</td>"
        f"<td{_ONE_LINE}>{LESSONS[claim.lesson]}</td><td{_LEFT}>{folded_verdict(claim)}</td></tr>"
        for claim in evidence.claims()
    )
    head = "".join(f'<th scope="col"{_LEFT}>{name}</th>' for name in ("Claim", "Link", "Tested in"))
    head += '<th scope="col" style="text-align:left;min-width:9rem">Verdict</th>'
    return HTML(
        "<table><caption>The claims of the article. Open a verdict only when you want it."
        f"</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def judge(*names: str) -> Explorer:
    """Return the learner's first judgement of claims, to be met again at the lesson's end.

    It is kept in the learner's records, so it is there again after a restart.

    Parameters
    ----------
    *names
        Lessons of the ledger, whole, or ids of single claims.
    """
    kept = _first_judgements()
    before = kept.all()
    claims = _claims(names)
    choices = [(_NONE, "No judgement yet"), *((v, v.capitalize()) for v in VERDICTS)]

    def show(values: Values) -> View:
        made = {key: value for key, value in values.items() if value}
        kept.keep(values)
        listed = "".join(f"<li>{escape(text)}</li>" for text in VERDICTS.values())
        return View(
            f"You have judged {len(made)} of {len(claims)} claims. {kept.notice}".strip(),
            f"<details><summary>What the words mean</summary><ul>{listed}</ul></details>",
        )

    controls = [
        select(claim.id, claim.claim, choices, before.get(claim.id, _NONE)) for claim in claims
    ]
    return Explorer("Your first judgement", controls, show)


def conclude(*names: str) -> HTML:
    """Return claims with the learner's first judgement beside the folded verdict.

    Parameters
    ----------
    *names
        As `judge` was given them.
    """
    judged = _first_judgements().all()
    parts = []
    for claim in _claims(names):
        mine = judged.get(claim.id)
        first = f" Your first judgement: {escape(mine)}." if mine else ""
        parts.append(
            f"<div{_APART}><p{_CLOSE}><strong>{escape(claim.claim)}</strong>{first}</p>"
            f"{folded_verdict(claim)}</div>"
        )
    return HTML("".join(parts))


def _claims(names: tuple[str, ...]) -> list[evidence.Claim]:
    return [c for name in names for c in evidence.claims() if name in (c.lesson, c.id)]


def _first_judgements() -> Opinions:
    return Opinions("verdict", "first", only=VERDICTS)


def folded_verdict(claim: evidence.Claim) -> str:
    """Return the verdict on a claim with its reason and sources, folded away, as HTML."""
    links = ", ".join(evidence.source(i).link for i in claim.source_ids[:_FEW])
    more = len(claim.source_ids) - _FEW
    rest = f" and {more} more" if more > 0 else ""
    sources = f"<p>Sources: {links}{rest}</p>" if links else ""
    return (
        f"<details><summary>Open the verdict<span hidden> on: {escape(claim.claim)}</span>"
        f"</summary><p><strong>{claim.verdict.capitalize()}.</strong> {escape(claim.why)}</p>"
        f"{sources}</details>"
    )


_FEW: Final = 5

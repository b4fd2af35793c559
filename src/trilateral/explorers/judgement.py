"""The claims: shown without their verdict, judged by the learner, then opened."""

from __future__ import annotations

from html import escape
from typing import Final

from IPython.display import HTML

from trilateral import evidence
from trilateral.explorers.markup import bullets
from trilateral.explorers.names import UnknownNameError
from trilateral.parts import Part

LESSONS: Final = {
    "start": "05 Synthesis",
    "summit": "01 Summit",
    "access": "02 Access",
    "coercion": "03 Coercion",
    "capabilities": "04 Capabilities",
    "synthesis": "05 Synthesis",
    "another_story": "06 Another story",
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


def judge(*names: str) -> Part:
    """Return the learner's first judgement of claims, to be met again at the lesson's end.

    Parameters
    ----------
    *names
        Lessons or stories of the ledger, whole, or ids of single claims.

    Raises
    ------
    UnknownNameError
        The ledger has no such lesson, story or claim, or none was named.
    """
    claims = _claims(names)
    listed = bullets(escape(claim.claim) for claim in claims)
    return Part(
        kind="judge",
        id=f"judge-{'-'.join(names)}",
        title=_titled("Your first judgement", names),
        data={
            "claims": [{"id": claim.id, "words": claim.claim} for claim in claims],
            "choices": [[verdict, verdict.capitalize()] for verdict in VERDICTS],
            "meanings": list(VERDICTS.values()),
        },
        twin=f"{listed}<p>A claim may be:</p>{bullets(map(escape, VERDICTS.values()))}",
        text=f"Your first judgement of {len(claims)} claims.",
    )


def conclude(*names: str) -> Part:
    """Return claims with the learner's first judgement beside the folded verdict.

    Parameters
    ----------
    *names
        As `judge` was given them.

    Raises
    ------
    UnknownNameError
        The ledger has no such lesson, story or claim, or none was named.
    """
    claims = _claims(names)
    return Part(
        kind="conclude",
        id=f"conclude-{'-'.join(names)}",
        title=_titled("Your first judgement, and the verdicts", names),
        data={
            "claims": [
                {"id": claim.id, "words": claim.claim, "verdict": folded_verdict(claim)}
                for claim in claims
            ]
        },
        twin=bullets(
            f"<strong>{escape(claim.claim)}</strong>{folded_verdict(claim)}" for claim in claims
        ),
        text=f"The verdicts on {len(claims)} claims.",
    )


def _titled(title: str, names: tuple[str, ...]) -> str:
    """Return a part's title; where one story is asked for whole, with the story's name."""
    stories = evidence.load("stories").set_index("id")["name"]
    return f"{title}: {stories[names[0]]}" if len(names) == 1 and names[0] in stories else title


def _claims(names: tuple[str, ...]) -> list[evidence.Claim]:
    """Return the claims that are named, in the order of the names."""
    every = evidence.ledger()
    there = {name: [c for c in every if name in (c.lesson, c.story, c.id)] for name in names}
    unknown = next((name for name, claims in there.items() if not claims), None)
    if unknown is not None or not names:
        what = "lesson, story or claim of the ledger"
        stories = dict.fromkeys(claim.story for claim in every)
        choices = [*LESSONS, *stories, *(claim.id for claim in every)]
        raise UnknownNameError(what, unknown or "", choices)
    return [claim for claims in there.values() for claim in claims]


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

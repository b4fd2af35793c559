"""The claim map: how sure the learner is of each claim and link, in lesson 00 and in lesson 05."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final, Literal

from trilateral import evidence
from trilateral.charts.chain import LINKS
from trilateral.explorers.judgement import folded_verdict
from trilateral.explorers.markup import bullets
from trilateral.explorers.names import UnknownNameError
from trilateral.explorers.weighing import options
from trilateral.parts import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

Occasion = Literal["before", "after"]

STEPS: Final = {
    "5": "5 %: almost certainly wrong",
    "25": "25 %: doubtful",
    "50": "50 %: as likely as not",
    "75": "75 %: likely",
    "95": "95 %: almost certainly right",
}
ARROWS: Final = {
    "mandate": "The link as a cause: without the summit's mandate, Japan's part in the exercise "
    "would not have come, or not in this way.",
    "framework": "The link as a cause: without the access agreement, Japan's part in the exercise "
    "would not have come, or not in this way.",
    "catalyst": "The link as a cause: without the coercion at sea, Japan's part in the exercise "
    "would not have come, or not in this way.",
    "capability": "The link as a cause: without the new budgets and weapons, Japan's part in the "
    "exercise would not have come, or not in this way.",
    "outcome": "The whole chain: these four links, and not something else, explain the deployment.",
}
"""What it would mean that a link holds, beside its claims."""
_TITLES: Final[Mapping[Occasion, str]] = {
    "before": "The claim map: how sure you are",
    "after": "The claim map again: how sure you are now",
}


def rate(occasion: Occasion = "before") -> Part:
    """Return the claim map: choose a link, and say how sure you are of it and of its claims.

    Parameters
    ----------
    occasion
        ``before`` in lesson 00; ``after`` in lesson 05, where both are shown side by side.

    Raises
    ------
    UnknownNameError
        The occasion is neither.
    """
    if occasion not in _TITLES:
        what = "occasion"
        raise UnknownNameError(what, occasion, _TITLES)
    return Part(
        kind="rate",
        id=f"rate-{occasion}",
        title=_TITLES[occasion],
        data={
            "occasion": occasion,
            "links": options(LINKS),
            "steps": options(STEPS),
            "statements": statements(verdicts=occasion == "after"),
        },
        twin="".join(
            f"<p><strong>{escape(LINKS[link])}</strong></p>"
            + bullets(escape(each["words"]) for each in statements() if each["link"] == link)
            for link in LINKS
        ),
        text=f"{_TITLES[occasion]}: {len(statements())} statements on {len(LINKS)} links.",
    )


def statements(*, verdicts: bool = False) -> list[dict[str, Any]]:
    """Return what one can be sure or unsure of, link by link, the link itself first.

    Parameters
    ----------
    verdicts
        Whether each claim brings its folded verdict.
    """
    claims = evidence.claims()
    statements = []
    for link, arrow in ARROWS.items():
        statements.append({"key": f"link-{link}", "link": link, "words": arrow})
        for claim in claims:
            if claim.link == link:
                verdict = {"verdict": folded_verdict(claim)} if verdicts else {}
                statements.append({"key": claim.id, "link": link, "words": claim.claim, **verdict})
    return statements

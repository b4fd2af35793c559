"""The claim map: how sure the learner is of each claim and link, in lesson 00 and in lesson 05."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, Literal

from trilateral import evidence
from trilateral.charts.chain import LINKS
from trilateral.charts.synthesis.changes import Change, changes
from trilateral.explorers.explorer import Explorer, Values, View, chain, select
from trilateral.explorers.judgement import folded_verdict
from trilateral.records import Opinions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Occasion = Literal["before", "after"]
Ratings = dict[str, int]

STEPS: Final = {
    "5": "5 %: almost surely wrong",
    "25": "25 %: doubtful",
    "50": "50 %: as likely as not",
    "75": "75 %: likely",
    "95": "95 %: almost surely right",
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
    "outcome": "The chain whole: these four links, and not something else, explain the deployment.",
}
"""What it would mean that a link holds, beside its claims."""
_TITLES: Final = {
    "before": "The claim map: how sure you are",
    "after": "The claim map again: how sure you are now",
}


@dataclass(frozen=True)
class Statement:
    """One thing to be sure or unsure of: a claim of the ledger, or a link as a cause."""

    key: str
    link: str
    words: str
    claim: evidence.Claim | None = None


def statements() -> tuple[Statement, ...]:
    """Return all of them, link by link, the link itself first."""
    claims = evidence.claims()
    return tuple(
        statement
        for link, arrow in ARROWS.items()
        for statement in (
            Statement(f"link-{link}", link, arrow),
            *(Statement(c.id, link, c.claim, c) for c in claims if c.link == link),
        )
    )


def ratings(occasion: Occasion) -> Ratings:
    """Return the learner's confidence in per cent by statement, as far as it was given."""
    known = {statement.key for statement in statements()}
    kept = _opinions(occasion).all()
    return {key: int(value) for key, value in kept.items() if key in known}


def rate(occasion: Occasion = "before") -> Explorer:
    """Return the claim map: choose a link, and say how sure you are of it and of its claims.

    Parameters
    ----------
    occasion
        ``before`` in lesson 00; ``after`` in lesson 05, where both are shown side by side.
    """
    kept = _opinions(occasion)
    start = kept.all()
    asked = statements()

    def show(values: Values) -> View:
        kept.keep({each.key: values[each.key] for each in asked})
        link = values["link"]
        here = [each for each in asked if each.link == link]
        before, now = ratings("before"), ratings("after")
        given = before if occasion == "before" else now
        summary = f"{LINKS[link]}. {_counted(here, asked, given)}"
        if occasion == "after":
            summary += f" {compare(before, now)}"
        return View(
            summary=f"{summary} {kept.notice}".strip(),
            # In lesson 00 the lists say it all: a table would repeat each statement.
            html=_picture(before, now) + (_table(here, before, now) if occasion == "after" else ""),
            hidden=[each.key for each in asked if each.link != link],
        )

    choices = [("", "Not rated yet"), *STEPS.items()]
    controls = [
        chain("link", "Links of the chain (choose one to open its claims)", list(LINKS.items())),
        *(select(s.key, s.words, choices, start.get(s.key, ""), wide=True) for s in asked),
    ]
    return Explorer(_TITLES[occasion], controls, show)


def compare(before: Mapping[str, int], now: Mapping[str, int]) -> str:
    """Return in one sentence how confidence moved where it was given twice."""
    both = [key for key in before if key in now]
    if not both:
        return (
            "Nothing is rated twice yet, so there is no change to see."
            if before
            else "Nothing was rated in lesson 00, so there is no change to see."
        )
    up = sum(now[key] > before[key] for key in both)
    down = sum(now[key] < before[key] for key in both)
    return (
        f"Of {len(both)} rated twice, your confidence rose in {up}, fell in {down} and stayed in "
        f"{len(both) - up - down}."
    )


def by_link(before: Mapping[str, int], now: Mapping[str, int]) -> list[Change]:
    """Return the confidence in each link as a cause, before and now."""
    return [
        Change(name, before.get(f"link-{link}"), now.get(f"link-{link}"))
        for link, name in LINKS.items()
    ]


def _opinions(occasion: Occasion) -> Opinions:
    return Opinions("confidence", occasion, only=STEPS)


def _counted(
    here: Sequence[Statement], asked: Sequence[Statement], given: Mapping[str, int]
) -> str:
    rated = [given[each.key] for each in here if each.key in given]
    mean = f", {sum(rated) / len(rated):.0f} % on average" if rated else ""
    return (
        f"You have rated {len(rated)} of its {len(here)} statements{mean}, and {len(given)} of "
        f"{len(asked)} in all."
    )


def _picture(before: Mapping[str, int], now: Mapping[str, int]) -> str:
    if not before and not now:
        return ""
    key = "The circle is your confidence in lesson 00" + (
        ", the diamond your confidence now." if now else "."
    )
    return f"<p>Your confidence in each link as a cause. {key}</p>{changes(by_link(before, now))}"


def _table(here: Sequence[Statement], before: Mapping[str, int], now: Mapping[str, int]) -> str:
    names = ("Statement", "Lesson 00", "Now", "Change, points")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = []
    for each in here:
        was, is_now = before.get(each.key), now.get(each.key)
        numbers = (_percent(was), _percent(is_now), _moved(was, is_now))
        words = escape(each.words)
        if each.claim:
            words += folded_verdict(each.claim)
        cells = "".join(f"<td>{number}</td>" for number in numbers)
        rows.append(f"<tr><td>{words}</td>{cells}</tr>")
    return (
        f"<table><caption>{escape(LINKS[here[0].link])}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _percent(value: int | None) -> str:
    return "not rated" if value is None else f"{value} %"


def _moved(was: int | None, now: int | None) -> str:
    if was is None or now is None:
        return ""
    return "none" if was == now else f"{now - was:+d}"

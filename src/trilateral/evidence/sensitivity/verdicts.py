"""The verdicts of the ledger that rest on counts or tests: how, and which row would turn them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.evidence.sensitivity import counts
from trilateral.evidence.sensitivity.measures import CHANCE, FEWER, MORE, UNKNOWN, Measure, Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trilateral.evidence.quantities import Load
    from trilateral.evidence.sensitivity.changes import Change
    from trilateral.evidence.sensitivity.measures import Trial


@dataclass(frozen=True)
class Basis:
    """How a verdict follows from counts and tests."""

    claim: str
    measures: tuple[Measure, ...]
    words: str
    """The rule, as a reader would say it."""
    decide: Callable[[Mapping[str, str]], str]
    """From what each measure says to the verdict."""


def decided(basis: Basis, load: Load, *, low: bool = True) -> str:
    """Return the verdict that follows from the tables.

    Parameters
    ----------
    basis
        How it follows.
    load
        Gives a table by name.
    low
        Whether rows of low confidence count.
    """
    setting = Setting(low=low)
    return basis.decide({each.name: each.read(load, setting).says for each in basis.measures})


def turning(
    basis: Basis, says: Mapping[str, str], tried: Mapping[str, tuple[Trial, ...]]
) -> tuple[tuple[Change, str], ...]:
    """Return each change of one row that would turn the verdict, with the verdict then.

    Parameters
    ----------
    basis
        How the verdict follows.
    says
        What each measure says, by its name.
    tried
        The trials of each measure, by its name. So a row counts that a measure counts; one that
        only dates a line between before and after is not tried.
    """
    now = basis.decide(says)
    others: dict[tuple[str, str, str], tuple[Change, dict[str, str]]] = {}
    for name, trials in tried.items():
        for each in trials:
            change = each.change
            place = change.how, change.table, change.key
            others.setdefault(place, (change, {}))[1][name] = each.reading.says
    decided_ = ((change, basis.decide({**says, **change_})) for change, change_ in others.values())
    return tuple((change, verdict) for change, verdict in decided_ if verdict != now)


def _yes_or(otherwise: str, *names: str) -> Callable[[Mapping[str, str]], str]:
    def decide(says: Mapping[str, str]) -> str:
        return "supported" if all(says[name] == counts.YES for name in names) else otherwise

    return decide


def _mandate(says: Mapping[str, str]) -> str:
    if says["kept"] != counts.YES:
        return "contradicted"
    return "supported" if says["firsts"] == counts.AFTER else "contested"


def _rhythm(says: Mapping[str, str]) -> str:
    return {CHANCE: "untested", MORE: "partly", FEWER: "contradicted", UNKNOWN: "untested"}[
        says["rhythm"]
    ]


def _increasing(says: Mapping[str, str]) -> str:
    certain = [word for word in says.values() if word != UNKNOWN]
    rising = sum(word in {MORE, counts.ROSE} for word in certain)
    if rising == len(certain):
        return "supported" if certain else "untested"
    return "partly" if rising else "contradicted"


def _first_time(says: Mapping[str, str]) -> str:
    return "partly" if says["came-before"] == counts.YES else "supported"


_ALL: Final = (
    Basis(
        "first-combat-troops",
        (counts.CAME_BEFORE,),
        "“Partly” while Japan's forces had taken part before; what counts as combat troops "
        "cannot be counted.",
        _first_time,
    ),
    Basis(
        "fourteen-hundred",
        (counts.PERSONNEL,),
        "“Supported” while the number on record lies between 1,300 and 1,500.",
        _yes_or("untested", "personnel"),
    ),
    Basis(
        "summit-pledges",
        (counts.PLEDGED,),
        "“Supported” while there are pledges on defence and on the sea.",
        _yes_or("partly", "pledged"),
    ),
    Basis(
        "top-down-mandate",
        (counts.SAILS, counts.WITH_JAPAN, counts.FIRSTS, counts.KEPT),
        "“Contested” while some promises were carried out and first times did not mostly come "
        "after the summit; the tests of rates are not decisive.",
        _mandate,
    ),
    Basis(
        "routinized-scalable",
        (counts.RHYTHM,),
        "“Untested” while chance could explain the difference in rhythm.",
        _rhythm,
    ),
    Basis(
        "numerous-2025",
        (counts.NUMEROUS,),
        "“Supported” while there is at least one incident a month, and water cannon and contact "
        "more than once.",
        _yes_or("partly", "numerous"),
    ),
    Basis(
        "increasing-coercion",
        (counts.CONTACT, counts.INCIDENTS, counts.PRESENCE, counts.PRESENCE_ALL),
        "“Partly” while some measures rise and others do not.",
        _increasing,
    ),
    Basis(
        "record-budgets",
        (counts.RECORD, counts.RECORD_WHOLE),
        "“Supported” while the last budget is the highest in both series in yen.",
        _yes_or("partly", "record", "record-whole"),
    ),
)
BASES: Final[Mapping[str, Basis]] = {basis.claim: basis for basis in _ALL}
"""By a claim's id how its verdict follows; other verdicts rest on what rows say, not on a count."""

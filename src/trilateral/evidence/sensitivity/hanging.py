"""What each verdict of the ledger hangs on, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.evidence.sensitivity.measures import Reading, Setting, Trial, trials
from trilateral.evidence.sensitivity.verdicts import BASES, decided, turning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.evidence.claims import Claim
    from trilateral.evidence.quantities import Load
    from trilateral.evidence.sensitivity.changes import Change
    from trilateral.evidence.sensitivity.measures import Measure
    from trilateral.evidence.sensitivity.verdicts import Basis


@dataclass(frozen=True)
class Asked:
    """What one count or test says, and what it would say otherwise."""

    words: str
    table: str
    rule: str
    reading: Reading
    without_low: Reading
    other_rules: Mapping[str, Reading]
    trials: tuple[Trial, ...]
    """What each row that matters does to it."""

    @property
    def turned_by(self) -> tuple[Trial, ...]:
        """The single rows that turn what it says."""
        return tuple(trial for trial in self.trials if trial.turns)

    @property
    def needs(self) -> tuple[Trial, ...]:
        """The rows without which it cannot be computed."""
        return tuple(trial for trial in self.trials if trial.missed)


@dataclass(frozen=True)
class Counted:
    """How a verdict follows from counts and tests, and what would turn it."""

    rule: str
    verdict: str
    """What follows from the tables today."""
    without_low: str
    """What follows without rows of low confidence."""
    turned_by: tuple[tuple[Change, str], ...]
    """The single rows that turn it, each with the verdict then."""
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Hanging:
    """What a verdict hangs on."""

    claim: Claim
    counted: Counted | None
    """Nothing of a verdict that rests on what rows say, not on a count."""

    @property
    def rows(self) -> dict[str, tuple[str, ...]]:
        """The rows it rests on, by table, written as in the ledger; many of one kind by number."""
        rows: dict[str, tuple[str, ...]] = {}
        for reference in self.claim.evidence:
            size = len(reference.rows)
            label = reference.key if size == 1 else f"{reference.key}: {size} rows"
            rows[reference.table] = (*rows.get(reference.table, ()), label)
        return rows


def hanging(claim: Claim, load: Load) -> Hanging:
    """Return what the verdict on a claim hangs on."""
    basis = BASES.get(claim.id)
    return Hanging(claim, _counted(basis, load) if basis else None)


def _counted(basis: Basis, load: Load) -> Counted:
    asked = {measure.name: _asked(measure, load) for measure in basis.measures}
    says = {name: each.reading.says for name, each in asked.items()}
    return Counted(
        rule=basis.words,
        verdict=basis.decide(says),
        without_low=decided(basis, load, low=False),
        turned_by=turning(basis, says, {name: each.trials for name, each in asked.items()}),
        asked=tuple(asked.values()),
    )


def _asked(measure: Measure, load: Load) -> Asked:
    own, *others = measure.rules
    return Asked(
        words=measure.words,
        table=measure.table,
        rule=measure.rules[own],
        reading=measure.read(load),
        without_low=measure.read(load, Setting(low=False)),
        other_rules={measure.rules[rule]: measure.read(load, Setting(rule)) for rule in others},
        trials=trials(measure, load),
    )

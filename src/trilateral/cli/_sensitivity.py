"""What each verdict of the ledger hangs on, as lines and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.evidence.sensitivity import Asked, Change, Counted, Hanging, Reading, Trial

_SOURCES: Final = 12
"""Sources of a claim that are listed; ``--json`` has them all."""


def as_json(hung: Hanging) -> dict[str, object]:
    """Return what a verdict hangs on, for scripts."""
    claim = hung.claim
    return {
        "id": claim.id,
        "claim": claim.claim,
        "verdict": claim.verdict,
        "counted": _counted_json(hung.counted) if hung.counted else None,
        "rows": hung.rows,
        "sources": claim.source_ids,
        "overturned_by": claim.overturned_by,
    }


def lines(hung: Hanging) -> Iterator[str]:
    """Yield what a verdict hangs on, for a terminal."""
    claim = hung.claim
    yield f"{claim.id} ({claim.verdict}): {claim.claim}"
    if hung.counted:
        yield from _counted(hung.counted)
    else:
        yield "    It rests on what the rows say, not on a count or a test."
    listed = ", ".join(f"{table} ({', '.join(keys)})" for table, keys in hung.rows.items())
    yield f"    Rows: {listed}."
    first, more = claim.source_ids[:_SOURCES], len(claim.source_ids) - _SOURCES
    yield f"    Sources: {', '.join(first)}{f' and {more} more' if more > 0 else ''}."
    yield f"    What would change it: {claim.overturned_by}"


def _counted_json(counted: Counted) -> dict[str, object]:
    return {
        "rule": counted.rule,
        "verdict": counted.verdict,
        "without_low": counted.without_low,
        "turned_by": [asdict(change) | {"verdict": to} for change, to in counted.turned_by],
        "measures": [_asked_json(asked) for asked in counted.asked],
    }


def _asked_json(asked: Asked) -> dict[str, object]:
    return {
        "asks": asked.words,
        "table": asked.table,
        "rule": asked.rule,
        "reading": asked.reading._asdict(),
        "without_low": asked.without_low._asdict(),
        "other_rules": {words: other._asdict() for words, other in asked.other_rules.items()},
        "trials": [_trial_json(trial) for trial in asked.trials],
    }


def _trial_json(trial: Trial) -> dict[str, object]:
    return {**asdict(trial.change), **trial.reading._asdict(), "turns": trial.turns}


def _counted(counted: Counted) -> Iterator[str]:
    yield f"    Rule: {counted.rule}"
    for asked in counted.asked:
        yield from _asked(asked)
    if counted.turned_by:
        yield "    A single row would change the verdict:"
        yield from (f"        {_named(change)}: {to}" for change, to in counted.turned_by)
    else:
        yield "    No single row would change the verdict."
    yield f"    Without rows of low confidence it is “{counted.without_low}”."


def _asked(asked: Asked) -> Iterator[str]:
    yield f"    {asked.words} ({asked.rule})"
    yield f"        {_words(asked.reading)}"
    if asked.without_low != asked.reading:
        yield f"        without rows of low confidence: {_words(asked.without_low)}"
    for words, other in asked.other_rules.items():
        yield f"        by another rule ({words}): {_words(other)}"
    for trial in asked.turned_by:
        yield f"        CHANGES {_named(trial.change)}: {_words(trial.reading)}"
    if not asked.turned_by:
        yield "        No single row would change this."
    for trial in asked.needs:
        yield f"        It cannot be computed {_named(trial.change)}."


def _named(change: Change) -> str:
    why = f" ({change.why})" if change.why else ""
    return f"{change.how} {change.table}:{change.key}, {change.label}{why}"


def _words(reading: Reading) -> str:
    return f"{reading.numbers}: {reading.says}"

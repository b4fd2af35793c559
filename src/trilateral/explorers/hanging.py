"""What does this verdict hang on? Each row left out, doubtful rows in or out, another rule."""

from __future__ import annotations

from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.evidence.sensitivity import BASES, Setting, Trial, trials, turning
from trilateral.explorers.controls import Values, checkbox, select
from trilateral.explorers.markup import bullets, fold, grid, links
from trilateral.explorers.part import explorer
from trilateral.explorers.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trilateral.evidence.sensitivity import Basis, Measure, Reading
    from trilateral.parts import Part

_LISTED: Final = 3
"""Rows with one effect that a line names; the fold below has them all."""
_NOT_COUNTED: Final = (
    "It rests on what rows say, and not on a count or a test. Ask what each row and each source is "
    "worth, and what would change the verdict."
)
_SHOWN: Final = 4
"""Effects that are seen at once, beside all those that turn the result; the fold has the rest."""
_NO_COUNT: Final = "rows"
_TURNS: Final = "<strong>\u25b2 Changes it:</strong> "
_HEAD: Final = ("Row", "The result would be")
_EACH_HEAD: Final = ("Row", "Key", "The result would be")


def hangs_on(*lessons: str) -> Part:
    """Return the explorer that tries what the verdicts on some claims hang on.

    Parameters
    ----------
    *lessons
        Lessons of the ledger, or ids of claims.
    """
    chosen = [c for c in evidence.claims() if c.lesson in lessons or c.id in lessons]
    bases = {c.id: BASES[c.id] for c in chosen if c.id in BASES}
    chosen.sort(key=lambda c: -len(bases[c.id].measures) if c.id in bases else 0)
    claims = {c.id: c for c in chosen}
    measures = {m.name: m for basis in bases.values() for m in basis.measures}
    several = any(len(basis.measures) > 1 for basis in bases.values())

    def show(values: Values) -> View:
        claim = claims[values["claim"]]
        if claim.id not in bases:
            return _rows(claim)
        name, _, rule = values["rule"].partition("/")
        measure = measures[name]
        return _counted(claim, bases[claim.id], measure, Setting(rule, values["low"]))

    def asked(values: Values) -> list[str]:
        basis = bases.get(values["claim"])
        return [m.name for m in basis.measures] if basis else [_NO_COUNT]

    def ruled(values: Values) -> list[str]:
        name = values["measure"] if several else asked(values)[0]
        measure = measures.get(name)
        return [f"{measure.name}/{rule}" for rule in measure.rules] if measure else [_NO_COUNT]

    rules = [(f"{m.name}/{r}", words) for m in measures.values() for r, words in m.rules.items()]
    none = (_NO_COUNT, "what rows say, and no count")
    which = select(
        "measure",
        "It rests on",
        [*((m.name, m.words) for m in measures.values()), none],
        wide=True,
        offered=asked,
    )
    controls = [
        select("claim", "Claim", [(c.id, c.claim) for c in claims.values()], wide=True),
        *([which] if several else []),  # a list of one thing is not a choice
        select("rule", "Counted by", [*rules, none], wide=True, offered=ruled),
        checkbox("low", "Rows of low confidence", value=True),
    ]
    return explorer(
        f"hangs-on-{'-'.join(lessons)}", "What does this verdict hang on?", controls, show
    )


def _rows(claim: evidence.Claim) -> View:
    text = f"The verdict is “{claim.verdict}”.", _NOT_COUNTED
    tables: dict[str, list[str]] = {}
    for reference in claim.evidence:
        size = len(reference.rows)
        words = reference.key if size == 1 else f"{reference.key} ({size} rows)"
        tables.setdefault(reference.table, []).append(words)
    listed = ((escape(table), escape(", ".join(keys))) for table, keys in tables.items())
    sources = bullets(evidence.source(each).link for each in claim.source_ids[:_SOURCES])
    more = len(claim.source_ids) - _SOURCES
    rest = f"<p>And {more} more, in the rows.</p>" if more > 0 else ""
    return View(
        text,
        [
            f"<p>{escape(claim.why)}</p>",
            _overturned(claim),
            fold(
                f"The rows it rests on, in {len(tables)} table{'s' * (len(tables) > 1)}",
                grid("The rows it rests on", ("Table", "Rows"), listed),
                opened=len(tables) <= _TABLES,
            ),
            fold(f"The sources of these rows: {len(claim.source_ids)}", sources + rest),
        ],
    )


_TABLES: Final = 5
"""Tables whose rows are shown at once; more are folded away."""
_SOURCES: Final = 30
"""Sources that a fold lists."""


def _overturned(claim: evidence.Claim) -> str:
    return f"<p><strong>What would change it:</strong> {escape(claim.overturned_by)}</p>"


@cache
def _tried(name: str, setting: Setting) -> tuple[Reading, tuple[Trial, ...]]:
    """Return what a measure says, and its trials; several views ask for the same."""
    measure = next(m for basis in BASES.values() for m in basis.measures if m.name == name)
    if not setting.low and not _has_low(measure):
        return _tried(name, Setting(setting.rule))
    return measure.read(evidence.load, setting), trials(measure, evidence.load, setting)


def _has_low(measure: Measure) -> bool:
    rows = evidence.load(measure.table)
    return "confidence" in rows and bool((rows["confidence"] == "low").any())


def _counted(claim: evidence.Claim, basis: Basis, measure: Measure, setting: Setting) -> View:
    low = setting.low
    readings = {m.name: _tried(m.name, Setting(next(iter(m.rules)), low)) for m in basis.measures}
    readings[measure.name] = _tried(measure.name, setting)
    says = {name: reading.says for name, (reading, _) in readings.items()}
    turned = turning(basis, says, {name: tried for name, (_, tried) in readings.items()})
    reading, tried = readings[measure.name]
    verdict = basis.decide(says)
    sentences = (
        f"The verdict is “{verdict}”."
        if verdict == claim.verdict
        else f"So counted, the verdict would be “{verdict}” and not “{claim.verdict}”.",
        f"{reading.numbers}{'' if low else ', low confidence left out'}: {reading.says}.",
        _how_many(tried),
        f"One row would change the verdict: {', '.join(change.label for change, _ in turned)}."
        if turned
        else "No single row would change the verdict.",
    )
    return View(
        sentences,
        [
            f"<p>{escape(basis.words)}</p>",
            grid("One row left out, or one added", _HEAD, _effects(tried)),
            fold("What else would change the verdict", f"<p>{escape(claim.overturned_by)}</p>"),
            fold(f"Row by row: {len(tried)}", grid("Row by row", _EACH_HEAD, _each(tried))),
        ],
    )


def _how_many(tried: Sequence[Trial]) -> str:
    turns = sum(each.turns for each in tried)
    if not turns:
        return "No single row would change what this says."
    rows = "1 single row would" if turns == 1 else f"{turns} rows would each"
    return f"{rows} change what this says, taken alone."


def _effect(trial: Trial) -> tuple[int, str, str, str, str]:
    """Return what a row does, for rows with one effect to stand together: those that turn first."""
    order = 0 if trial.turns else 2 if trial.missed else 1
    return order, trial.change.how, trial.reading.numbers, trial.reading.says, trial.change.why


def _effects(tried: Sequence[Trial]) -> Iterator[tuple[str, ...]]:
    for place, (effect, rows) in enumerate(groupby(sorted(tried, key=_effect), key=_effect)):
        _, how, numbers, says, why = effect
        group = list(rows)
        if place >= _SHOWN and not group[0].turns:
            return
        names = [each.change.label for each in group[:_LISTED]]
        more = len(group) - len(names)
        listed = f"any of {len(group)}: {'; '.join(names)}" if len(group) > 1 else names[0]
        rest = f" and {more} more" if more > 0 else ""
        because = f" ({why})" if why else ""
        row = escape(f"{how.capitalize()} {listed}{rest}{because}")
        yield f"{_mark(group[0])}{row}", escape(f"{numbers}: {says}")


def _each(tried: Sequence[Trial]) -> Iterator[tuple[str, ...]]:
    for each in sorted(tried, key=lambda trial: _effect(trial)[0]):
        change = each.change
        row = f"{escape(change.how)} {escape(change.label)} ({links(change.source_ids[:2])})"
        then = escape(f"{each.reading.numbers}: {each.reading.says}")
        yield f"{_mark(each)}{row}", f"<code>{escape(change.key)}</code>", then


def _mark(trial: Trial) -> str:
    return _TURNS if trial.turns else ""

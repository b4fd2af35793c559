"""What a verdict hangs on: single rows, doubtful rows, another rule."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from typer.testing import CliRunner

from trilateral import evidence
from trilateral.cli import app
from trilateral.errors import EvidenceError
from trilateral.evidence.figures import sailings, summit
from trilateral.evidence.sensitivity import (
    BASES,
    Basis,
    Measure,
    Reading,
    Setting,
    decided,
    trials,
    turning,
)
from trilateral.evidence.sensitivity.counts import CONTACT, SAILS
from trilateral.evidence.sensitivity.measures import CHANCE, FEWER, MORE, UNKNOWN, compared
from trilateral.models.rates import same_rate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trilateral.evidence.quantities import Load

LEDGER = {claim.id: claim for claim in evidence.claims()}
MEASURES = {measure.name: measure for basis in BASES.values() for measure in basis.measures}
bases = pytest.mark.parametrize("basis", BASES.values(), ids=lambda basis: str(basis.claim))
measures = pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda each: str(each.name))


def without(table: str, key: str) -> Load:
    """Return the course's tables without one row."""
    frame = evidence.load(table)
    short = frame[frame["id"] != key]
    return lambda name: short if name == table else evidence.load(name)


@bases
def test_when_a_verdict_rests_on_counts_then_it_follows_from_the_tables(basis: Basis) -> None:
    assert decided(basis, evidence.load) == LEDGER[basis.claim].verdict


@measures
def test_when_a_measure_reads_tables_then_only_what_it_declares(measure: Measure) -> None:
    allowed = (measure.table, *measure.also)

    def load(name: str) -> pd.DataFrame:
        assert name in allowed
        frame = evidence.load(name)
        return frame[list(measure.columns)] if name == measure.table else frame

    for rule in measure.rules:
        for low in (True, False):
            setting = Setting(rule, low)
            said = measure.read(load, setting)
            assert said == measure.read(evidence.load, setting)
            assert said.says != UNKNOWN


@pytest.mark.parametrize(
    ("counts", "says"),
    [((1, 15), CHANCE), ((1, 16), MORE), ((0, 15), MORE), ((5, 1), FEWER), ((0, 0), CHANCE)],
)
def test_when_two_rates_are_compared_then_the_exact_test_decides(
    counts: tuple[int, int], says: str
) -> None:
    months = sailings.months(evidence.load, "summit")
    reading = compared(counts, months, ("before", "after"))

    assert reading.says == says
    assert f"p = {same_rate(counts, months):.3f}" in reading.numbers


def test_when_the_sails_are_tested_then_the_rows_that_turn_it_are_named() -> None:
    months = sailings.months(evidence.load, "summit")
    before, after = sailings.multilateral(evidence.load, "summit")
    turned = {each.change.key: each for each in trials(SAILS, evidence.load) if each.turns}
    table = evidence.load("joint_activities")
    unnumbered = table.loc[table["kind"] == "unnumbered_mca", "id"]
    sails = table[table["kind"] == "multilateral_mca"].sort_values("date")["id"]

    added = turned[unnumbered.item()]
    assert added.change.how == "with"
    assert added.reading == compared((before, after + 1), months, ("before", "after"))
    assert turned[sails.iloc[0]].change.how == "without"
    assert sails.iloc[-1] in turned  # the record would end earlier without it


@pytest.mark.parametrize("measure", [SAILS, CONTACT], ids=lambda each: str(each.name))
def test_when_a_row_is_left_out_then_the_reading_is_that_of_the_table_without_it(
    measure: Measure,
) -> None:
    left = [each for each in trials(measure, evidence.load) if each.change.how == "without"]
    assert left
    for each in left:
        assert measure.read(without(measure.table, each.change.key)) == each.reading


def test_when_low_confidence_is_left_out_then_each_such_row_is_tried_by_itself() -> None:
    setting = Setting(low=False)
    added = [t for t in trials(CONTACT, evidence.load, setting) if t.change.how == "with"]
    rows = evidence.load("incidents").set_index("id")
    gaps = set(evidence.load("known_gaps")["id"])

    assert {each.change.key in gaps for each in added} == {True, False}
    for each in added:
        if each.change.key in gaps:
            assert "not in the table" in each.change.why
        else:
            assert rows.loc[each.change.key, "confidence"] == "low"
            assert "confidence is low" in each.change.why


def sails(*days: str) -> pd.DataFrame:
    """Return sails on some days, in a record of two years about the summit that no row bounds."""
    first, last = pd.Timestamp("2023-04-11"), pd.Timestamp("2025-04-11")
    dates = [*map(pd.Timestamp, days), first, first, last, last]
    kinds = [*["multilateral_mca"] * len(days), *["bilateral_mca"] * 4]
    return pd.DataFrame(
        {
            "id": [f"s{n}" for n in range(len(dates))],
            "date": dates,
            "end_date": pd.Series([pd.NaT] * len(dates), dtype="datetime64[us]"),
            "kind": kinds,
            "participants": [("JP", "PH")] * len(dates),
            "confidence": pd.Categorical(
                ["high"] * len(dates), ["low", "medium", "high"], ordered=True
            ),
        }
    )


def tables(frame: pd.DataFrame, gaps: pd.DataFrame | None = None) -> Load:
    """Return the course's tables with other sails, and with known gaps."""

    def load(name: str) -> pd.DataFrame:
        if name == "joint_activities":
            return frame
        if name == "known_gaps":
            if gaps is None:
                raise EvidenceError(name)
            return gaps
        return evidence.load(name)

    return load


def after(number: int) -> Iterable[str]:
    return (f"2024-{5 + n // 28:02d}-{1 + n % 28:02d}" for n in range(number))


WATCHED = sailings.months(tables(sails()), "summit")
ENOUGH = next(n for n in range(99) if compared((0, n), WATCHED, ("", "")).says == MORE)
"""So many sails after the summit, and none before, are more than chance."""


def test_when_a_known_gap_would_turn_a_test_then_it_is_named() -> None:
    frame = sails(*after(ENOUGH - 1))
    gap = pd.DataFrame(
        {
            "id": ["gap-1", "gap-2"],
            "table": ["joint_activities", "incidents"],
            "date": [pd.Timestamp("2024-09-01")] * 2,
            "kind": ["multilateral_mca", None],
        }
    )

    assert not [t for t in trials(SAILS, tables(frame)) if t.change.how == "with"]
    (added,) = [t for t in trials(SAILS, tables(frame, gap)) if t.change.how == "with"]
    assert (added.change.key, added.turns) == ("gap-1", True)
    assert added.reading == compared((0, ENOUGH), WATCHED, ("before", "after"))


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_when_one_row_carries_a_verdict_then_that_row_is_found(more: int) -> None:
    number = ENOUGH + more
    table = tables(sails(*after(number)))
    basis = Basis("sample", (SAILS,), "", lambda says: says["sails"])
    tried = trials(SAILS, table)
    says = {"sails": SAILS.read(table).says}
    turned = {change.key for change, _ in turning(basis, says, {"sails": tried})}
    counted = {f"s{n}" for n in range(number)}

    assert decided(basis, table) == (CHANCE if more < 0 else MORE)
    assert turned == (set() if more else counted)


def test_when_a_row_that_a_measure_needs_is_missing_then_it_says_so() -> None:
    load = without("diplomatic_events", summit.SUMMIT)

    assert SAILS.read(load) == Reading("a row that it needs is missing", UNKNOWN)


def test_when_the_ledger_is_asked_then_each_verdict_says_what_it_hangs_on() -> None:
    result = CliRunner().invoke(app, ["claims", "--sensitivity", "--json"])
    said = json.loads(result.output)

    assert result.exit_code == 0
    assert said["stale"] == []
    assert [each["id"] for each in said["claims"]] == list(LEDGER)
    for each in said["claims"]:
        assert each["overturned_by"]
        assert each["rows"]
        assert each["sources"]
        assert (each["counted"] is not None) == (each["id"] in BASES)
        if each["counted"]:
            assert each["counted"]["verdict"] == each["verdict"]
            assert all(row["table"] and row["key"] for row in each["counted"]["turned_by"])


def test_when_the_ledger_is_asked_in_words_then_single_rows_are_named_or_denied() -> None:
    said = CliRunner().invoke(app, ["claims", "--sensitivity"]).output

    assert said.count("No single row would change the verdict.") + said.count(
        "A single row would change the verdict:"
    ) == len(BASES)
    assert said.count("What would change it: ") == len(LEDGER)
    assert "CHANGES with joint_activities:ja37, 23 August 2025" in said

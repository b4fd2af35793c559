"""Two small tables: parts of a budget, and what those who fish catch, earn or lose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from trilateral import evidence
from trilateral.evidence.grounds import Tables, grounds
from trilateral.evidence.quantities import computation
from trilateral.evidence.store import Evidence

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = evidence.load("budget_items").to_dict("records")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item["id"]))
def test_when_an_item_is_part_of_a_budget_then_it_is_less_than_the_whole(
    item: dict[str, float | str | int],
) -> None:
    budgets = evidence.load("defense_budgets").query("country == 'JP'")
    basis = {"draft": "initial", "request": "request"}[str(item["stage"])]
    whole = budgets[(budgets["fiscal_year"] == item["fiscal_year"]) & (budgets["basis"] == basis)]

    assert len(whole) == 1
    assert float(item["amount_local"]) < float(whole["amount_local"].iloc[0])


def test_when_items_overlap_then_the_part_is_not_above_its_total() -> None:
    amounts = evidence.load("budget_items").set_index("id")["amount_local"]

    assert amounts["bi-01"] + amounts["bi-04"] < amounts["bi-02"]


def test_when_the_ledger_tells_the_money_of_the_type_12_then_the_tables_give_the_same() -> None:
    why = next(claim.why for claim in evidence.claims() if claim.id == "budgets-type12")

    for name, unit in (("billions", "billion yen"), ("percent", "% of it")):
        figure = evidence.quantity(f"jp-draft-2026-{name}-type12").text
        assert f"{figure} {unit}" in why


def test_when_a_fisher_speaks_then_the_row_says_that_it_is_one_voice() -> None:
    rows = evidence.load("fisher_livelihood").query("unit == 'pesos a week'")

    assert set(rows["confidence"]) == {"low"}


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("budget_items", ",draft,", ",enacted,", "stage"),
        ("budget_items", "0.177", "-0.177", "amount_local"),
        ("fisher_livelihood", ",tonnes,", ",boats,", "unit"),
        ("fisher_livelihood", "295332", "two", "value"),
        ("fisher_livelihood", "2023-01", "2023-13", "date"),
        ("criticisms", "cr-48,taiwan", "cr-48,taipei", "side"),
        ("criticisms", ",conduct,", ",handling,", "target"),
        ("diplomatic_events", ",JP;PH;TW,", ",JP;PH;TP,", "actors"),
        ("joint_activities", ",unnumbered_mca,", ",mca,", "kind"),
    ],
)
def test_when_a_cell_breaks_the_rules_of_its_table_then_the_check_names_it(
    data: Path, table: str, old: str, new: str, said: str
) -> None:
    path = data / f"{table}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")

    problems = Evidence(path.parent).check()

    assert [problem.column for problem in problems] == [said]


def test_when_sails_are_counted_then_one_is_left_out_by_the_forces_own_numbering() -> None:
    numbered = evidence.quantity("multilateral-sails-after-summit").value
    every = evidence.quantity("multilateral-sails-after-summit-with-unnumbered").value

    assert (numbered, every) == (15, 16)


def test_when_fishers_stand_on_the_philippine_side_then_the_figure_counts_their_rows() -> None:
    rows = evidence.load("incidents")
    civil = rows["ph_agency"].map(lambda agencies: "civilian" in agencies)
    count = computation("incidents-fishers", evidence.load)

    assert count(lambda _: rows[civil]) == civil.sum() > 0
    assert count(lambda _: rows[~civil]) == 0


def test_when_the_promises_of_the_summit_are_told_by_outcome_then_none_is_lost() -> None:
    outcomes = ("delivered", "in-progress", "unknown")
    named = (f"commitments-of-the-summit-{outcome}" for outcome in outcomes)
    counts: list[Any] = [evidence.quantity(name).value for name in named]

    assert sum(counts) == evidence.quantity("commitments-of-the-summit").value


def test_when_shares_say_how_much_was_read_then_no_single_source_decides_them() -> None:
    extents = evidence.labels("sources", "read")
    names = [f"sources-read-{extent}-percent" for extent in extents]

    shares: list[Any] = [evidence.quantity(name).value for name in names]

    assert sum(shares) == 100
    assert not any(grounds(name, Tables(evidence.load))["sources"] for name in names)


def test_when_washington_speaks_then_its_side_has_rows_of_its_own() -> None:
    rows = evidence.load("criticisms").query("side == 'washington'")

    assert len(rows)
    assert "raa" not in set(rows["target"]), "The lessons say that no statement on it was found."

from __future__ import annotations

from datetime import date

import pytest

from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.evidence.figures.weapons import first_record
from trilateral.evidence.quantities import Figure, printed
from trilateral.evidence.values import PartialDate


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (17000, 0, "17,000"),
        (2.13, 1, "2.1"),
        (8.4748, 4, "8.4748"),
        (date(2025, 9, 11), 0, "11 September 2025"),
        (PartialDate(date(2025, 5, 1), "month"), 0, "May 2025"),
        ("2019", 0, "2019"),
    ],
)
def test_when_a_figure_is_printed_then_it_reads_as_prose(
    value: Figure, decimals: int, text: str
) -> None:
    assert printed(value, decimals) == text


def test_when_all_figures_are_listed_then_each_has_one_name_and_a_table() -> None:
    figures = evidence.quantities()

    names = [figure.name for figure in figures]
    assert len(names) == len(set(names))
    assert {figure.table for figure in figures} <= set(evidence.tables())
    assert all(figure.text for figure in figures)


def test_when_years_are_added_up_then_they_give_the_whole() -> None:
    years = sorted(set(evidence.load("incidents")["date"].dt.year))

    for kind in ("incidents", "incidents-contact", "incidents-water-cannon", "incidents-injured"):
        parts = [evidence.quantity(f"{kind}-{year}").value for year in years]
        assert sum(int(str(part)) for part in parts) == evidence.quantity(kind).value


def test_when_missiles_are_sorted_by_what_is_published_then_each_is_counted_once() -> None:
    parts = ("missiles-band", "missiles-one-figure", "missiles-low-is-high")
    counted = [evidence.quantity(name).value for name in (*parts, "missiles-without-range")]
    assert sum(int(str(part)) for part in counted) == evidence.quantity("missiles").value


def test_when_an_exercise_was_cancelled_then_no_figure_counts_its_people_or_roles() -> None:
    names = {entry.name for entry in evidence.quantities()}

    assert {"balikatan-japan-2025", "balikatan-total-2019"} <= names
    assert names.isdisjoint({"balikatan-japan-2020", "balikatan-total-2020"})
    assert evidence.quantity("balikatan-japan-years-none").value == 3


def test_when_there_is_no_such_figure_then_the_message_names_the_nearest() -> None:
    with pytest.raises(EvidenceError, match=r"'raa-in-forc'\. Did you mean raa-in-force"):
        evidence.quantity("raa-in-forc")


def test_when_a_family_has_no_such_member_then_that_is_said() -> None:
    with pytest.raises(EvidenceError, match="'incidents-1999'"):
        evidence.quantity("incidents-1999")


@pytest.mark.parametrize(
    ("series", "year"),
    [
        ({2001: 1.0, 2002: 2.0, 2003: 3.0}, 2002),
        ({2001: 3.0, 2002: 1.0, 2003: 2.0, 2004: 4.0, 2005: 5.0}, 2004),
        ({2001: 3.0, 2002: 3.0, 2003: 4.0}, 2003),
    ],
)
def test_when_records_are_dated_then_an_earlier_peak_counts(
    series: dict[int, float], year: int
) -> None:
    assert first_record(series) == year


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        ("numerous-2025", ["incidents-2025"]),
        ("raa-august-2025", ["raa-notes-exchanged", "raa-days-notes-to-force", "raa-in-force"]),
        ("routinized-scalable", ["raa-first-use", "raa-in-force"]),
        ("record-budgets", ["jp-budget-records-since", "jp-budget-incl-records-since"]),
        ("fourteen-hundred", []),
        ("budgets-type12", ["range-low-type12-ssm", "range-high-type12-ssm"]),
        ("control-chokepoints", ["range-low-type88-ssm", "range-high-type88-ssm"]),
        ("first-combat-troops", ["balikatan-japan-2017", "balikatan-japan-2025"]),
    ],
)
def test_when_the_ledger_gives_a_figure_then_the_tables_give_the_same(
    claim: str, names: list[str]
) -> None:
    why = next(entry.why for entry in evidence.claims() if entry.id == claim)

    for name in names:
        text = evidence.quantity(name).text
        assert text in why or text.rsplit(" ", 1)[0] in why, (
            f"data/claims.csv, row {claim}, column why: {name} is {text} now. Correct the "
            "sentence, and see whether the words around the figure still hold."
        )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("incidents-water-cannon-2025", "six with water cannon"),
        ("incidents-contact-2025", "four with contact"),
        ("summit-commitments", "Thirty commitments"),
        ("days-first-sail-to-summit", "four days before the summit"),
    ],
)
def test_when_the_ledger_spells_a_number_then_the_tables_give_the_same(
    name: str, words: str
) -> None:
    numbers = {"four": 4, "six": 6, "thirty": 30}

    assert any(words in claim.why for claim in evidence.claims())
    assert evidence.quantity(name).value == numbers[words.split(maxsplit=1)[0].lower()]

"""Both governments' accounts of an incident, or the absence of one, said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.explorers.hands import choose, controls, on_offer
from trilateral import evidence, explorers

if TYPE_CHECKING:
    import pandas as pd

    from trilateral.parts import Part

WHICH = ("all", "both", "no_chinese", "no_philippine")
HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"


@pytest.fixture
def incidents() -> pd.DataFrame:
    return evidence.load("incidents")


@pytest.fixture(scope="module")
def accounts() -> Part:
    return explorers.accounts()


def offered(part: Part, place: str, which: str) -> list[str]:
    return on_offer(controls(part)[2], {"place": place, "which": which})


@pytest.mark.parametrize(
    ("philippine", "chinese", "sentence"),
    [
        (True, True, "both governments' accounts are in the record"),
        (True, False, "no Chinese account was found"),
        (False, True, "no Philippine account was found"),
    ],
)
def test_when_an_account_is_there_or_not_then_the_view_and_the_sentence_say_so(
    accounts: Part, incidents: pd.DataFrame, sentence: str, *, philippine: bool, chinese: bool
) -> None:
    fits = (incidents["ph_account"].notna() == philippine) & (
        incidents["prc_account"].notna() == chinese
    )
    row = incidents[fits].iloc[0]
    shown = choose(accounts, which="all", incident=row["id"])
    assert sentence in shown.sentence
    for side, there in (("ph", philippine), ("prc", chinese)):
        name = {"ph": "Philippine", "prc": "Chinese"}[side]
        assert (f"No {name} account found" in shown.words) is not there
        assert not there or row[f"{side}_account"] in shown.words
    assert ("does not show that none was given" in shown.words) is not (philippine and chinese)


def test_when_a_number_of_injured_is_doubted_then_the_view_says_what_it_rests_on(
    accounts: Part,
) -> None:
    shown = choose(accounts, which="all", incident="inc-2024-06-17-second-thomas").words
    assert "rests on unnamed sources" in shown
    assert "AFP: Armed Forces of the Philippines" in shown


def test_when_a_row_has_no_note_then_no_empty_line_is_shown(
    monkeypatch: pytest.MonkeyPatch, incidents: pd.DataFrame
) -> None:
    bare = incidents.head(1).assign(casualty_note=None)
    assert "About injuries" not in choose(_with(monkeypatch, bare), which="all").html


def test_when_neither_account_is_there_then_both_absences_are_said(
    monkeypatch: pytest.MonkeyPatch, incidents: pd.DataFrame
) -> None:
    bare = incidents.head(1).assign(ph_account=None, prc_account=None)
    shown = choose(_with(monkeypatch, bare), which="all")
    assert "neither government's account was found" in shown.sentence
    assert shown.html.count('class="absent"') == 2


def test_when_data_hold_markup_then_it_is_shown_as_text(
    monkeypatch: pytest.MonkeyPatch, incidents: pd.DataFrame
) -> None:
    row = incidents.head(1).assign(ph_account=HOSTILE, prc_account=HOSTILE)
    row["ph_units"] = [(HOSTILE,)]
    html = choose(_with(monkeypatch, row), which="all").html
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;") == 3


def _with(monkeypatch: pytest.MonkeyPatch, incidents: pd.DataFrame) -> Part:
    """The explorer on a record of our own, the other tables as they are."""
    load = evidence.load
    monkeypatch.setattr(evidence, "load", lambda t: incidents if t == "incidents" else load(t))
    return explorers.accounts()


@pytest.mark.parametrize("which", WHICH)
def test_when_accounts_are_filtered_then_the_list_holds_those_rows(
    accounts: Part, incidents: pd.DataFrame, which: str
) -> None:
    ph, prc = incidents["ph_account"].notna(), incidents["prc_account"].notna()
    kept = {"all": ph | ~ph, "both": ph & prc, "no_chinese": ~prc, "no_philippine": ~ph}[which]
    assert offered(accounts, "", which) == list(incidents[kept]["id"])
    assert f"{int(kept.sum())} incidents fit" in choose(accounts, which=which).sentence


def test_when_a_place_is_chosen_then_the_incident_list_and_its_choice_follow(
    accounts: Part,
) -> None:
    there = offered(accounts, "thitu_sandy_cay", "all")
    shown = choose(accounts, which="all", place="thitu_sandy_cay")
    assert all("thitu" in key or "sandy" in key for key in there)
    assert shown.settled["incident"] == there[0]


def test_when_no_incident_fits_then_the_sentence_says_so(
    accounts: Part, incidents: pd.DataFrame
) -> None:
    silent = set(incidents[incidents["ph_account"].isna()]["feature"])
    empty = next(place for place in incidents["feature"] if place not in silent)
    shown = choose(accounts, which="no_philippine", place=empty)
    assert shown.sentence == "No incident in this selection."
    assert (shown.html, shown.settled["incident"]) == ("", "")


def test_when_any_incident_is_shown_then_both_sides_are_cited_and_the_rest_counted(
    accounts: Part, incidents: pd.DataFrame
) -> None:
    for _, row in incidents.iterrows():
        shown = choose(accounts, which="all", incident=row["id"])
        sources = [evidence.source(each) for each in row["source_ids"]]
        cited = [each for each in sources if each.link in shown.html]
        assert {each.perspective for each in cited} >= _sides(sources), row["id"]
        assert len(cited) == min(len(sources), 2), row["id"]
        more = len(sources) - len(cited)
        assert (f"and {more} more in the table" in shown.words) == bool(more), row["id"]


def _sides(sources: list[evidence.Source]) -> set[str]:
    return {each.perspective for each in sources} & {"PH", "PRC"}


def test_when_a_number_is_blank_then_it_is_said_to_be_unstated(
    accounts: Part, incidents: pd.DataFrame
) -> None:
    for known in (True, False):
        row = incidents[incidents["ph_injured"].notna() == known].iloc[0]
        shown = choose(accounts, which="all", incident=row["id"]).words
        wanted = str(row["ph_injured"]) if known else "not stated"
        assert f"Filipinos injured {wanted} " in shown


def test_when_a_lesson_names_the_first_incident_then_the_explorer_opens_there() -> None:
    part = explorers.accounts("inc-2024-06-17-second-thomas")
    assert controls(part)[2]["value"] == "inc-2024-06-17-second-thomas"
    assert repr(part).startswith("Two accounts of one incident. 17 June 2024, Second Thomas Shoal")

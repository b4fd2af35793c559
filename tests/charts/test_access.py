from __future__ import annotations

import copy
import re
from html import unescape
from typing import Any

import pandas as pd
import pytest

from tests.charts.drawn import chance_words
from trilateral import evidence
from trilateral.charts import Figure, access, stills
from trilateral.charts.access import before_after
from trilateral.charts.access.clock_rows import clock_rows
from trilateral.charts.access.web import STAGES, stage
from trilateral.charts.page import WIDTH

CLOCK = access.treaty_clock()
RHYTHM = access.rhythm()
MAIN = "Japan-Philippines RAA"


def spoken(figure: Figure, **values: object) -> str:
    """Return what a screen reader gets to hear of the sentence, with parameters set."""
    spec: dict[str, Any] = copy.deepcopy(figure.spec)
    for param in spec["params"]:
        param["value"] = values.get(param["name"], param.get("value"))
    svg = stills.svg(spec)
    (found,) = re.findall(r'aria-label="([^"]*)"[^>]*role="status"|role="status"[^>]*aria-label="([^"]*)"', svg)  # fmt: skip  # noqa: E501
    return unescape("".join(found))


@pytest.mark.parametrize("name", access.__all__)
def test_when_a_figure_is_drawn_then_it_is_whole_and_the_same_each_time(name: str) -> None:
    first, again = getattr(access, name)(), getattr(access, name)()

    assert first.spec == again.spec
    assert first.description
    assert len(first.table)
    assert stills.svg(first.spec).startswith("<svg")


@pytest.mark.parametrize(
    ("line", "basis"),
    [("round", "first formal round"), ("agreed", "leaders agree to negotiate")],
)
def test_when_the_starting_line_moves_then_the_sentence_has_the_table_s_days(
    line: str, basis: str
) -> None:
    clock = evidence.load("raa_clock")
    rows = clock[(clock["agreement_id"] == "jp-ph-raa") & (clock["opened_basis"] == basis)]
    row = rows.iloc[0]

    said = spoken(CLOCK, line=line)

    assert (
        f"{MAIN}: {row['days_open_to_force']} days to entry into force "
        f"({row['days_open_to_sign']} to signature)." in said
    )


@pytest.mark.parametrize(
    ("line", "other", "verdict"),
    [
        ("round", "Japan-UK RAA", "quicker by 86 days"),
        ("agreed", "Japan-UK RAA", "quicker by 69 days"),
        ("signed", "Japan-UK RAA", "slower by 153 days"),
        ("signed", "PH-Australia SOVFA", "quicker by 1,517 days"),
        ("signed", "PH-US EDCA", "slower by at least 367 days"),
        ("round", "PH-US VFA", "cannot be compared"),
        ("signed", "PH-Canada SOVFA", "cannot be compared"),
    ],
)
def test_when_another_agreement_is_compared_then_the_line_decides_who_was_quicker(
    line: str, other: str, verdict: str
) -> None:
    assert verdict in spoken(CLOCK, line=line, other=other)


def test_when_only_the_year_of_the_start_is_known_then_a_range_is_given() -> None:
    said = spoken(CLOCK, line="agreed", other="Japan-Australia RAA")
    signed, start = pd.Timestamp(2022, 1, 6), pd.Timestamp(2014, 1, 1)

    assert f"{(signed - pd.Timestamp(2014, 12, 31)).days:,} to {(signed - start).days:,}" in said


@pytest.mark.parametrize("line", ["round", "agreed", "signed"])
def test_when_the_line_moves_then_each_row_has_room_for_its_name_and_its_words(line: str) -> None:
    spec: dict[str, Any] = copy.deepcopy(CLOCK.spec)
    for param in spec["params"]:
        param["value"] = {"line": line, "all": True}.get(param["name"], param.get("value"))
    svg = stills.svg(spec)
    at_the_edge = (
        rf'text-anchor="end" transform="translate\({WIDTH},[-\d.]+\)"[^>]*>([^<]*[a-z][^<]*)</text>'
    )
    words = re.findall(at_the_edge, svg)

    assert len(words) == len(clock_rows())
    for name, text in zip(clock_rows()["agreement"], words, strict=True):
        assert 7 * (len(name) + len(text)) <= WIDTH
    assert sum("days" in text for text in words) > 1


def test_when_another_date_narrows_a_half_known_one_then_the_note_says_so() -> None:
    assert "ratified it on 6 June 2014" in CLOCK.note
    assert "39 days is the minimum" in CLOCK.note


def test_when_a_signature_is_only_reported_then_the_note_says_so() -> None:
    assert "Philippines and France: only reported as signed" in access.visiting_pacts().note


def test_when_the_clock_s_rows_are_made_then_they_agree_with_the_table_s_day_counts() -> None:
    rows = clock_rows().set_index("agreement")
    clock = evidence.load("raa_clock")
    known = clock[clock["days_sign_to_force"].notna()]

    for _, row in known.iterrows():
        assert rows["force_lo"][row["agreement"]] == row["days_sign_to_force"]
    assert rows.index[0] == MAIN
    assert set(rows[rows["long"] == 1].index) == {"Japan-Australia RAA", "PH-Australia SOVFA"}


def counted(families: set[str], *, same: bool) -> tuple[int, int, float, float]:
    rows, end = before_after.activities(), before_after.last_day()
    force = pd.Timestamp(2025, 9, 11)
    after = before_after.months(force, end)
    before = after if same else before_after.months(rows["day"].min(), force)
    rows = rows[rows["family"].isin(families)]
    early = rows[rows["day"] < force]
    early = early[early["ago"] <= after] if same else early
    late = rows[rows["day"] >= force]
    return len(early), len(late), before, after


@pytest.mark.parametrize("same", [False, True])
@pytest.mark.parametrize("families", [{"sails", "exercises", "guard"}, {"sails"}, {"guard"}])
def test_when_the_counting_rule_changes_then_the_sentence_agrees_with_pandas(
    families: set[str],
    same: bool,  # noqa: FBT001 -- a case of the table above
) -> None:
    before, after, long, short = counted(families, same=same)
    switches = {f"use_{key}": key in families for key in ("sails", "exercises", "guard")}

    said = spoken(RHYTHM, same=same, **switches)

    assert f"Before: {before / long:.2f} a month ({before} activit" in said
    assert f"After: {after / short:.2f} a month ({after} activit" in said
    assert chance_words((before, after), (long, short)) in said


def test_when_the_treaty_is_in_force_only_once_then_the_sizes_say_so() -> None:
    table = access.japan_in_balikatan().table

    assert list(table[table["treaty"] == "in force"]["year"]) == [2026]
    assert list(table[(table["role"] == "Participant") & (table["people"] == "?")]["year"]) == [
        2018
    ]


def test_when_a_source_is_a_rewrite_kept_for_its_mistake_then_a_chart_names_it_last() -> None:
    named = access.japan_in_balikatan().sources

    assert set(named[-2:]) == {"anb-2026-05-error", "lci-2026-04-20-reuters"}


def test_when_an_exercise_was_cancelled_then_the_sizes_show_a_year_not_held() -> None:
    shown = access.japan_in_balikatan()
    year = shown.table.set_index("year").loc[2020]

    assert (year["role"], year["people"]) == ("Not held", "")
    assert "not held in 2020" in shown.description
    assert list(shown.table.query("role == 'None found'")["year"]) == [2010, 2011, 2021]


@pytest.mark.parametrize(
    ("status", "reached"),
    [
        ("in_force", STAGES[0]),
        ("signed_ratification_not_found", STAGES[1]),
        ("reported_signed_date_not_found", STAGES[1]),
        ("negotiating_unconfirmed", STAGES[2]),
        ("intent_to_negotiate", STAGES[2]),
    ],
)
def test_when_a_pact_has_a_status_then_it_is_drawn_at_its_stage(status: str, reached: str) -> None:
    assert stage(status) == reached


@pytest.mark.parametrize(("period", "name"), [("Before", "before-raa"), ("After", "since-raa")])
def test_when_prose_quotes_the_rhythm_then_it_says_what_the_chart_says(
    period: str, name: str
) -> None:
    rate = evidence.quantity(f"joint-activities-rate-{name}").text
    count = evidence.quantity(f"joint-activities-with-japan-{name}").text

    assert f"{period}: {rate} a month ({count} activities)" in spoken(RHYTHM)

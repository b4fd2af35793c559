"""Claims: judged first, opened after, and the learner's word kept in between."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

import pytest

from tests.explorers.hands import choose, now
from trilateral import evidence, explorers
from trilateral.explorers import judgement

if TYPE_CHECKING:
    from pathlib import Path

DETAILS = re.compile(r"<details>.*?</details>", re.DOTALL)
LESSONS = sorted({claim.lesson for claim in evidence.claims()})


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A learner of its own for each test."""
    monkeypatch.setenv("TRILATERAL_STATE", str(tmp_path))


def claims(lesson: str) -> list[evidence.Claim]:
    return [claim for claim in evidence.claims() if claim.lesson == lesson]


def shown_outside(html: str) -> str:
    return DETAILS.sub("", html).lower()


def pages() -> dict[str, str]:
    table = {"table": str(explorers.claim_table().data)}
    return table | {lesson: str(explorers.conclude(lesson).data) for lesson in LESSONS}


@pytest.mark.parametrize("page", ["table", *LESSONS])
def test_when_claims_are_shown_then_no_verdict_or_reason_is_outside_its_fold(page: str) -> None:
    html = pages()[page]
    outside = shown_outside(html)
    about = evidence.claims() if page == "table" else claims(page)
    for claim in about:
        assert claim.why.lower() not in outside
        assert f"{claim.verdict}." not in outside
    assert html.count("<details>") == len(about)
    assert "<details open" not in html


@pytest.mark.parametrize("page", ["table", *LESSONS])
def test_when_a_fold_is_opened_then_it_gives_verdict_and_source(page: str) -> None:
    html = pages()[page]
    about = evidence.claims() if page == "table" else claims(page)
    for claim, fold in zip(about, DETAILS.findall(html), strict=True):
        assert f"<strong>{claim.verdict.capitalize()}.</strong>" in fold
        if claim.source_ids:
            assert evidence.source(claim.source_ids[0]).link in fold


def test_when_the_table_is_shown_then_each_claim_has_its_link_and_lesson() -> None:
    rows = re.findall(r"<tr>(.*?)</tr>", str(explorers.claim_table().data), re.DOTALL)
    for claim, row in zip(evidence.claims(), rows[1:], strict=True):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        assert cells[1:3] == [claim.link, judgement.LESSONS[claim.lesson]]


def test_when_a_claim_is_met_in_lesson_00_then_the_table_names_the_lesson_that_weighs_it() -> None:
    html = str(explorers.claim_table().data)
    assert "00 Start here" not in html
    weighed = [c for c in evidence.claims() if c.lesson in {"start", "synthesis"}]
    assert html.count("05 Synthesis") == len(weighed)


def test_when_the_ledger_has_a_verdict_then_the_learner_may_choose_it() -> None:
    assert set(judgement.VERDICTS) == set(evidence.labels("claims", "verdict"))
    assert {claim.lesson for claim in evidence.claims()} <= set(judgement.LESSONS)


@pytest.mark.parametrize("lesson", LESSONS)
def test_when_a_lesson_is_judged_then_each_of_its_claims_can_be(lesson: str) -> None:
    explorer = explorers.judge(lesson)
    assert [c["name"] for c in explorer.controls] == [claim.id for claim in claims(lesson)]
    assert explorer.summary == f"You have judged 0 of {len(claims(lesson))} claims."


def test_when_a_claim_was_judged_then_the_next_session_remembers_it() -> None:
    claim = claims("coercion")[0]
    first = explorers.judge("coercion")
    choose(first, **{claim.id: "contested"})
    assert first.summary.startswith("You have judged 1 of ")
    assert now(explorers.judge("coercion"))[claim.id] == "contested"
    assert "Your first judgement: contested." in str(explorers.conclude("coercion").data)


def test_when_claims_are_concluded_then_each_stands_with_its_own_verdict() -> None:
    page = str(explorers.conclude("coercion").data)
    blocks = re.findall(r"<div[^>]*>(.*?)</div>", page, re.DOTALL)

    for claim, block in zip(claims("coercion"), blocks, strict=True):
        assert f"<strong>{escape(claim.claim)}</strong>" in block
        assert len(DETAILS.findall(block)) == 1


def test_when_nothing_was_judged_then_the_end_does_not_pretend() -> None:
    assert "Your first judgement" not in str(explorers.conclude("coercion").data)


def test_when_a_judgement_is_taken_back_then_it_is_forgotten() -> None:
    claim = claims("coercion")[0]
    explorer = explorers.judge("coercion")
    for word in ("contested", ""):
        choose(explorer, **{claim.id: word})
    assert explorer.summary.startswith("You have judged 0 of ")
    assert now(explorers.judge("coercion"))[claim.id] == ""
    assert "Your first judgement" not in str(explorers.conclude("coercion").data)

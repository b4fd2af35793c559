"""Claims: judged first, opened after, and the learner's word kept in between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.explorers.stage import Stage, sentence
from trilateral import evidence, explorers
from trilateral.explorers import judgement

if TYPE_CHECKING:
    from playwright.sync_api import Page

DETAILS = re.compile(r"<details>.*?</details>", re.DOTALL)
LESSONS = sorted({claim.lesson for claim in evidence.ledger()})


def claims(lesson: str) -> list[evidence.Claim]:
    return [claim for claim in evidence.ledger() if lesson in (claim.lesson, claim.story)]


def page(name: str) -> str:
    return str(explorers.claim_table().data) if name == "table" else explorers.conclude(name).twin


@pytest.mark.parametrize("name", ["table", *LESSONS])
def test_when_claims_are_shown_then_no_verdict_or_reason_is_outside_its_fold(name: str) -> None:
    html = page(name)
    outside = DETAILS.sub("", html).lower()
    about = evidence.claims() if name == "table" else claims(name)
    for claim in about:
        assert claim.why.lower() not in outside
        assert f"{claim.verdict}." not in outside
    assert html.count("<details>") == len(about)
    assert "<details open" not in html


@pytest.mark.parametrize("name", ["table", *LESSONS])
def test_when_a_fold_is_opened_then_it_gives_verdict_and_source(name: str) -> None:
    about = evidence.claims() if name == "table" else claims(name)
    for claim, fold in zip(about, DETAILS.findall(page(name)), strict=True):
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
    assert {claim.lesson for claim in evidence.ledger()} <= set(judgement.LESSONS)


@pytest.mark.parametrize("lesson", LESSONS)
def test_when_a_lesson_is_judged_then_each_of_its_claims_can_be(lesson: str) -> None:
    ids = [claim["id"] for claim in explorers.judge(lesson).data["claims"]]

    assert ids == [claim.id for claim in claims(lesson)]


def test_when_claims_are_judged_then_nothing_of_their_verdicts_is_in_the_part() -> None:
    saved = str(explorers.judge(*LESSONS)._repr_mimebundle_())

    assert not any(claim.why in saved for claim in evidence.ledger())


@pytest.mark.browser
def test_when_a_claim_is_judged_then_the_end_of_the_lesson_follows_without_a_rerun(
    front: Page,
) -> None:
    stage = Stage(front)
    first, last = (stage.show(build("coercion")) for build in (explorers.judge, explorers.conclude))
    claim = claims("coercion")[0]
    assert "Your first judgement:" not in (last.text_content() or "")

    first.get_by_label(claim.claim).select_option("contested")

    assert sentence(first) == f"You have judged 1 of {len(claims('coercion'))} claims."
    entry = last.locator("li", has_text=claim.claim).first
    assert "Your first judgement: contested." in (entry.text_content() or "")
    (statement,) = stage.sent
    assert statement["verb"]["id"].endswith("/verb/judged")
    assert statement["object"]["id"].endswith(f"/verdict/{claim.id}")
    assert statement["context"]["contextActivities"]["parent"][0]["id"].endswith("/occasion/first")
    assert statement["result"] == {"response": "contested"}

    first.get_by_label(claim.claim).select_option("")
    assert sentence(first).startswith("You have judged 0 of ")
    assert "Your first judgement:" not in (last.text_content() or "")


@pytest.mark.browser
def test_when_a_judgement_waits_then_the_claim_itself_says_so_until_it_is_kept(front: Page) -> None:
    stage = Stage(front)
    part = stage.show(explorers.judge("coercion"))
    claim = claims("coercion")[1]
    stage.fail()
    part.get_by_label(claim.claim).select_option("partly")

    row = part.locator(".control", has_text=claim.claim)
    row.get_by_text("Kept in this browser.").wait_for()
    stage.fail(fails=False)
    row.get_by_text("Kept in this browser.").wait_for(state="hidden")
    assert [each["result"]["response"] for each in stage.sent] == ["partly"]

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from typer.testing import CliRunner

from trilateral import evidence
from trilateral.cli import app
from trilateral.notebook.teaching import Shown, teaching

if TYPE_CHECKING:
    from pathlib import Path

CITES = 'On a day ([table: diplomatic events](../data/diplomatic_events.csv "#diplomatic_events")).'


def shown(folder: Path, code: str, prose: str = CITES, bank: str = "") -> dict[str, list[Shown]]:
    """Write a lesson and return how it shows each claim that it tests."""
    path = folder / "01_summit.ipynb"
    cells = [new_markdown_cell(prose), new_code_cell(code)]
    nbformat.write(new_notebook(cells=cells), path)
    if bank:
        (folder / "quizzes").mkdir()
        (folder / "quizzes" / "01_summit.yaml").write_text(bank, "utf-8")
    return {t.claim.id: list(t.parts) for t in teaching([path]) if t.parts}


@pytest.mark.parametrize("call", ["judge", "conclude"])
def test_when_a_notebook_judges_or_concludes_a_lesson_then_it_tests_its_claims(
    tmp_path: Path, call: str
) -> None:
    found = shown(tmp_path, f'explorers.{call}("summit")')
    assert set(found) == {"first-summit", "summit-pledges", "top-down-mandate"}
    assert found["first-summit"][0].by == (call,)


@pytest.mark.parametrize(
    ("code", "prose"), [('weigh("catalyst")', CITES), ("1", f"The claim `catalyst`. {CITES}")]
)
def test_when_a_notebook_names_a_claim_then_it_tests_that_claim_alone(
    tmp_path: Path, code: str, prose: str
) -> None:
    found = shown(tmp_path, code, prose)
    assert list(found) == ["catalyst"]
    assert found["catalyst"][0].by == ("named",)


def test_when_a_notebook_shows_figures_then_they_are_listed_and_the_judging_is_not(
    tmp_path: Path,
) -> None:
    code = 'charts.summit.firsts()\nexplorers.commitments()\nexplorers.judge("summit")'
    (claim,) = shown(tmp_path, code)["first-summit"]
    assert claim.figures == ("charts.summit.firsts", "explorers.commitments")
    assert claim.tables == ("diplomatic_events",)


def test_when_a_lesson_cites_nothing_of_a_claims_evidence_then_that_is_a_problem(
    tmp_path: Path,
) -> None:
    shown(tmp_path, 'judge("summit")', prose="No citation here.")
    (claim,) = (t for t in teaching([tmp_path / "01_summit.ipynb"]) if t.claim.id == "first-summit")
    assert "cites" in claim.problem


def test_when_no_lesson_tests_a_claim_then_that_is_a_problem() -> None:
    assert all("no lesson tests it" in taught.problem for taught in teaching([]))


def test_when_a_bank_has_questions_on_a_claim_then_they_are_counted(tmp_path: Path) -> None:
    bank = """
lesson: 01_summit
title: One question
items:
  - {id: q, type: text, asks: recall, stem: Where, accept: [Washington], objective: Say where.,
     claim: first-summit, sources: [khan-2024-04-11-jvs], explanation: There.}
"""
    found = shown(tmp_path, 'judge("summit")', bank=bank)
    assert [found[c][0].questions for c in ("first-summit", "summit-pledges")] == [1, 0]


def test_when_the_ledger_is_asked_for_then_each_claim_is_there_with_its_lessons() -> None:
    result = CliRunner().invoke(app, ["claims", "--json"])
    report = json.loads(result.stdout)
    lessons = {claim["id"]: [s["notebook"] for s in claim["lessons"]] for claim in report["claims"]}
    assert set(lessons) == {claim.id for claim in evidence.ledger()}
    assert "01_summit" in lessons["top-down-mandate"]
    assert "03_coercion" in lessons["numerous-2025"]
    assert result.exit_code == (1 if report["untaught"] or report["uncited"] else 0)


def test_when_the_course_is_whole_then_no_claim_is_untaught_and_no_figure_uncited() -> None:
    result = CliRunner().invoke(app, ["claims"])
    assert result.exit_code == 0, result.output

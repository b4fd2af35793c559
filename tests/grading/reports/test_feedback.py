"""A learner's page: everything they need, nothing hidden, nothing that runs."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbformat import v4
from typer.testing import CliRunner

from tests.assignments.samples import ROOT
from tests.grading.classroom import ADA, CLASS, NAME, course, graded, journal, release
from trilateral.assignments.cells import Role, grade_id, read, role
from trilateral.assignments.secrets import secrets
from trilateral.cli import app
from trilateral.grading.book.entries import Entry, Grade
from trilateral.grading.book.place import claim
from trilateral.grading.intake import receipts
from trilateral.grading.intake.receipts import Receipt
from trilateral.grading.people.roster import write_roster
from trilateral.grading.reports.page import Work, page
from trilateral.grading.results import Mark, Standing

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.grading.results import Grading

RUBRIC = {"why": release().cells[4].source}


def shown(one: Grading, *, comment: str = "") -> str:
    tasks = tuple(
        Grade(
            mark.task,
            mark.points,
            mark.possible,
            waiting=mark.points is None,
            manual=False,
            comment=comment,
        )
        for mark in one.marks
    )
    return page(ADA, [Work(Entry("ada", NAME, tasks), one, RUBRIC)])


@pytest.mark.parametrize(
    "said",
    [
        "Feedback for Ada Lovelace",
        "✘ not right yet",
        "0 of 3 points",
        "1 of 2 checks passed",
        "Look at two &lt;again&gt;.",
        "one: this cell was changed.",
        "<code>while</code> ran too long",
        "waits for your instructor",
        "<strong>Reason</strong>",
        "Think &amp; write",
    ],
)
def test_when_a_page_is_made_then_it_says(said: str) -> None:
    one = graded(
        "ada", 2, 0, repairs=("one: this cell was changed.",), incidents=("`while` ran too long",)
    )
    assert said in shown(one, comment="Think & write")


def test_when_words_hold_html_then_it_is_shown_and_not_run() -> None:
    evil = "<script>alert(1)</script>"
    text = shown(graded("ada", repairs=(evil,), incidents=(evil,)), comment=evil)
    assert "<script" not in text
    assert text.count("&lt;script&gt;") == 5


@pytest.mark.parametrize(
    ("comment", "html"),
    [
        ("**Good**, but `n` is off", "<strong>Good</strong>, but <code>n</code> is off"),
        ("one\ntwo", "one<br>\ntwo"),
        ("- a\n- b", "<li>a</li>\n<li>b</li>"),
        ("# Well done", "<h4>Well done</h4>"),
        ("[read](https://a.example/b)", '<a href="https://a.example/b"'),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
        ("[x](data:text/html,y)", "[x](data:text/html,y)"),
        ("[x](../other.html)", "[x](../other.html)"),
        ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"),
        ("![pic](https://a.example/b.png)", '!<a href="https://a.example/b.png"'),
    ],
)
def test_when_an_instructor_writes_markdown_then_it_is_shown_as_meant_and_harmless(
    comment: str, html: str
) -> None:
    held = (Grade("one", 1, 2, waiting=False, manual=True, comment=comment),)
    entry = Entry("ada", NAME, held, comments=(("one-answer", comment),))
    text = page(ADA, [Work(entry, graded("ada"), {})])
    assert text.count(html) == 2
    assert "<img" not in text


def test_when_a_page_is_opened_then_it_asks_for_nothing_from_elsewhere() -> None:
    text = shown(graded("ada"))
    assert "src=" not in text
    assert "http:" not in text
    assert "https:" not in text
    assert "default-src 'none'" in text


def test_when_a_person_changed_a_mark_then_the_page_says_so() -> None:
    held = (Grade("one", 1, 2, waiting=False, manual=True),)
    text = page(ADA, [Work(Entry("ada", NAME, held, penalty=0.5), graded("ada"), {})])
    assert "marked by your instructor</strong>, 1 of 2 points" in text
    assert "0.5 points are subtracted because it was late" in text


def test_when_a_page_is_made_then_nothing_that_an_instructor_keeps_is_on_it() -> None:
    notebook = read(ROOT / "exercises" / NAME / f"{NAME}.ipynb")
    rubrics = {grade_id(cell): cell.source for cell in notebook.cells if role(cell) is Role.WRITTEN}
    marks = tuple(Mark(task, Standing.WRITTEN, None, 4) for task in rubrics)
    held = tuple(Grade(task, None, 4, waiting=True) for task in rubrics)
    one = graded("ada", marks=marks)
    text = unescape(page(ADA, [Work(Entry("ada", NAME, held), one, rubrics)]))
    kept = secrets(ROOT / "solutions" / NAME / f"{NAME}.ipynb")
    assert len(kept) > 50
    assert not [secret for secret in kept if secret in text]


def test_when_nbgrader_is_not_installed_then_the_verb_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _class(tmp_path)
    monkeypatch.setitem(sys.modules, "nbgrader", None)
    done = CliRunner().invoke(app, ["feedback", str(folder)])
    assert done.exit_code == 1
    assert "uv sync --extra grading" in done.output


def _class(folder: Path) -> Path:
    course(folder)
    journal(folder, graded("ada", 2, 0), graded("bo"))
    place = folder / "submitted" / "ada" / NAME
    place.mkdir(parents=True)
    when = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    receipts.write(Receipt("ada", NAME, "b" * 64, 1234, "x.ipynb", when, when, late=True), place)
    write_roster(CLASS, folder / "roster.csv")
    return folder


def test_when_the_verb_runs_then_each_learner_has_a_page_of_their_own(tmp_path: Path) -> None:
    folder = _class(tmp_path)
    done = CliRunner().invoke(app, ["feedback", str(folder), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert [one["task"] for one in told["waiting"]] == ["why", "why"]
    ada = (folder / "feedback" / "ada.html").read_text(encoding="utf-8")
    bo = (folder / "feedback" / "bo.html").read_text(encoding="utf-8")
    assert "Bô Nguyễn" in bo
    assert "Bô" not in ada
    assert "handed in 2026-03-01 09:30 UTC; marked as late" in ada
    assert "A newer file was handed in" in ada  # the receipt belongs to another file
    assert "5 of 9 points, so far: 1 task not marked yet" in bo


def test_when_the_release_has_headings_then_the_page_uses_them_with_the_ids_beside(
    tmp_path: Path,
) -> None:
    folder = _class(tmp_path)
    path = folder / "exercises" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    words = "# Count\n\n```\n# no title\n```", "## 1. A `rate` & <b>\n\nText.", "No heading."
    title, task, more = (v4.new_markdown_cell(text) for text in words)
    notebook.cells = [title, task, more, *notebook.cells]
    nbformat.write(notebook, path)
    journal(folder, graded("ada", 2, 0), graded("bo"))
    done = CliRunner().invoke(app, ["feedback", str(folder)])
    assert done.exit_code == 0, done.output
    text = (folder / "feedback" / "ada.html").read_text(encoding="utf-8")
    assert f"Count <small><code>{NAME}</code></small></h2>" in text
    expected = "<h3>1. A <code>rate</code> &amp; &lt;b&gt; <small><code>one</code></small></h3>"
    assert expected in text
    assert "<h3>Why? <small><code>why</code></small></h3>" in text


def test_when_nothing_is_graded_then_the_verb_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["feedback", str(course(tmp_path))])
    assert done.exit_code == 1
    assert "trilateral grade" in done.output


def test_when_nobody_is_called_so_then_the_verb_says_who_there_is(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["feedback", str(_class(tmp_path)), "--learner", "eve"])
    assert done.exit_code == 1
    assert "ada, bo" in done.output


def test_when_marks_are_missing_then_there_is_a_line_for_each_task(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["feedback", str(_class(tmp_path))])
    assert "no mark yet  03_coercion  why  2 learners (ada, bo)\n" in done.output


def test_when_the_submissions_are_elsewhere_then_their_receipts_are_found(tmp_path: Path) -> None:
    folder = _class(tmp_path)
    (folder / "submitted").rename(folder / "incoming")
    claim(folder / "incoming", folder, folder / "graded")
    CliRunner().invoke(app, ["feedback", str(folder)])
    ada = (folder / "feedback" / "ada.html").read_text(encoding="utf-8")
    assert "handed in 2026-03-01 09:30 UTC" in ada

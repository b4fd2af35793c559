"""The journal of grading keeps what a learner's code said, whatever that is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from tests.grading import small_course
from tests.grading.small_course import submission, submit
from trilateral.cli import app
from trilateral.grading.journal import GradingJournal, latest
from trilateral.grading.results import Grading

if TYPE_CHECKING:
    from pathlib import Path


def test_when_code_says_half_a_character_then_it_is_kept_escaped_and_all_verbs_continue(
    tmp_path: Path,
) -> None:
    place = small_course.write_course(tmp_path)
    work = submission({"total": "raise ValueError('half ' + chr(0xd83d))"})
    submit(place / "submitted", "ann", work)
    for words in (["grade", str(place / "submitted"), "--workers", "1"], ["feedback", str(place)]):
        done = CliRunner().invoke(app, words)
        assert (done.exit_code, done.exception) == (0, None), done.output
    (line,) = (place / "graded" / "journal.jsonl").read_text().splitlines()
    note = next(mark["note"] for mark in json.loads(line)["marks"] if mark["task"] == "total")
    assert "ValueError: half \\ud83d" in note
    assert "half \\ud83d" in (place / "feedback" / "ann.html").read_text(encoding="utf-8")


def test_when_repairs_are_kept_then_under_the_key_that_older_journals_have(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    grading = Grading("ann", "ps", "0" * 64, "t-l", (), repairs=("one: put back.",))
    with GradingJournal(path) as journal:
        assert journal.add(grading) == grading
    fields = json.loads(path.read_text(encoding="utf-8"))
    assert fields["mended"] == ["one: put back."]
    assert "repairs" not in fields
    assert latest(path) == {("ann", "ps"): grading}

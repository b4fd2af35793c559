"""``trilateral export``: what an instructor types and sees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from tests.grading.classroom import CLASS, NAME, course, graded, journal
from tests.grading.test_lms import HEADER, rows
from trilateral.cli import app
from trilateral.grading.roster import Learner, Roster, write_roster

if TYPE_CHECKING:
    from pathlib import Path


def _class(folder: Path) -> list[str]:
    course(folder)
    journal(folder, graded("ada"), graded("bo", None))
    write_roster(
        Roster([Learner("ada", "Ada", "Lovelace"), *CLASS.learners[1:]]), folder / "roster.csv"
    )
    like = folder / "canvas-export.csv"
    line = '"Lovelace, Ada",101,s1,lovelace,A,\n'
    like.write_text(HEADER.format("03_coercion (17)") + line, encoding="utf-8")
    return ["export", str(folder), "--lms", "canvas", "--like", str(like)]


def _stamps(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_when_there_is_a_gradebook_then_a_dry_run_leaves_it_and_says_the_same(
    tmp_path: Path,
) -> None:
    words = _class(tmp_path)
    _submit(tmp_path, "ada")
    real = CliRunner().invoke(app, words)
    place = tmp_path / "submitted" / "ada" / NAME / "timestamp.txt"
    place.write_text("2026-03-02 10:00:00 UTC", encoding="utf-8")  # would go into the gradebook
    before = _stamps(tmp_path)
    trial = CliRunner().invoke(app, [*words, "--dry-run"])
    assert trial.output == real.output.replace("marks in", "marks would be in")
    assert _stamps(tmp_path) == before


def test_when_the_gradebook_is_elsewhere_then_a_dry_run_is_refused(tmp_path: Path) -> None:
    words = _class(tmp_path)
    settings = "c = get_config()\nc.CourseDirectory.db_url = 'sqlite:////nowhere/gradebook.db'\n"
    (tmp_path / "nbgrader_config.py").write_text(settings, encoding="utf-8")
    done = CliRunner().invoke(app, [*words, "--dry-run"])
    assert "puts the gradebook elsewhere" in done.stderr


def _submit(folder: Path, learner: str) -> None:
    place = folder / "submitted" / learner / NAME
    place.mkdir(parents=True)
    (place / f"{NAME}.ipynb").write_bytes(b"{}")


def test_when_submissions_and_marks_do_not_fit_then_both_are_named(tmp_path: Path) -> None:
    words = _class(tmp_path)
    _submit(tmp_path, "ada")
    _submit(tmp_path, "eve")
    said = CliRunner().invoke(app, words).output
    assert "eve: 03_coercion was collected and never graded." in said
    assert "bo: 03_coercion has a mark, but its submission is no longer there." in said
    assert "ada: 03_coercion has" not in said


def test_when_it_is_like_an_export_then_what_differs_is_named(tmp_path: Path) -> None:
    words = _class(tmp_path)
    like = tmp_path / "canvas-export.csv"
    more = "    Points Possible,,,,,10\n" + '"Lovelace, Ada",101,,,A,\n"Day, Dee",9,,dee,A,\n'
    nobody = '"Student, Test",55,,0a1b,A,\n'
    like.write_text(HEADER.format("03_coercion (17)") + more + nobody, encoding="utf-8")
    said = CliRunner().invoke(app, words).output
    assert "canvas-export.csv has 10 points possible, 03_coercion has 9." in said
    assert "canvas-export.csv has 1 learner (Dee Day) not in the roster" in said
    assert "bo: is in the roster, but was not found in canvas-export.csv." in said
    like.write_text(HEADER.format("A 03 coercion (1),B 03 coercion (2)") + more, encoding="utf-8")
    said = CliRunner().invoke(app, words).output
    assert "has more than one column (A 03 coercion (1), B 03 coercion (2)) for it" in said
    assert "Give `--column '03_coercion=TITLE'`" in said


def test_when_it_is_a_dry_run_then_nothing_is_written_and_what_is_wrong_is_said(
    tmp_path: Path,
) -> None:
    words = _class(tmp_path)
    before = _stamps(tmp_path)
    done = CliRunner().invoke(app, [*words, "--dry-run"])
    assert done.exit_code == 1
    said = "2 learners (ada, bo): 03_coercion waits for a mark of why, one; left empty."
    assert said in done.output
    assert "0 marks would be in" in done.output
    assert _stamps(tmp_path) == before


def test_when_marks_are_exported_then_canvas_knows_everybody(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [*_class(tmp_path), "--partial", "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["marks"] == 2
    table = rows((tmp_path / "marks-canvas.csv").read_text(encoding="utf-8"))
    assert table[0][5] == "03_coercion (17)"
    assert table[2] == ["Lovelace, Ada", "101", "s1", "lovelace", "A", "5.00"]


def test_when_learners_go_by_canvas_number_and_there_is_no_roster_then_they_are_found(
    tmp_path: Path,
) -> None:
    words = _class(tmp_path)
    (tmp_path / "roster.csv").unlink()
    journal(tmp_path, graded("101"))
    CliRunner().invoke(app, [*words, "--partial"])
    table = rows((tmp_path / "marks-canvas.csv").read_text(encoding="utf-8"))
    assert table[2] == ["Lovelace, Ada", "101", "s1", "lovelace", "A", "5.00"]


def test_when_an_assignment_is_unknown_then_the_use_is_wrong(tmp_path: Path) -> None:
    words = [*_class(tmp_path), "--assignment", "nothing"]
    assert CliRunner().invoke(app, words).exit_code == 2

"""``trilateral export``: what an instructor types and sees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nbformat
import pytest
from typer.testing import CliRunner

from tests.grading.classroom import CLASS, NAME, course, graded, journal
from tests.grading.reports.test_layout import HEADER
from tests.grading.reports.test_marks import rows
from trilateral.cli import app
from trilateral.grading.people.roster import Learner, Roster, write_roster

if TYPE_CHECKING:
    from pathlib import Path

LINES = '    Points Possible,,,,,9\n"Lovelace, Ada",101,s1,lovelace,A,\n"Day, Dee",9,,dee,A,EX\n'


def _class(folder: Path) -> list[str]:
    course(folder)
    journal(folder, graded("ada"), graded("bo", None))
    write_roster(
        Roster([Learner("ada", "Ada", "Lovelace"), *CLASS.learners[1:]]), folder / "roster.csv"
    )
    like = folder / "canvas.csv"
    like.write_text(HEADER.format("03_coercion (17)") + LINES, encoding="utf-8")
    return ["export", str(folder), "--like", str(like)]


def _stamps(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_when_there_is_a_gradebook_then_a_dry_run_leaves_it_and_lists_what_would_change(
    tmp_path: Path,
) -> None:
    words = [*_class(tmp_path), "--partial"]
    _submit(tmp_path, "ada")
    trial = CliRunner().invoke(app, [*words, "--dry-run"])
    real = CliRunner().invoke(app, words)
    assert "new              03_coercion  ada  empty -> 5.00\n" in trial.stdout
    counted = "1 new marks, 0 changed, 0 cleared, 0 unchanged; 0 by others kept.\n"
    assert counted in trial.stdout
    assert counted in real.stdout
    before = _stamps(tmp_path)
    CliRunner().invoke(app, [*words, "--dry-run"])
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
    assert "eve: 03_coercion was collected but not graded." in said
    assert "bo: 03_coercion has a mark, but its submission no longer exists." in said
    assert "ada: 03_coercion has" not in said


def test_when_it_is_like_an_export_then_what_differs_is_named(tmp_path: Path) -> None:
    words = _class(tmp_path)
    like = tmp_path / "canvas.csv"
    more = LINES.replace(",9\n", ",10\n", 1) + '"Student, Test",55,,0a1b,A,\n'
    like.write_text(HEADER.format("03_coercion (17)") + more, encoding="utf-8")
    said = CliRunner().invoke(app, words).output
    assert "03_coercion: the file allows at most 10 points, but the assignment has 9." in said
    assert "canvas.csv has 1 learner (Dee Day) who are not in the roster" in said
    assert "bo: 03_coercion has a mark, but canvas.csv has no row for this learner." in said


def test_when_marks_are_exported_then_the_platforms_file_comes_back(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [*_class(tmp_path), "--partial", "--json"])
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert (told["new"], told["changed"], told["cleared"]) == (1, 0, 0)
    text = (tmp_path / "canvas-filled.csv").read_text(encoding="utf-8")
    assert text == (tmp_path / "canvas.csv").read_text(encoding="utf-8").replace(
        ",lovelace,A,", ",lovelace,A,5.00"
    )


def test_when_a_mark_changes_after_an_export_then_the_next_one_takes_it_and_no_other(
    tmp_path: Path,
) -> None:
    words = [*_class(tmp_path), "--partial"]
    CliRunner().invoke(app, words)
    filled = tmp_path / "canvas-filled.csv"
    filled.rename(tmp_path / "canvas.csv")  # uploaded, and exported again
    journal(tmp_path, graded("ada", 2, 0), graded("bo", None))
    done = CliRunner().invoke(app, words)
    assert "0 new marks, 1 changed, 0 cleared" in done.stdout
    assert ",lovelace,A,2.00" in filled.read_text(encoding="utf-8")
    like = tmp_path / "canvas.csv"
    like.write_text(like.read_text(encoding="utf-8").replace("5.00", "4.50"), encoding="utf-8")
    done = CliRunner().invoke(app, words)
    assert "0 changed, 0 cleared, 0 unchanged; 1 by others kept" in done.stdout
    assert "4.50 stays, not 2.00: no export of ours wrote it." in done.stdout
    done = CliRunner().invoke(app, [*words, "--overwrite", "ada"])
    assert "1 changed" in done.stdout


def test_when_learners_go_by_canvas_number_and_there_is_no_roster_then_they_are_found(
    tmp_path: Path,
) -> None:
    words = _class(tmp_path)
    (tmp_path / "roster.csv").unlink()
    journal(tmp_path, graded("101"))
    CliRunner().invoke(app, [*words, "--partial"])
    table = rows((tmp_path / "canvas-filled.csv").read_text(encoding="utf-8"))
    assert table[2] == ["Lovelace, Ada", "101", "s1", "lovelace", "A", "5.00"]


def test_when_a_list_is_in_no_known_language_then_its_columns_can_be_named(
    tmp_path: Path,
) -> None:
    words = [*_class(tmp_path), "--partial"]
    like = tmp_path / "canvas.csv"
    like.write_text("Kto,Numer,03_coercion\nAda Lovelace,ada,\n", encoding="utf-8")
    assert "Kto" in CliRunner().invoke(app, words).stderr
    CliRunner().invoke(app, [*words, "--columns", "id=Numer,name=Kto"])
    text = (tmp_path / "canvas-filled.csv").read_text(encoding="utf-8")
    assert text == "Kto,Numer,03_coercion\nAda Lovelace,ada,5.00\n"


def test_when_an_assignment_is_unknown_then_the_use_is_wrong(tmp_path: Path) -> None:
    words = [*_class(tmp_path), "--assignment", "nothing"]
    assert CliRunner().invoke(app, words).exit_code == 2


@pytest.mark.parametrize("verb", ["export", "feedback"])
def test_when_the_solution_is_another_since_then_nothing_leaves_until_it_is_graded_again(
    tmp_path: Path, verb: str
) -> None:
    _class(tmp_path)
    path = tmp_path / "solutions" / NAME / f"{NAME}.ipynb"
    solution = nbformat.read(path, as_version=4)
    solution.cells[0].source = "one = 3"
    nbformat.write(solution, path)
    done = CliRunner().invoke(app, [verb, str(tmp_path)])
    assert done.exit_code == 1
    assert "03_coercion (ada, bo). Run `trilateral grade` first" in done.stderr
    assert not (tmp_path / "marks.csv").exists()
    assert not (tmp_path / "feedback").exists()
    journal(tmp_path, graded("ada"))
    assert CliRunner().invoke(app, [verb, str(tmp_path)]).exit_code != 2
    assert (tmp_path / "marks.csv").exists() or (tmp_path / "feedback").exists()


def test_when_the_file_cannot_be_written_then_it_is_said(tmp_path: Path) -> None:
    words = [*_class(tmp_path), "--to", str(tmp_path / "nowhere" / "marks.csv")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1
    assert "marks.csv cannot be written: No such file" in done.stderr


def test_when_people_are_named_like_formulas_then_no_exported_cell_begins_like_one(
    tmp_path: Path,
) -> None:
    course(tmp_path)
    journal(tmp_path, graded("ada"))
    ada = Learner("ada", "a;=1+1", "\N{FULLWIDTH EQUALS SIGN}1+1", "ada@x.org")
    write_roster(Roster([ada]), tmp_path / "roster.csv")
    CliRunner().invoke(app, ["export", str(tmp_path)])
    text = (tmp_path / "marks.csv").read_text(encoding="utf-8")
    assert "a;'=1+1,'\N{FULLWIDTH EQUALS SIGN}1+1" in text

"""``trilateral grade``: what an instructor types and sees."""

from __future__ import annotations

import importlib
import importlib.util
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from tests.grading import small_course
from tests.grading.small_course import WRONG, submission, submit, write
from trilateral.cli import app
from trilateral.cli.grade import _lines
from trilateral.grading.book.place import claim
from trilateral.grading.errors import GradingError
from trilateral.grading.results import Grading, Mark, Standing
from trilateral.grading.run.engine import Run

RUN = CliRunner()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_course.write_course(tmp_path) / "submitted"


def test_when_a_class_is_graded_then_each_mark_and_each_oddity_is_told(folder: Path) -> None:
    submit(folder, "ann", submission())
    submit(folder, "bea", submission(WRONG, first="import os\nos._exit(0)"))
    write(submission(), folder / "cem" / "other" / "other.ipynb")
    told = RUN.invoke(app, ["grade", str(folder), "--workers", "1"])
    assert told.exit_code == 1
    assert "8 of 8  ps  ann" in told.stdout
    assert "1 of 8  ps  bea" in told.stdout
    assert "cell 2: this cell ended Python itself." in told.stdout
    assert "cem/other: not an assignment of this course" in told.stdout
    submit(folder, "bea", submission())
    again = RUN.invoke(app, ["grade", str(folder), "--json"])
    report = json.loads(again.stdout)
    assert report["graded_before"] == 1
    assert {change["task"] for change in report["changes"]} == set(WRONG)
    assert [graded["learner"] for graded in report["graded"]] == ["ann", "bea"]


def test_when_a_learner_hands_in_a_damaged_file_then_no_earlier_work_is_shown(folder: Path) -> None:
    submit(folder, "ann", submission(first="'an earlier word'"))
    RUN.invoke(app, ["grade", str(folder), "--workers", "1"])
    shown = folder.parent / "autograded" / "ann" / "ps" / "ps.ipynb"
    assert "an earlier word" in shown.read_text(encoding="utf-8")
    submit(folder, "ann", b"{")
    told = RUN.invoke(app, ["grade", str(folder), "--workers", "1"])
    assert "no mark  ps  ann" in told.stdout
    assert "an earlier word" not in shown.read_text(encoding="utf-8")
    assert not (folder.parent / "graded" / "ann" / "ps" / "ps.ipynb").exists()


def test_when_the_gradebook_is_gone_then_each_verb_rebuilds_it_and_says_so(folder: Path) -> None:
    submit(folder, "ann", submission())
    RUN.invoke(app, ["grade", str(folder), "--workers", "1"])
    for command in (["grade", str(folder)], ["feedback", str(folder.parent)]):
        (folder.parent / "gradebook.db").unlink()
        assert "The gradebook is missing and is rebuilt" in RUN.invoke(app, command).stderr
        assert "made anew" not in RUN.invoke(app, command).stderr


def test_when_most_were_graded_before_then_the_rate_is_that_of_the_rest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    grade = importlib.import_module("trilateral.cli.grade")
    clock = iter((0.0, 60.0, 66.0))
    monkeypatch.setattr(grade, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setenv("COLUMNS", "120")
    with grade._progress(102, visible=True) as (done, known):  # noqa: SLF001 -- it needs a clock
        known(100)
        done(None)
    assert "101/102 10 a minute, -:--:-- left" in capsys.readouterr().err


def test_when_there_is_no_submission_then_it_says_what_was_looked_for(folder: Path) -> None:
    folder.mkdir()
    told = RUN.invoke(app, ["grade", str(folder)])
    assert told.exit_code == 2
    assert "LEARNER/ASSIGNMENT" in told.stderr


def test_when_the_course_has_no_solutions_then_it_says_who_has_them(folder: Path) -> None:
    submit(folder, "ann", submission())
    for path in (folder.parent / "solutions").rglob("*.ipynb"):
        path.unlink()
    told = RUN.invoke(app, ["grade", str(folder)])
    assert told.exit_code == 1
    assert "Only an instructor's copy has them" in told.stderr


def test_when_the_extra_is_missing_then_it_says_how_to_install_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    told = RUN.invoke(app, ["grade", str(folder)])
    assert told.exit_code == 1
    assert "--extra grading" in told.stderr


def test_when_two_classes_would_be_mixed_then_the_second_is_refused(folder: Path) -> None:
    submit(folder, "ann", submission())
    other = folder.parent / "other"
    submit(other, "bea", submission())
    far = folder.parent / "far" / "submitted"
    submit(far, "cem", submission())
    assert RUN.invoke(app, ["grade", str(folder), "--workers", "1"]).exit_code == 0
    told = RUN.invoke(app, ["grade", str(other), "--to", str(other / "graded")])
    assert told.exit_code == 1
    assert "two classes' marks would be mixed" in told.stderr
    claim(folder, folder.parent, folder.parent / "graded")  # the same again is well
    with pytest.raises(GradingError, match="has the marks of the submissions in"):
        claim(far, folder.parent, folder.parent / "graded")


def test_when_there_are_written_tasks_then_it_says_where_they_wait() -> None:
    one = Grading("ann", "ps", "a", "v", (Mark("why", Standing.WRITTEN, None, 8.0),))
    report = Run([one])
    assert "formgrader: ps (8)." in list(_lines(report, [], (), Path("j")))[-1]


def test_when_help_is_asked_for_then_there_is_an_example() -> None:
    told = RUN.invoke(app, ["grade", "--help"])
    assert "Example: trilateral grade submitted" in told.stdout


def test_when_some_are_asked_for_then_only_their_work_is_graded(folder: Path) -> None:
    for learner in ("ann", "bea"):
        submit(folder, learner, submission())
    write(submission(), folder / "cem" / "other" / "other.ipynb")
    words = ["grade", str(folder), "--workers", "1", "--learner", "bea", "--assignment", "ps"]
    told = RUN.invoke(app, [*words, "--json"])
    assert told.exit_code == 0, told.output
    assert [one["learner"] for one in json.loads(told.stdout)["graded"]] == ["bea"]
    for kind in ("learner", "assignment"):
        refused = RUN.invoke(app, ["grade", str(folder), f"--{kind}", "nobody"])
        assert refused.exit_code == 2
        said = " ".join(refused.stderr.replace("│", "").split())
        assert f"nothing was handed in for the {kind} 'nobody'" in said


def test_when_a_notebook_has_plain_asserts_then_it_is_skipped_and_the_rest_is_graded(
    folder: Path,
) -> None:
    course = folder.parent
    for room in ("solutions", "exercises"):
        notebook = small_course.solution()
        for cell in notebook.cells:
            if cell.metadata.nbgrader.grade:
                cell.source = f"assert {cell.metadata.nbgrader.grade_id}"
        write(notebook, course / room / "old" / "old.ipynb")
    submit(folder, "ann", submission())
    write(submission(), folder / "ann" / "old" / "old.ipynb")
    told = RUN.invoke(app, ["grade", str(folder), "--workers", "1"])
    assert told.exit_code == 0, told.output
    assert "8 of 8  ps  ann" in told.stdout
    assert (
        "old is skipped: the checks of total, counts, rate, word are not made with" in told.stderr
    )
    assert "no submission" not in told.stdout

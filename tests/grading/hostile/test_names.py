"""A name that somebody chose cannot add a line of results, nor steer a terminal."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from nbformat.v4 import new_code_cell
from typer.testing import CliRunner

from tests.assignments.samples import EXERCISE
from tests.assignments.samples import NAME as LESSON
from tests.grading import small_course
from tests.grading.classroom import written
from tests.grading.small_course import NAME, submission, submit
from tests.quiz.statements import answered
from trilateral.cli import app
from trilateral.printing import one_line, visible, visible_json

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

FORGED = "FORGED 12 of 12  ps  ann"
ENDS = [
    "\n",
    "\r",
    "\r\n",
    "\x0b",
    "\x0c",
    "\x85",
    "\u2028",
    "\u2029",
    "\x1b[2K\x1b[G",
    "\x9b2K",
    "\b" * 9,
]
NASTY = "x" + "".join(f"{end}{FORGED}" for end in ENDS) + "\u202eeno\u2066"
SHORT = f"x\n{FORGED}\x1b[2K\u202e"
"""The same within what a file may be called."""


def run(*words: object) -> Result:
    return CliRunner().invoke(app, list(map(str, words)))


def honest(output: str) -> bool:
    """Whether a terminal shows each line as one, and none of them is somebody else's."""
    hidden = {
        letter for letter in output if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp")
    }
    begun = [line for line in output.split("\n") if line.strip().startswith("FORGED")]
    return hidden <= {"\n"} and not begun


def cell(code: str) -> Any:  # noqa: ANN401 -- a notebook's cell
    made = new_code_cell(code, id="nasty")
    made.metadata.nbgrader = {"grade_id": NASTY, "locked": False, "solution": False, "grade": False}
    return made


@pytest.mark.parametrize(
    "text", [NASTY, "a" * 500, "\ud83d", "\U000e0001", "\ufeff", "a  b", "\u200b" * 90, "💥" * 90]
)
def test_when_a_text_is_printed_then_it_is_one_short_line_of_visible_characters(text: str) -> None:
    line = one_line(text)
    assert "  " not in line
    assert len(line) <= 80
    assert one_line(line) == line
    assert not any(unicodedata.category(letter)[0] == "C" for letter in line if letter != "💥")
    assert len(visible(text).splitlines()) == 1
    shown = visible_json(json.dumps({"a": text}, ensure_ascii=False))
    assert json.loads(shown) == {"a": text}
    assert visible(shown) == shown


def test_when_cells_folders_and_errors_are_named_to_forge_then_no_verb_prints_a_line_of_it(
    tmp_path: Path,
) -> None:
    place = small_course.write_course(tmp_path)
    submitted = place / "submitted"
    work = submission({"total": f"raise ValueError({NASTY!r})", "rate": "while True: pass"})
    work.cells.insert(1, cell("import os\nos._exit(0)"))
    work.cells.insert(2, cell(f"raise ValueError({NASTY!r})"))
    submit(submitted, "ann", work)
    submit(submitted, SHORT, submission())
    small_course.write(submission(), submitted / "bea" / SHORT / "x.ipynb")
    grade = run("grade", submitted, "--workers", "1", "--seconds", "1")
    assert "ended Python itself" in grade.stdout
    assert "did not end within 1 seconds" in grade.stdout or "took longer" in grade.stdout
    assert grade.stdout.count("no submission") == 2
    (place / "roster.csv").write_text(f"id,name\nann,Ann \x1b[2K\u2028{FORGED}\nbea,Bea\n")
    said = [grade, run("grade", submitted, "--json"), run("feedback", place), run("export", place)]
    said.append(run("items", place))
    for done in said:
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert honest(done.stdout), done.stdout
    report = json.loads(said[1].stdout)
    assert SHORT in "".join(report["no_submission"])  # for a script it is what it is


def test_when_files_and_people_are_named_to_forge_then_collecting_prints_no_line_of_it(
    tmp_path: Path,
) -> None:
    place = small_course.write_course(tmp_path)
    source = place / "in"
    for name in (f"{SHORT}.ipynb", f"{SHORT}_{NAME}.ipynb", f"{SHORT}.txt", f"{SHORT}/ps/ps.ipynb"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(written())
    roster = place / "class.csv"
    roster.write_text(f"id,name\nann,Ann \u202e\x1b[2K{FORGED}\nbea,Bea\n", encoding="utf-8")
    small_course.write(submission(), source / f"ann_{NAME}.ipynb")
    done = run("collect", source, "--to", place / "submitted", "--roster", roster)
    assert done.exit_code == 1
    assert sum(line.startswith("unmatched ") for line in done.stdout.splitlines()) == 4
    assert honest(done.stdout), done.stdout


def test_when_an_exercise_is_named_to_forge_then_checking_it_prints_no_line_of_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00_start_here.ipynb").write_text("{}")
    mine = json.loads(EXERCISE.read_text())
    mine["metadata"]["trilateral"]["assignment"] = NASTY
    mine["metadata"]["trilateral"]["tasks"][0]["id"] = NASTY
    checks = [at for at, each in enumerate(mine["cells"]) if "@task(" in "".join(each["source"])]
    mine["cells"].insert(checks[-1], cell(f"raise ValueError({NASTY!r})"))
    file = tmp_path / f"{LESSON}.ipynb"
    file.write_text(json.dumps(mine))
    done = run("check", file)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Python said ValueError" in done.stdout
    assert honest(done.stdout), done.stdout


def test_when_records_are_named_to_forge_then_items_prints_no_line_of_them(tmp_path: Path) -> None:
    flat = NASTY.replace("/", "")
    lines = [
        answered(flat, flat, lesson=flat, learner=f"l{at}{flat}", score=1.0) for at in range(3)
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    done = run("items", small_course.write_course(tmp_path / "course"), "--records", tmp_path)
    assert done.exit_code == 0, done.output
    assert "N = 3" in done.stdout
    assert honest(done.stdout), done.stdout


def test_when_an_error_names_what_somebody_named_then_it_forges_no_line(tmp_path: Path) -> None:
    folder = tmp_path / SHORT
    folder.mkdir()
    roster = folder / "class.csv"
    roster.write_text('id\n"')
    place = small_course.write_course(tmp_path / "course")
    (place / "in").mkdir()
    done = run("collect", place / "in", "--to", place / "submitted", "--roster", roster)
    assert done.exit_code == 1
    assert "trilateral: " in done.stderr
    assert honest(done.stderr)

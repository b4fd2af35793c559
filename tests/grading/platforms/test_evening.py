"""A class's evening: from a platform's zip to the three files to upload, in five commands."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any, Literal

import nbformat
import pytest
from typer.testing import CliRunner

from tests.grading import small_course
from tests.grading.confined import LACKING, WHY
from tests.grading.small_course import NAME, WRONG, submission
from tests.quiz.exports import moodle_reader, qti_reader
from tests.tiers import tiers
from trilateral.cli import app
from trilateral.grading.reports.table_file import parse

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(bool(LACKING), reason=WHY)

Platform = Literal["moodle", "canvas"]
LEARNERS = [
    (number, first, last)
    for number, (first, last) in enumerate(
        [
            *[("José", "Núñez Ñuñez"), ("Seán", "O'Brien"), ("太郎", "山田"), ("Binti", "")],
            *[("Maria", "Cruz"), ("Maria", "Cruz"), ("Ana", "Reyes, Jr."), ("=1+1", "Formula")],
            *((f"Given{chr(97 + n)}", f"Family{chr(97 + n)}") for n in range(26)),
            *((f"Gi{chr(97 + n)}", f"Fa{chr(97 + n)}") for n in range(6)),
        ],
        401,
    )
]
ABSENT = {405, 440}


def work(number: int) -> bytes:
    """Return a learner's notebook: the bits of the number say which answers are wrong."""
    wrong = {task: WRONG[task] for bit, task in enumerate(WRONG) if number >> bit & 1}
    return str(nbformat.writes(submission(wrong))).encode()


def moodle(folder: Path) -> None:
    """Write what Moodle would let one download."""
    head = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade"]
    head += ["Grade can be changed", "Last modified (grade)", "Feedback comments"]
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        rows = [head]
        for number, first, last in LEARNERS:
            name = f"{first} {last}"
            address = f"l{number}@example.org"
            rows.append([f"Participant {number}", name, address, "", "", "12.00", "Yes", "-", ""])
            if number not in ABSENT:
                place = f"{name.replace(chr(39), '')}_{number}_assignsubmission_file"
                archive.writestr(f"{place}/{NAME}.ipynb", work(number))
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerows(rows)
    (folder / "list.csv").write_text("\ufeff" + text.getvalue(), encoding="utf-8")


def canvas(folder: Path) -> None:
    """Write what Canvas would let one download."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{NAME} (77)", "Quiz (78)"]
    rows = [head, ["    Points Possible", "", "", "", "", "12.0", "5.0"]]
    with zipfile.ZipFile(folder / "submissions.zip", "w") as archive:
        for number, first, last in LEARNERS:
            name = f"{last}, {first}" if last else first
            mark = "EX" if number == 406 else ""
            rows.append([name, str(number), f"s{number}", f"l{number}", "A", mark, "4.0"])
            if number not in ABSENT:
                letters = "".join(letter for letter in name.casefold() if letter.isalpha())
                archive.writestr(f"{letters}_{number}_9{number}_{NAME}.ipynb", work(number))
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    (folder / "list.csv").write_text(text.getvalue(), encoding="utf-8", newline="")


def run(*words: str) -> str:
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code in (0, 1), done.output
    return done.stdout


@pytest.mark.parametrize("platform", tiers(("moodle", "canvas"), "moodle"))
def test_when_forty_hand_in_then_five_commands_make_the_three_files_to_upload(
    tmp_path: Path, platform: Platform
) -> None:
    folder = small_course.write_course(tmp_path)
    {"moodle": moodle, "canvas": canvas}[platform](folder)
    before = (folder / "list.csv").read_bytes()
    submitted, like = str(folder / "submitted"), str(folder / "list.csv")
    zipped = str(folder / "submissions.zip")
    questions = folder / "questions"
    run("collect", zipped, "--roster", like, "--assignment", NAME, "--to", submitted)
    graded = json.loads(run("grade", submitted, "--json"))["graded"]
    run("export", str(folder), "--like", like, "--partial")
    run("feedback", str(folder), "--zip", platform)
    form = "moodle-xml" if platform == "moodle" else "qti"
    run("quiz", "export", "--to", form, "--file", str(questions))

    assert len(graded) == len(LEARNERS) - len(ABSENT) == 38
    marks = {one["sha256"]: one for one in graded}
    assert len({sum(mark["points"] or 0 for mark in one["marks"]) for one in marks.values()}) > 3
    _marks(folder, platform, graded)
    file = zipfile.ZipFile(folder / f"feedback-{NAME}-{platform}.zip")
    assert len(file.namelist()) == 38
    reader = moodle_reader if platform == "moodle" else qti_reader
    assert len(reader.read(questions.read_bytes())[1]) > 40
    assert (folder / "list.csv").read_bytes() == before


def _marks(folder: Path, platform: Platform, graded: list[dict[str, Any]]) -> None:
    """See that each person's cell has that person's mark, and the rest is as it was."""
    old = parse((folder / "list.csv").read_bytes(), "list.csv").cells
    new = parse((folder / "list-filled.csv").read_bytes(), "list-filled.csv").cells
    earned = {
        str(one["learner"]): sum(mark["points"] or 0 for mark in one["marks"]) for one in graded
    }
    column = 4 if platform == "moodle" else 5
    words = {8} if platform == "moodle" else set()
    for was, now in zip(old, new, strict=True):
        others = [place for place in range(len(was)) if place not in {column, *words}]
        assert [was[place] for place in others] == [now[place] for place in others]
        who = now[2] if platform == "moodle" else now[3]
        if was[column] == "EX" or who not in earned:
            assert now[column] == was[column]
        else:
            assert now[column] == f"{earned[who]:.2f}"

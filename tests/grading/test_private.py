"""What a class hands in, and its marks, are readable by the account that grades and no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.grading import small_course
from tests.grading.small_course import NAME, submission, write


def test_when_the_umask_is_open_then_all_of_a_class_is_private_all_the_same(tmp_path: Path) -> None:
    course = small_course.write_course(tmp_path)
    (course / "in").mkdir()
    roster = course / "class.csv"
    ours = {*course.rglob("*"), roster, course / "in" / f"ann_{NAME}.ipynb"}
    (course / "submitted").mkdir()
    (course / "submitted").chmod(0o777)
    work = course / "in" / f"ann_{NAME}.ipynb"
    for verb, others, answers in (
        (["collect", "in", "--roster", "class.csv"], "bob,Bob", small_course.RIGHT),
        (["grade", "--workers", "1"], "", {}),
        (["collect", "in", "--roster", "class.csv"], "cem,Cem", small_course.WRONG),
        (["feedback"], "", {}),
        (["export"], "", {}),
    ):
        if others:
            roster.write_text(f"id,name\nann,Ann\n{others}\n")
            write(submission(answers), work)
        done = subprocess.run(
            [Path(sys.executable).with_name("trilateral"), *verb],
            cwd=course,
            umask=0,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
    made = [path for path in course.rglob("*") if path not in ours and not path.is_symlink()]
    names = {path.name for path in made}
    assert names >= {"gradebook.db", "roster.csv", "receipt.json", "journal.jsonl", "ann.html"}
    assert names >= {"marks.csv", "roster.old.csv", ".earlier"}
    shown = {str(path.relative_to(course)) for path in made if path.stat().st_mode & 0o077}
    assert not shown

"""Hostile code gets a named reason, and touches nothing but its own submission."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_code_cell

from tests.grading.conftest import LIMITS
from tests.grading.hostile.corpus import EVERYTHING, Attack
from tests.grading.small_course import NAME, POSSIBLE, WRONG, submission, submit
from trilateral.grading.results import Standing
from trilateral.grading.run.unit import remove
from trilateral.grading.sandbox.processes import Warm

if TYPE_CHECKING:
    from tests.grading.conftest import Classroom
    from trilateral.grading.limits import Limits
    from trilateral.grading.results import Grading


NOBODY = 65534


def state(folder: Path) -> dict[str, str]:
    """Return every file below a folder with its content and rights, but for what is graded."""
    return {
        str(path): f"{path.stat().st_mode:o} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in folder.rglob("*")
        if path.is_file() and "ann" not in path.parts
    }


def left_running(classroom: Classroom) -> list[str]:
    """Return the processes below the warm one, but for the marker."""
    warm = classroom.bench.warm
    found = {pid for parent in (warm.pid, warm.marker_pid) for pid in children(parent)}
    return sorted(found - {str(warm.marker_pid)})


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def left_behind(classroom: Classroom) -> list[Path]:
    """Return what is left of the folders that submissions were run in."""
    assert classroom.bench.work
    return list(classroom.bench.work.iterdir())


@pytest.fixture(scope="module")
def honest(classroom: Classroom) -> Grading:
    return classroom.grade(submission(), "honest")


@pytest.mark.parametrize("attack", EVERYTHING.values(), ids=EVERYTHING.keys())
def test_when_a_submission_attacks_then_it_is_named_and_nothing_else_is_touched(
    classroom: Classroom, honest: Grading, attack: Attack
) -> None:
    course = classroom.course.folder
    before = state(course)
    code = attack.code.replace("COURSE", repr(str(course)))
    graded = classroom.grade(submission(first=code))

    said = [*graded.incidents, *classroom.shown(graded)]
    assert not attack.said or re.search(attack.said, "\n".join(said)), said
    assert not graded.unsettled
    assert graded.possible == POSSIBLE
    assert graded.points == attack.points

    assert state(course) == before
    assert not left_behind(classroom)
    assert not left_running(classroom)
    assert classroom.grade(submission(), "honest") == honest


def test_when_an_answer_cell_ends_python_then_only_its_own_task_is_lost(
    classroom: Classroom,
) -> None:
    graded = classroom.grade(submission({"counts": "import os\nos._exit(0)"}))
    by_task = {mark.task: mark for mark in graded.marks}
    assert by_task["counts"].points == 0
    assert "counts-answer: this cell ended Python itself" in by_task["counts"].note
    assert graded.points == POSSIBLE - 2


def test_when_an_answer_cell_loops_then_only_its_own_task_is_timed_out(
    classroom: Classroom,
) -> None:
    graded = classroom.grade(submission({"counts": "while True: pass"}))
    by_task = {mark.task: mark for mark in graded.marks}
    assert by_task["counts"].standing.value == "timed out"
    assert graded.points == POSSIBLE - 2


def test_when_a_wrong_answer_is_followed_by_a_loop_then_its_task_is_timed_out(
    classroom: Classroom,
) -> None:
    graded = classroom.grade(submission({"counts": f"{WRONG['counts']}\nwhile True: pass"}))
    by_task = {mark.task: mark for mark in graded.marks}
    assert by_task["counts"].standing is Standing.TIMED_OUT


def test_when_three_cells_end_python_then_each_costs_its_own_task(classroom: Classroom) -> None:
    answers = dict.fromkeys(("total", "counts", "rate"), "import os\nos._exit(0)")
    graded = classroom.grade(submission(answers))
    assert graded.points == POSSIBLE - 6


def test_when_each_cell_writes_a_little_then_it_is_added_up(classroom: Classroom) -> None:
    notebook = submission()
    for number in range(20):
        code = (
            f"import time\nfor n in range(40): open(f'{number}-{{n}}', 'w').close()\ntime.sleep(.1)"
        )
        notebook.cells.insert(1, new_code_cell(code))
    graded = classroom.grade(notebook)
    assert any("more files than there is room for" in said for said in graded.incidents)


def test_when_a_folder_is_closed_to_its_owner_then_it_is_removed_all_the_same(
    tmp_path: Path,
) -> None:
    is_root = os.getuid() == 0
    if is_root:
        try:
            os.chown(tmp_path, NOBODY, NOBODY)
        except PermissionError:
            is_root = False  # but in name: it has no capabilities, and folders are closed to it
    child = os.fork()
    if not child:
        with suppress(BaseException):
            if is_root:
                os.seteuid(NOBODY)
            os.chdir(tmp_path)
            for mode in (0, 0o300):
                (Path("work") / f"{mode}" / "inner").mkdir(parents=True)
                (Path("work") / f"{mode}" / "inner" / "file").touch()
                (Path("work") / f"{mode}").chmod(mode)
            remove(Path("work"))
        os._exit(Path("work").exists())
    assert os.waitpid(child, 0)[1] == 0


FUNCTIONS = {
    "loops": ("def rate(a, b):\n    while True: pass", "too long"),
    "loops for good": (
        (
            "def rate(a, b):\n    while True:\n        try:\n            while True: pass\n"
            "        except BaseException: pass"
        ),
        "too long|did not end",
    ),
    "ends python": ("def rate(a, b):\n    import os\n    os._exit(0)", "ended Python itself"),
    "says too much": ("def rate(a, b):\n    raise ValueError('é' * 60_000)", "ValueError"),
    "ends an iteration": ("def rate(a, b):\n    raise StopIteration", "StopIteration"),
    "raises an exit": ("def rate(a, b):\n    raise SystemExit", "SystemExit|RuntimeError"),
    "returns itself": ("def rate(a, b):\n    return rate", ""),
    "returns too much": ("def rate(a, b):\n    return list(range(10**6))", "too large|Refusal"),
}


@pytest.mark.parametrize(("code", "said"), FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_when_a_learners_function_attacks_then_only_its_own_task_is_lost(
    classroom: Classroom, code: str, said: str
) -> None:
    graded = classroom.grade(submission({"rate": code}))
    by_task = {mark.task: mark for mark in graded.marks}
    assert by_task["rate"].points == 0
    assert re.search(said, " ".join((by_task["rate"].note, *by_task["rate"].messages)))
    assert graded.points == POSSIBLE - 2
    assert not left_running(classroom)


COLLIDING = """
from trilateral.grading.sandbox import learner
colliding = [n * (2**61 - 1) for n in range(60_000)]
learner.encode = lambda *_: f'["set", {colliding}]'.encode()
"""
"""A set of which every member has the same hash."""


@pytest.mark.parametrize("limits", [LIMITS, replace(LIMITS, cell=30, whole=2, patience=10)])
def test_when_an_answer_is_slow_to_check_then_its_own_task_is_timed_out(
    classroom: Classroom, honest: Grading, limits: Limits
) -> None:
    patient = replace(classroom, bench=replace(classroom.bench, limits=limits))
    graded = patient.grade(submission({"word": COLLIDING}))
    by_task = {mark.task: mark for mark in graded.marks}
    assert by_task["word"].standing is Standing.TIMED_OUT
    assert by_task["word"].points == 0
    assert "kept the check busy for too long" in by_task["word"].note
    assert graded.points == POSSIBLE - 2
    assert not left_running(classroom)
    assert classroom.grade(submission(), "honest") == honest


SHOWING = """
class Much:
    def _repr_mimebundle_(self, **_):
        return {"application/json": [{} for _ in range(40_000)]}
Much()
"""


def test_when_a_notebook_shows_more_values_than_are_kept_then_it_is_said_so(
    classroom: Classroom,
) -> None:
    notebook = submission()
    for number in range(6):
        notebook.cells.insert(1, new_code_cell(SHOWING, id=f"much-{number}"))
    graded = classroom.grade(notebook)
    shown = classroom.shown(graded)
    assert sum("application/json" in text for text in shown) == 2
    assert sum("[This cell's output is too large to keep.]" in text for text in shown) == 4
    assert graded.points == POSSIBLE


UTF_16 = """
import types
from trilateral.grading.sandbox import learner
output = '[{"output_type": "stream", "name": "stdout", "text": "well"}]'
sent = types.SimpleNamespace(encode=lambda: output.encode("utf-16-le"))
learner.json = types.SimpleNamespace(dumps=lambda _: sent)
"""
"""In it, quotes and brackets would be counted in characters that have none."""


def test_when_what_is_shown_is_not_in_utf_8_then_it_is_left_out(classroom: Classroom) -> None:
    graded = classroom.grade(submission(first=UTF_16))
    assert not any("well" in text for text in classroom.shown(graded))
    assert graded.points == POSSIBLE


def test_when_a_class_has_an_attacker_then_the_others_files_stay(classroom: Classroom) -> None:
    other = submit(classroom.submitted, "bea", submission())
    content = other.read_bytes()
    classroom.grade(submission(first=f"open({str(other)!r}, 'w').write('')"))
    assert other.read_bytes() == content


SHADOW = "raise SystemExit('a submission was imported')\n"


def test_when_submissions_are_named_like_modules_then_they_are_not_imported(
    classroom: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pandas", "altair", "json", "trilateral"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(SHADOW)
    monkeypatch.chdir(tmp_path)
    course = classroom.course
    warm = Warm({NAME: course.solution(NAME)}, [course.release(NAME)])
    try:
        assert set(warm.tasks[NAME]) == {"total", "counts", "rate", "word"}
    finally:
        warm.close()

"""A class graded on a Dask cluster: the same marks, each once, and nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.grading import small_course
from tests.grading.confined import needs_confinement
from tests.grading.corpus_class import whole_class
from tests.grading.run.dask_cluster import (
    BIN,
    NAMES,
    PATIENT,
    cluster,
    gone,
    graded_there,
    joined,
    lines,
    pids,
    worker,
)
from tests.grading.run.test_engine import CLASS
from tests.grading.run.test_interruption import PATIENCE, called, warm_processes
from tests.grading.small_class import hand_in
from tests.grading.small_course import NAME, POSSIBLE, WRONG, submission
from tests.tasks.proof import ROOT
from tests.tiers import tiers
from trilateral.cli import app
from trilateral.grading.limits import Limits
from trilateral.grading.run.course import Course, find_course
from trilateral.grading.run.engine import run
from trilateral.grading.run.settings import Settings
from trilateral.grading.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from distributed import LocalCluster

    from trilateral.grading.results import Grading

pytestmark = needs_confinement

RUN = CliRunner()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Two workers; once they are closed, none of them is left."""
    folder = tmp_path_factory.mktemp("dask")
    with cluster(folder, 2) as made:
        yield made
        warm = [pid for one in pids(made.scheduler_address) for pid in warm_processes(one)]
    assert not any(called(pid) for pid in warm)
    assert not [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return find_course(small_course.write_course(tmp_path), PATIENT)


def test_when_a_cluster_grades_then_marks_and_notebooks_are_as_on_one_machine(
    course: Course, two: LocalCluster
) -> None:
    hand_in(course, {**CLASS, "ida": b" " * 60_000_000})
    warm: list[int] = []

    def look(_: Grading) -> None:
        warm.extend(pid for one in workers for pid in warm_processes(one))

    workers = pids(two.scheduler_address)
    there = graded_there(course, two.scheduler_address, done=look)
    assert len(set(warm)) == 2  # one for each worker
    assert not any(called(pid) for pid in warm)
    here = graded_there(course, to="here")
    assert there.graded == here.graded
    assert not there.unconfined
    for learner in CLASS:
        kept = [course.folder / to / learner / NAME / f"{NAME}.ipynb" for to in ("graded", "here")]
        assert kept[0].is_file() == kept[1].is_file() == (learner != "fay")
        if kept[0].is_file():
            assert kept[0].read_bytes() == kept[1].read_bytes()


def test_when_data_were_handed_in_then_they_travel_to_the_worker(
    course: Course, two: LocalCluster
) -> None:
    work = submission({"total": "total = int(open('in/n.txt').read())"})
    path = small_course.submit(course.folder / "submitted", "ann", work)
    (path.parent / "in").mkdir()
    (path.parent / "in" / "n.txt").write_text("42")
    one = Submission("ann", NAME, path, ("in/n.txt",))
    settings = Settings(PATIENT, scheduler=two.scheduler_address)
    (graded,) = run(course, [one], course.folder / "graded" / "journal.jsonl", settings).graded
    assert graded.points == POSSIBLE


@pytest.mark.matrix  # a cluster repeats what one machine does
def test_when_real_assignments_are_graded_then_marks_are_those_of_the_corpus(
    tmp_path: Path, two: LocalCluster
) -> None:
    handed = whole_class()[13:40:10]
    waiting = [
        Submission(one.learner, one.assignment, one.submit(tmp_path / "submitted"))
        for one in handed
    ]
    settings = Settings(Limits(), scheduler=two.scheduler_address)
    report = run(find_course(ROOT, Limits()), waiting, tmp_path / "graded" / "j", settings)
    found = [
        {mark.task: mark.points for mark in graded.marks if mark.points is not None}
        for graded in report.graded
    ]
    assert found == [one.marks() for one in handed]


@pytest.mark.parametrize("how", tiers(["kill", "leave"], "kill"))
def test_when_workers_are_lost_then_their_submissions_are_run_elsewhere(
    course: Course, two: LocalCluster, tmp_path: Path, how: str
) -> None:
    hand_in(course, {name: submission() for name in NAMES[::2]})
    hand_in(course, {name: submission(WRONG) for name in NAMES[1::2]})
    warm: list[int] = []

    def lose(_: Grading) -> None:
        match how, len(lines(course)):
            case ("kill", 2):
                end(nannied, signal.SIGKILL)
            case ("kill", 4):
                end(alone, signal.SIGKILL)
            case ("leave", 2):
                end(alone, signal.SIGTERM)

    def end(pid: int, how: signal.Signals) -> None:
        warm.extend(warm_processes(pid))
        os.kill(pid, how)

    address = two.scheduler_address
    nannied = pids(address)[0]
    with worker(address, tmp_path) as alone:
        joined(address, 3)
        report = graded_there(course, address, done=lose)
    assert len(warm) == {"kill": 2, "leave": 1}[how]
    assert gone(warm)
    assert [one.points for one in report.graded] == [POSSIBLE, 1] * (len(NAMES) // 2)
    assert [line["learner"] for line in lines(course)] == NAMES
    joined(address, 2)


def test_when_the_command_is_interrupted_then_the_same_one_resumes(
    course: Course, two: LocalCluster
) -> None:
    slow = submission(first="import time; time.sleep(0.3)")
    hand_in(course, dict.fromkeys(NAMES, slow))
    arguments = ["grade", str(course.folder / "submitted"), "--scheduler", two.scheduler_address]
    for how, count in ((signal.SIGINT, 2), (signal.SIGKILL, 5)):
        interrupted(course, arguments, how, count)
        assert len(lines(course)) < len(NAMES)
    before = len(lines(course))
    again = RUN.invoke(app, [*arguments, "--json"])
    assert again.exit_code == 0, again.stderr
    report = json.loads(again.stdout)
    assert report["graded_before"] == before
    assert {one["learner"] for one in report["graded"]} == set(NAMES)
    assert [line["learner"] for line in lines(course)] == NAMES
    assert not report["not_confined"]


def interrupted(course: Course, arguments: list[str], how: signal.Signals, count: int) -> None:
    """Send a signal when so many are in the journal, and see that it reaches the workers."""
    program = [str(BIN / "trilateral"), *arguments]
    workers = pids(arguments[-1])
    with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        until = time.monotonic() + PATIENCE
        while len(lines(course)) < count:
            assert time.monotonic() < until
            assert running.poll() is None
            time.sleep(0.01)
        warm = [pid for one in workers for pid in warm_processes(one)]
        running.send_signal(how)
    assert len(warm) == 2
    assert gone(warm)

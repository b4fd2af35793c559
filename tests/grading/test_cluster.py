"""A class graded on a Dask cluster: the same marks, each once, and nothing left behind."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import dask
import pytest
from typer.testing import CliRunner

import trilateral
from tests.grading import small_course
from tests.grading.conftest import LIMITS
from tests.grading.corpus_class import whole_class
from tests.grading.dask_cluster import BIN, cluster, gone, joined, pids, worker
from tests.grading.small_class import hand_in
from tests.grading.small_course import NAME, POSSIBLE, WRONG, submission
from tests.grading.test_engine import CLASS
from tests.grading.test_interruption import called, warm_processes
from tests.tasks.proof import ROOT
from trilateral.cli import app
from trilateral.grading.confinement import layers
from trilateral.grading.course import Course, find_course, find_submissions
from trilateral.grading.engine import Run, Settings, run
from trilateral.grading.errors import GradingError
from trilateral.grading.limits import Limits
from trilateral.grading.results import Graded, Standing
from trilateral.grading.submission import Submission
from trilateral.paths import data_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed import LocalCluster

pytestmark = pytest.mark.skipif(
    any(layer.missing for layer in layers()), reason="this system lacks a layer of confinement"
)

PATIENT = replace(LIMITS, patience=30.0)
"""Many processes share few cores here, and no test waits for the clock on the wall."""
RUN = CliRunner()
NAMES = [f"learner-{number:02}" for number in range(12)]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Two workers; once they are closed, nothing of them is left."""
    folder = tmp_path_factory.mktemp("dask")
    with cluster(folder, 2) as made:
        yield made
        warm = [pid for one in pids(made.scheduler_address) for pid in warm_processes(one)]
    assert not any(called(pid) for pid in warm)
    assert not [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[LocalCluster]:
    """A scheduler without workers."""
    with cluster(tmp_path / "dask") as made:
        yield made


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return find_course(small_course.write_course(tmp_path), PATIENT)


def graded(
    course: Course,
    address: str = "",
    *,
    to: str = "graded",
    trusted: bool = False,
    done: Callable[[Graded], None] = lambda _: None,
) -> Run:
    found, _ = find_submissions(course.folder / "submitted", course)
    settings = Settings(PATIENT, 2, trusted, scheduler=address)
    return run(course, found, course.folder / to / "journal.jsonl", settings, done)


def each_once(course: Course) -> list[dict[str, Any]]:
    journal = course.folder / "graded" / "journal.jsonl"
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    return sorted(lines, key=lambda line: str(line["learner"]))


def test_when_a_cluster_grades_then_marks_and_notebooks_are_as_on_one_machine(
    course: Course, two: LocalCluster
) -> None:
    hand_in(course, {**CLASS, "ida": b" " * 60_000_000})
    warm: list[int] = []

    def look(_: Graded) -> None:
        warm.extend(pid for one in workers for pid in warm_processes(one))

    workers = pids(two.scheduler_address)
    there = graded(course, two.scheduler_address, done=look)
    assert len(set(warm)) == 2  # one for each worker
    assert not any(called(pid) for pid in warm)
    here = graded(course, to="here")
    assert there.graded == here.graded
    assert not there.unconfined
    for learner in CLASS:
        kept = [course.folder / to / learner / NAME / f"{NAME}.ipynb" for to in ("graded", "here")]
        assert kept[0].is_file() == kept[1].is_file() == (learner != "fay")
        if kept[0].is_file():
            assert kept[0].read_bytes() == kept[1].read_bytes()


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


@pytest.mark.parametrize("how", ["nanny", "kill", "leave"])
def test_when_a_worker_is_lost_then_its_submissions_are_run_elsewhere(
    course: Course, tmp_path: Path, how: str, request: pytest.FixtureRequest
) -> None:
    hand_in(course, {name: submission() for name in NAMES[::2]})
    hand_in(course, {name: submission(WRONG) for name in NAMES[1::2]})
    made = request.getfixturevalue("two" if how == "nanny" else "empty")
    address = made.scheduler_address
    (tmp_path / "lost").mkdir()
    warm: list[int] = []

    def lose(pid: int) -> Callable[[Graded], None]:
        count = iter(range(len(NAMES)))
        number = signal.SIGTERM if how == "leave" else signal.SIGKILL

        def done(_: Graded) -> None:
            if next(count) == 2:
                warm.extend(warm_processes(pid))
                os.kill(pid, number)

        return done

    if how == "nanny":
        report = graded(course, address, done=lose(pids(address)[0]))
        joined(address, 2)
    else:
        with worker(address, tmp_path / "lost") as lost, worker(address, tmp_path / "lost"):
            joined(address, 2)
            report = graded(course, address, done=lose(lost))
    assert len(warm) == 1
    assert gone(warm)
    assert [one.points for one in report.graded] == [POSSIBLE, 1] * 6
    assert [line["learner"] for line in each_once(course)] == NAMES


def test_when_a_submission_took_its_workers_along_then_it_has_no_mark_and_can_be_tried_again(
    course: Course, empty: LocalCluster, tmp_path: Path
) -> None:
    hand_in(course, {"ann": submission(), "bea": submission(first="import time; time.sleep(6)")})
    address = empty.scheduler_address
    cast("Any", empty.scheduler).allowed_failures = 0
    with worker(address, tmp_path) as lost:
        joined(address, 1)
        report = graded(course, address, done=lambda one: kill(lost, one, "ann"))
    assert [one.points for one in report.graded] == [POSSIBLE, 0]
    assert {mark.standing for mark in report.graded[1].marks} == {Standing.UNGRADED}
    assert all("lost with its worker once" in mark.note for mark in report.graded[1].marks)
    hand_in(course, {"bea": submission()})
    again = graded(course)
    assert (again.before, [one.points for one in again.graded]) == (1, [POSSIBLE] * 2)


def kill(pid: int, graded: Graded, after: str) -> None:
    if graded.learner == after:
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def impatient() -> Iterator[None]:
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        yield


@pytest.mark.usefixtures("impatient")
def test_when_there_is_no_cluster_then_it_says_what_to_do(
    course: Course, empty: LocalCluster
) -> None:
    hand_in(course, {"ann": submission()})
    with pytest.raises(GradingError, match=r"127\.0\.0\.1:9 .*Start one with `dask scheduler`"):
        graded(course, "tcp://127.0.0.1:9")
    with pytest.raises(GradingError, match=r"has no workers\. Start some with `dask worker tcp"):
        graded(course, empty.scheduler_address)


@pytest.mark.usefixtures("impatient")
def test_when_the_scheduler_is_lost_then_grading_goes_on_elsewhere(
    course: Course, empty: LocalCluster, tmp_path: Path
) -> None:
    hand_in(course, {name: submission() for name in NAMES})
    (tmp_path / "w").mkdir()
    with worker(empty.scheduler_address, tmp_path / "w") as pid:
        joined(empty.scheduler_address, 1)
        with pytest.raises(GradingError, match=r"is lost .*give the same command again"):
            graded(course, empty.scheduler_address, done=lambda _: cast("None", empty.close()))
        assert gone(warm_processes(pid))
    assert graded(course).before >= 1
    assert [line["learner"] for line in each_once(course)] == NAMES


def other_version(folder: Path) -> None:
    place = folder / "trilateral-9.9.dist-info"
    place.mkdir()
    (place / "METADATA").write_text("Metadata-Version: 2.1\nName: trilateral\nVersion: 9.9\n")


def other_evidence(folder: Path) -> None:
    source = folder / "src"
    ignored = shutil.ignore_patterns("_data", "__pycache__")
    shutil.copytree(Path(trilateral.__file__).parent, source / "trilateral", ignore=ignored)
    shutil.copytree(data_dir(), folder / "data")
    with (folder / "data" / "claims.csv").open("a") as file:
        file.write("\n")


def no_course(folder: Path) -> None:
    (folder / "trilateral").mkdir()
    (folder / "trilateral" / "__init__.py").touch()


STRANGE: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "nothing": (no_course, ".", r"cannot grade .*need the same copy of the course"),
    "version": (
        other_version,
        ".",
        r"worker tcp\S+ cannot grade: .* trilateral: 9.9 in place of",
    ),
    "evidence": (
        other_evidence,
        "src",
        r"worker tcp\S+ .* evidence: \w{16} in place of \w{16}",
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_when_a_worker_has_something_else_then_it_is_refused(
    course: Course, empty: LocalCluster, tmp_path: Path, name: str
) -> None:
    make, path, said = STRANGE[name]
    folder = tmp_path / "strange"
    folder.mkdir()
    make(folder)
    hand_in(course, {"ann": submission()})
    address = empty.scheduler_address
    with worker(address, folder, path=folder / path):
        joined(address, 1)
        with pytest.raises(GradingError, match=said):
            graded(course, address)
    assert not each_once(course)


def test_when_a_worker_that_joins_lacks_a_layer_then_it_gives_no_marks_without_trust(
    course: Course, empty: LocalCluster, tmp_path: Path
) -> None:
    folder = tmp_path / "lacking"
    folder.mkdir()
    preload = folder / "lacking.py"
    lacking = "from trilateral.grading.confinement import calls\ncalls.missing = lambda: 'no lib'\n"
    preload.write_text(lacking)
    hand_in(course, dict.fromkeys(NAMES, submission()))
    address = empty.scheduler_address
    with ExitStack() as stack:
        stack.enter_context(worker(address, folder))
        joined(address, 1)
        late = worker(address, folder, "--preload", str(preload))

        def begin(_: Graded) -> None:
            if len(each_once(course)) == 1:
                stack.enter_context(late)
                joined(address, 2)

        with pytest.raises(GradingError, match=r"cannot be kept .*no lib.*`--trust`"):
            graded(course, address, done=begin)
        before = len(each_once(course))
        report = graded(course, address, trusted=True)
    assert [one.points for one in report.graded] == [POSSIBLE] * len(NAMES)
    assert (report.before, len(each_once(course))) == (before, len(NAMES))
    ((lacks),) = report.unconfined.values()
    assert lacks == ("network: no lib", "processes: no lib")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_when_the_command_is_interrupted_then_the_same_one_goes_on(
    course: Course, two: LocalCluster, how: signal.Signals
) -> None:
    slow = submission(first="import time; time.sleep(0.3)")
    hand_in(course, dict.fromkeys(NAMES, slow))
    arguments = ["grade", str(course.folder / "submitted"), "--scheduler", two.scheduler_address]
    program = [str(BIN / "trilateral"), *arguments]
    journal = course.folder / "graded" / "journal.jsonl"
    workers = pids(two.scheduler_address)
    with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        until = time.monotonic() + 60
        while not journal.is_file() or journal.read_bytes().count(b"\n") < 3:
            assert time.monotonic() < until
            assert running.poll() is None
            time.sleep(0.01)
        warm = [pid for one in workers for pid in warm_processes(one)]
        running.send_signal(how)
    assert len(warm) == 2
    assert gone(warm)
    done = len(each_once(course))
    assert 3 <= done < len(NAMES)
    again = RUN.invoke(app, [*arguments, "--json"])
    assert again.exit_code == 0, again.stderr
    report = json.loads(again.stdout)
    assert report["graded_before"] == done
    assert [line["learner"] for line in each_once(course)] == NAMES
    assert not report["not_confined"]


def test_when_workers_are_asked_of_a_cluster_then_it_is_wrong_use(course: Course) -> None:
    folder = str(course.folder / "exercises")
    told = RUN.invoke(app, ["grade", folder, "--scheduler", "tcp://127.0.0.1:9", "--workers", "2"])
    assert told.exit_code == 2
    assert "--workers is for this machine" in told.stderr


def test_when_dask_is_not_installed_then_it_says_how_to_install_it(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "distributed" else there(name)
    )
    folder = str(course.folder / "exercises")
    told = RUN.invoke(app, ["grade", folder, "--scheduler", "tcp://127.0.0.1:9"])
    assert told.exit_code == 1
    assert "--extra cluster" in told.stderr

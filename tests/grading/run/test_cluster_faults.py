"""Clusters that cannot grade, or not any more: each is told, and none gives a wrong mark."""

from __future__ import annotations

import asyncio
import gc
import importlib.util
import os
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import dask
import pytest
from typer.testing import CliRunner

import trilateral
from tests.grading import small_course
from tests.grading.confined import needs_confinement
from tests.grading.run.dask_cluster import (
    NAMES,
    PATIENT,
    cluster,
    gone,
    graded_there,
    joined,
    lines,
    worker,
)
from tests.grading.run.test_interruption import warm_processes
from tests.grading.small_class import hand_in
from tests.grading.small_course import POSSIBLE, submission
from tests.tiers import tiers
from trilateral.cli import app
from trilateral.grading.errors import GradingError
from trilateral.grading.results import Grading, Standing
from trilateral.grading.run.course import Course, find_course
from trilateral.paths import data_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed import LocalCluster

pytestmark = needs_confinement

RUN = CliRunner()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[LocalCluster]:
    """A scheduler without workers."""
    with cluster(tmp_path / "dask") as made:
        yield made
    gc.collect()  # Dask's broken-off tasks tell of themselves then, and not while Python compiles


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return find_course(small_course.write_course(tmp_path), PATIENT)


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
        graded_there(course, "tcp://127.0.0.1:9")
    with pytest.raises(GradingError, match=r"has no workers\. Start some with `dask worker tcp"):
        graded_there(course, empty.scheduler_address)


@pytest.mark.matrix
@pytest.mark.usefixtures("impatient")
def test_when_a_loop_is_running_as_in_a_notebook_then_the_cluster_is_asked_all_the_same(
    course: Course, empty: LocalCluster
) -> None:
    hand_in(course, {"ann": submission()})

    async def in_a_notebook() -> None:
        graded_there(course, empty.scheduler_address)

    with (
        ThreadPoolExecutor(1) as aside,
        pytest.raises(GradingError, match="has no workers"),
    ):
        aside.submit(asyncio.run, in_a_notebook()).result()


@pytest.mark.usefixtures("impatient")
def test_when_the_scheduler_is_lost_then_grading_continues_elsewhere(
    course: Course, empty: LocalCluster, tmp_path: Path
) -> None:
    hand_in(course, {name: submission() for name in NAMES})
    (tmp_path / "w").mkdir()
    with worker(empty.scheduler_address, tmp_path / "w") as pid:
        joined(empty.scheduler_address, 1)
        with pytest.raises(GradingError, match=r"is lost .*rerun the command"):
            graded_there(
                course, empty.scheduler_address, done=lambda _: cast("None", empty.close())
            )
        assert gone(warm_processes(pid))
    assert graded_there(course).before >= 1
    assert [line["learner"] for line in lines(course)] == NAMES


@pytest.mark.matrix
@pytest.mark.usefixtures("impatient")
def test_when_marks_are_lost_with_the_last_worker_then_they_are_not_awaited_for_ever(
    course: Course, empty: LocalCluster, tmp_path: Path
) -> None:
    hand_in(course, {name: submission() for name in NAMES})
    with worker(empty.scheduler_address, tmp_path) as lost:
        joined(empty.scheduler_address, 1)

        def lose(_: Grading) -> None:
            if len(lines(course)) == 1:
                time.sleep(2)  # the next ones are graded meanwhile, and wait to be fetched
                os.kill(lost, signal.SIGKILL)

        with pytest.raises(GradingError, match="has no workers"):
            graded_there(course, empty.scheduler_address, done=lose)
    assert 1 <= len(lines(course)) < len(NAMES)


def test_when_a_submission_took_its_workers_along_then_it_has_no_mark_and_can_be_tried_again(
    course: Course, empty: LocalCluster, tmp_path: Path
) -> None:
    hand_in(course, {"ann": submission(), "bea": submission(first="import time; time.sleep(6)")})
    address = empty.scheduler_address
    cast("Any", empty.scheduler).allowed_failures = 0
    with worker(address, tmp_path) as lost:
        joined(address, 1)
        report = graded_there(course, address, done=lambda one: kill(lost, one, "ann"))
    assert [one.points for one in report.graded] == [POSSIBLE, 0]
    assert {mark.standing for mark in report.graded[1].marks} == {Standing.UNGRADED}
    assert all("Its worker was lost once" in mark.note for mark in report.graded[1].marks)
    hand_in(course, {"bea": submission()})
    again = graded_there(course)
    assert (again.before, [one.points for one in again.graded]) == (1, [POSSIBLE] * 2)


def kill(pid: int, graded: Grading, after: str) -> None:
    if graded.learner == after:
        os.kill(pid, signal.SIGKILL)


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


@pytest.mark.parametrize("name", tiers(STRANGE, next(iter(STRANGE))))
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
            graded_there(course, address)
    assert not lines(course)


def test_when_a_worker_that_joins_lacks_a_layer_then_it_gives_no_marks_without_trust(
    course: Course, empty: LocalCluster, tmp_path: Path
) -> None:
    folder = tmp_path / "lacking"
    folder.mkdir()
    preload = folder / "lacking.py"
    lacking = (
        "from trilateral.grading.sandbox.confinement import calls\n"
        "calls.missing = lambda: 'no lib'\n"
    )
    preload.write_text(lacking)
    hand_in(course, dict.fromkeys(NAMES, submission()))
    address = empty.scheduler_address
    with ExitStack() as stack:
        stack.enter_context(worker(address, folder))
        joined(address, 1)
        late = worker(address, folder, "--preload", str(preload))

        def begin(_: Grading) -> None:
            if len(lines(course)) == 1:
                stack.enter_context(late)
                joined(address, 2)

        with pytest.raises(GradingError, match=r"cannot be kept .*no lib.*`--trust`"):
            graded_there(course, address, done=begin)
        before = len(lines(course))
        report = graded_there(course, address, trusted=True)
    assert [one.points for one in report.graded] == [POSSIBLE] * len(NAMES)
    assert (report.before, len(lines(course))) == (before, len(NAMES))
    ((lacks),) = report.unconfined.values()
    assert lacks == ("network: no lib", "processes: no lib")


def test_when_workers_are_asked_of_a_cluster_then_it_is_wrong_use(course: Course) -> None:
    folder = str(course.folder / "exercises")
    told = RUN.invoke(app, ["grade", folder, "--scheduler", "tcp://127.0.0.1:9", "--workers", "2"])
    assert told.exit_code == 2
    assert "--workers applies to this machine" in told.stderr


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

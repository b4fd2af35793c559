"""Grade with otter-grader: an environment of its own, and an autograder of the same checks.

otter marks the names that a notebook ends with, by test files in a zip. Ours holds one for each
task, with a case for each of its checks that count, so that partial credit stays. The cases
import this very module, which travels in the zip beside the solution's given cells and checks.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trilateral.assignments.cells import Role, grade_id, read, role
from trilateral.errors import TrilateralError
from trilateral.tasks import Task, define
from trilateral.tasks.answers import plain
from trilateral.tasks.expectation import check_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


ROOT: Final = Path(__file__).parents[1]
CELLS: Final = "cells.json"
TEST: Final = """
OK_FORMAT = False

from otter.test_files import test_case
from grading_otter import met

name = {task!r}
points = {points!r}
"""
CASE: Final = """

@test_case()
def check_{number}(env):
    assert met({task!r}, {number}, env)
"""
CAUSES: Final = (
    "otter run marks the names that a notebook ends with: it differs where a cell after a check "
    "changes that check's answer."
)
_results: dict[str, list[bool]] = {}


class NoOtterError(TrilateralError):
    """There is no environment with otter-grader, and none could be made."""


def install(folder: Path) -> Path:
    """Make an environment with otter-grader from the lock and return its program.

    It is not the project's own, as otter brings Sphinx and an extension of JupyterLab with it.

    Raises
    ------
    NoOtterError
        uv is not there, or it failed, as it does without a network.
    """
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        message = "it needs uv, which is not on the path; install it and run this again"
        raise NoOtterError(message)
    options = ["--frozen", "--no-default-groups", "--group", "peers", "--compile-bytecode"]
    options += ["--python", sys.executable]  # the same Python in all arms
    made = subprocess.run(  # noqa: S603 -- uv, with this script's own options
        [uv, "sync", "--quiet", *options],
        cwd=ROOT,
        env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        said = " ".join(made.stderr.split())[:200]
        message = f"uv, which needs a network once, could not install it and said: {said}"
        raise NoOtterError(message)
    return next(folder.glob("*/otter"), folder / "Scripts" / "otter.exe")


def write(solution: Path, autograder: Path) -> Path:
    """Write an autograder with the tasks of a solution and return its path."""
    cells = [
        (role(cell).value, grade_id(cell), cell.source)
        for cell in read(solution).cells
        if cell.cell_type == "code" and role(cell) in (Role.GIVEN, Role.CHECK)
    ]
    with zipfile.ZipFile(autograder, "w") as file:
        file.write(__file__, f"files/{Path(__file__).name}")
        file.writestr(f"files/{CELLS}", json.dumps(cells))
        for task, made in _tasks(cells).items():
            text = TEST.format(task=task, points=made.definition.points)
            numbers = range(made.definition.checks)
            text += "".join(CASE.format(task=task, number=number) for number in numbers)
            file.writestr(f"tests/{task}.py", text)
    return autograder


def points(results: Path) -> dict[str, float]:
    """Return the points of each task, rounded as ours are, from otter's file."""
    tests = json.loads(results.read_text("utf-8"))["tests"]
    return {one["name"]: round(one["score"], 2) for one in tests if "max_score" in one}


def met(task: str, number: int, env: Mapping[str, Any]) -> bool:
    """Say whether a check that counts was met; it runs in otter's kernel, at its end."""
    if task not in _results:
        _results[task] = _counted(_carried()[task], env)
    return _results[task][number : number + 1] == [True]


def _counted(task: Task, env: Mapping[str, Any]) -> list[bool]:
    """Return which checks that count were met; none where the task earns nothing."""
    if not task.mark(env).points:
        return []
    answers = {name: plain(env.get(name)) for name in task.definition.asked}
    checks = map(check_of, task.definition.body(**answers))
    return [check.passed for check in checks if check.weight]


@cache
def _carried() -> dict[str, Task]:
    return _tasks(json.loads(Path(__file__).with_name(CELLS).read_text("utf-8")))


def _tasks(cells: list[tuple[str, str, str]]) -> dict[str, Task]:
    """Run given cells and return the tasks that check cells define, without calling them."""
    return dict(_defined(cells))


def _defined(cells: list[tuple[str, str, str]]) -> Iterator[tuple[str, Task]]:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for kind, name, source in cells:
        if Role(kind) is Role.CHECK:
            yield name, define(source, namespace, name)
        else:
            exec(compile(source, f"<{name}>", "exec"), namespace)  # noqa: S102 -- the course's own

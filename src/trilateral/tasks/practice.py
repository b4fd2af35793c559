"""Self-study: all checks of a task and its worked solution, where the course around it has them.

A clone has them in ``solutions/``, a practice release in ``practice/``; a graded hand-out has
neither, so nothing here finds anything there.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trilateral.paths import course_above
from trilateral.tasks.execution import execute, without_call

if TYPE_CHECKING:
    from trilateral.tasks.marking import Definition

PRACTICE: Final = "practice"
"""The folder of a practice release that has what `solutions` has in a clone."""
_PLACES: Final = (PRACTICE, "solutions")
_SOLUTION: Final = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)


@dataclass(frozen=True)
class Practice:
    """What self-study has of a task."""

    check: str
    """The check cell, with what only grading asks elsewhere."""
    solution: str
    """Code that is right."""


def find(task: str, start: Path | None = None) -> Practice | None:
    """Return what the course around a folder, the working one by default, has of a task."""
    course = course_above(start or Path.cwd())
    if course is None:
        return None
    for place in _PLACES:
        for path in sorted((course / place).glob("*/*.ipynb")):
            tasks = _read(path, path.stat().st_mtime_ns)
            if task in tasks:
                return tasks[task]
    return None


def whole(task: Definition) -> Definition | None:
    """Return a notebook's task with all its checks, or None where they are not to be had."""
    practice = find(task.id)
    if practice is None:
        return None
    namespace = task.body.__globals__
    own = namespace.get("check")
    try:
        execute(without_call(practice.check), practice.check, namespace, f"check of {task.id}")
        made: Definition = namespace["check"].definition
    except Exception:  # noqa: BLE001 -- a learner may have given the checks' own names to others
        return None
    finally:
        namespace["check"] = own
    return made


def worked(source: str) -> str:
    """Return the solution that is in an answer cell."""
    solution = _SOLUTION.search(source)
    return solution[1].rstrip() if solution else source


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> dict[str, Practice]:
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return {}
    tasks: dict[str, Practice] = {}
    answers: list[str] = []
    for cell in cells:
        marks = cell.get("metadata", {}).get("nbgrader", {})
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            continue
        if marks.get("solution"):
            answers.append(worked(source))
        elif marks.get("grade"):
            tasks[str(marks.get("grade_id"))] = Practice(source, "\n".join(answers))
            answers = []
    return tasks

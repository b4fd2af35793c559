"""Check one notebook where the solutions are: confined, as a class is graded.

It may be anybody's, and what it runs could read the solutions with an instructor's own rights.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from trilateral.assignments import AssignmentError
from trilateral.assignments import read as read_solution
from trilateral.assignments.choosers import handed_in
from trilateral.assignments.damage import damage
from trilateral.assignments.repair import repaired
from trilateral.assignments.selfcheck import SECONDS, Checked, Report, is_answered
from trilateral.grading.errors import ConfinementError
from trilateral.grading.limits import Limits
from trilateral.grading.run.bench import Bench
from trilateral.grading.run.course import find_course
from trilateral.grading.run.settings import Settings, check_confinement
from trilateral.grading.run.unit import grade
from trilateral.grading.sandbox.processes import Warm
from trilateral.grading.submission import Submission, UnreadableError, read
from trilateral.printing import one_line
from trilateral.records import learner

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from trilateral.grading.results import Mark


def check(path: Path, folder: Path, *, seconds: float = SECONDS) -> Report:
    """Return how the tasks of a notebook stand, by all checks, as grading would mark them.

    Parameters
    ----------
    path
        The notebook; it is not changed.
    folder
        The course's folder, with ``solutions/`` and ``exercises/``.
    seconds
        Seconds that a cell may take.

    Raises
    ------
    AssignmentError
        The file is not a notebook, or its assignment has no solution here.
    GradingError
        This system cannot confine it, or the course's own files are at fault.
    """
    limits = Limits(cell=seconds, whole=max(60.0, 6 * seconds))
    course = find_course(folder, limits)
    try:
        notebook = read(path)
    except UnreadableError as error:
        message = f"{path} is not a readable notebook. {error}"
        raise AssignmentError(message) from error
    name = str(notebook.metadata["trilateral"].get("assignment", path.stem))
    if name not in course.assignments:
        message = (
            f"{path} says that it is {one_line(name)}, which has no solution in {folder}. A "
            "course with solutions runs nothing else: check the file in a folder without "
            "solutions."
        )
        raise AssignmentError(message)
    try:
        check_confinement(Settings(limits), (folder / "solutions",))
    except ConfinementError as error:
        message = (
            f"The solutions are in {folder}, so files run only confined, which this system "
            "cannot do. If the file is your own work, check it in a copy of the course "
            "without "
            "solutions/; if not, use Linux (`trilateral doctor` says what is missing)."
        )
        raise ConfinementError(message) from error
    with tempfile.TemporaryDirectory(prefix="trilateral-check-") as work:
        file = _as_handed_in(path, course.solution(name), Path(work))
        warm = Warm({name: course.solution(name)}, [course.release(name)])
        try:
            bench = Bench(warm, limits, work=Path(work))
            graded = grade(bench, course.assignments[name], Submission(learner(), name, file))
        finally:
            warm.close()
    release = course.assignments[name].release
    problems, whole = damage(notebook, release), repaired(notebook, release)
    tasks = tuple(_checked(mark, whole) for mark in graded.marks)
    return Report(path, name, complete=True, damage=tuple(problems), tasks=tasks)


def _as_handed_in(path: Path, solution: Path, work: Path) -> Path:
    """Return the file to grade: a solution's choices have to stand where a learner's do."""
    if path.resolve() != solution.resolve():
        return path
    made = work / "solution.ipynb"
    nbformat.write(handed_in(read_solution(path)), made)
    return made


def _checked(mark: Mark, notebook: NotebookNode) -> Checked:
    if mark.standing.outcome is not None:
        outcome = mark.standing.outcome.value
    else:
        outcome = "to be read" if is_answered(mark.task, notebook) else "not attempted"
    messages = (*filter(None, [mark.note]), *mark.messages)
    return Checked(mark.task, outcome, mark.points, mark.possible, messages)

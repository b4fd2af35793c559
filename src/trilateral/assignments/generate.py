"""From ``solutions/`` to ``exercises/``, through nbgrader's own `generate_assignment`."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from trilateral.assignments.cells import Role, assignment_tasks, read, role
from trilateral.assignments.choosers import lay_out
from trilateral.assignments.errors import AssignmentError, GradingExtraError
from trilateral.assignments.tracks import keep
from trilateral.notebook.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbformat import NotebookNode

    from trilateral.assignments.tracks import Track

CONFIG = "nbgrader_config.py"


def names(course: Path) -> list[str]:
    """Return the assignments that have a solution."""
    paths = course.glob("solutions/*/*.ipynb")
    return sorted({path.parent.name for path in paths if not path.parent.name.startswith(".")})


def generate(
    course: Path, target: Path, assignments: Iterable[str] = (), track: Track = "both"
) -> list[Path]:
    """Write the exercises of `course` below `target` and return their files, relative to it.

    nbgrader works on a copy and without a gradebook, so that nothing else is touched.

    Parameters
    ----------
    course
        The folder with ``solutions/`` and ``nbgrader_config.py``.
    target
        Where ``<assignment>/<assignment>.ipynb`` goes. A file is written only if it changed.
    assignments
        All of the course's by default.
    track
        Which tasks they have.

    Raises
    ------
    GradingExtraError
        nbgrader is not installed.
    AssignmentError
        There is no such assignment, or nbgrader refuses it.
    """
    existing = names(course)
    wanted = list(assignments) or existing
    for name in wanted:
        if name not in existing:
            message = f"No assignment {name!r} in {course / 'solutions'}. There are: {existing}."
            raise AssignmentError(message)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        shutil.copytree(course / "solutions", work / "solutions")
        shutil.copy(course / CONFIG, work / CONFIG)
        for name in wanted:
            _nbgrader(work, name)
        made = work / "exercises"
        files = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
        for file in files:
            _place(made / file, target / file, track)
        return files


def _nbgrader(work: Path, assignment: str) -> None:
    if importlib.util.find_spec("nbgrader") is None:
        raise GradingExtraError("assign")  # noqa: EM101 -- the verb's name
    from traitlets.config.loader import PyFileConfigLoader  # noqa: PLC0415 -- an instructor's extra

    from trilateral.nbgrader import exercise  # noqa: PLC0415 -- as above

    try:
        exercise(work, assignment, PyFileConfigLoader(CONFIG, path=str(work)).load_config())
    except ValueError as error:
        message = f"nbgrader refuses solutions/{assignment}: {error}"
        raise AssignmentError(message) from error


def _place(made: Path, target: Path, track: Track) -> None:
    if made.suffix == ".ipynb":
        notebook = read(made)
        keep(notebook, track)
        tasks = [asdict(step) for step in assignment_tasks(notebook)]
        normalise(notebook)
        lay_out(notebook)
        _sum_up(notebook)
        _go_on_after_errors(notebook)
        ours = notebook.metadata.setdefault("trilateral", {})
        ours.update(assignment=made.parent.name, tasks=tasks)
        content = (nbformat.writes(notebook) + "\n").encode()
    else:
        content = made.read_bytes()
    if not target.is_file() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _go_on_after_errors(notebook: NotebookNode) -> None:
    """Let Run All continue where an answer raises, so that every other task is checked.

    JupyterLab, Notebook and nbclient take this tag so; without it the first error ends the run.
    """
    for cell in notebook.cells:
        if role(cell) is Role.ANSWER:
            cell.metadata["tags"] = ["raises-exception"]


def _sum_up(notebook: NotebookNode) -> None:
    """Give each cell the checksum of its source as it is written."""
    from trilateral.nbgrader import checksum  # noqa: PLC0415 -- an instructor's extra

    for cell in notebook.cells:
        if "checksum" in cell.metadata.get("nbgrader", {}):
            cell.metadata.nbgrader.checksum = checksum(cell)

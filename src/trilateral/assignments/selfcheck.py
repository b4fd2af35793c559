"""Check a learner's notebook for self-study, in a kernel of its own under a clock.

It runs the learner's code with the learner's own rights: it is for one's own work. Other people's
work belongs into the sandbox of grading.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from trilateral.assignments.cells import Role, Step, grade_id, read, role, steps
from trilateral.assignments.damage import Damage, damage
from trilateral.assignments.repair import repaired
from trilateral.tasks.report import MIME

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

SECONDS = 30
"""How long a cell may take by default."""
_SILENT = logging.getLogger("trilateral.selfcheck")  # what it would log, the report says in words
_SILENT.setLevel(logging.CRITICAL)
BLANK = "YOUR ANSWER HERE"
SO_FAR = "nothing to mend so far"
"""The word for an answer that met every check it was given, while grading has more."""


@dataclass(frozen=True)
class Checked:
    """How one task stands."""

    task: str
    outcome: str
    """An `Outcome`'s word, `SO_FAR`, ``to be read`` (a written one), ``not checked``."""
    points: float | None
    possible: float
    messages: tuple[str, ...] = ()
    further: int = 0
    """How many checks did not run, because only grading has them."""


@dataclass(frozen=True)
class Report:
    """What a check of a notebook found."""

    path: Path
    assignment: str
    complete: bool
    """Whether the solutions were there, so that every check ran."""
    damage: tuple[Damage, ...]
    tasks: tuple[Checked, ...]

    @property
    def well(self) -> bool:
        """Whether there is nothing to mend."""
        fine = {"correct", SO_FAR, "to be read"}
        return not self.damage and all(task.outcome in fine for task in self.tasks)


def check(path: Path, course: Path, *, seconds: int = SECONDS) -> Report:
    """Return how the tasks of a learner's notebook stand.

    Parameters
    ----------
    path
        The notebook; it is not changed.
    course
        The course's folder. Where it has the solution of the assignment, all checks run, else
        the visible ones.
    seconds
        How long a cell may take before it is interrupted and the next one has its turn.

    Raises
    ------
    AssignmentError
        The file is no notebook.
    """
    mine = read(path)
    name = str(mine.metadata.get("trilateral", {}).get("assignment", path.stem))
    original, complete = _original(name, path, course)
    found: list[Damage] = []
    prepared = mine
    if original is not None:
        found = damage(mine, original)
        prepared = repaired(mine, original)
    died = _run(prepared, path, seconds)
    tasks = [_checked(step, prepared, died) for step in steps(original or mine)]
    return Report(path, name, complete, tuple(found), tuple(tasks))


def _original(name: str, path: Path, course: Path) -> tuple[NotebookNode | None, bool]:
    for folder in ("solutions", "exercises"):
        file = course / folder / name / f"{name}.ipynb"
        if file.is_file() and (folder == "solutions" or file.resolve() != path.resolve()):
            return read(file), folder == "solutions"
    return None, False


def _run(notebook: NotebookNode, path: Path, seconds: int) -> str:
    """Run every cell in place; return why the kernel died, or an empty text."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=seconds,
        interrupt_on_timeout=True,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.resolve().parent)}},
        record_timing=False,
        store_widget_state=False,
        shutdown_kernel="immediate",
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        log=_SILENT,
    )
    try:
        client.execute()
    except DeadKernelError:
        return "A cell above ended Python itself (out of memory, or an exit), so it never ran."
    return ""


def _checked(step: Step, notebook: NotebookNode, died: str) -> Checked:
    if step.kind == "written":
        answered = _reply(step.id, notebook)
        return Checked(step.id, "to be read" if answered else "not attempted", None, step.points)
    cell = next(
        (c for c in notebook.cells if role(c) is Role.CHECK and grade_id(c) == step.id), None
    )
    if cell is None:
        message = "Its check cell is gone. Copy it from the exercise as handed out."
        return Checked(step.id, "not checked", None, step.points, (message,))
    result = next((o.data[MIME] for o in cell.outputs if MIME in o.get("data", {})), None)
    if result is None:
        return Checked(step.id, "error", 0.0, step.points, (_failure(cell, died),))
    return _from_result(step, result, _stopped_above(cell, notebook))


def _from_result(step: Step, result: dict[str, Any], stopped: str) -> Checked:
    messages = [*filter(None, [stopped]), *result["messages"], *filter(None, [result["note"]])]
    unsettled = result["outcome"] == "correct" and result["further"]
    return Checked(
        step.id,
        SO_FAR if unsettled else result["outcome"],
        result["points"],
        step.points,
        tuple(messages),
        result["further"] if result["outcome"] != "not attempted" else 0,
    )


def _stopped_above(check: NotebookNode, notebook: NotebookNode) -> str:
    """Return why a cell between the check before and this one stopped, or an empty text."""
    said = ""
    for cell in notebook.cells:
        if cell is check:
            break
        if role(cell) is Role.CHECK:
            said = ""
        for output in cell.get("outputs", []):
            if output.output_type == "error" and output.ename == "KeyboardInterrupt":
                said = "A cell above it took too long and was stopped: look for an endless loop."
            elif output.output_type == "error":
                said = f"A cell above it stopped: {output.ename}: {output.evalue}."
    return said


def _failure(cell: NotebookNode, died: str) -> str:
    error = next((o for o in cell.outputs if o.output_type == "error"), None)
    if error is None:
        return died or "Its check gave no result; run the notebook from the top and look."
    if error.ename == "KeyboardInterrupt":
        return "Its check took too long and was stopped: look for a loop that does not end."
    return f"Its check could not run: {error.ename}: {error.evalue}."


def _reply(task: str, notebook: NotebookNode) -> bool:
    """Say whether there is an answer: in the reply cell, or in text added below the task."""
    below = False
    for cell in notebook.cells:
        marks = cell.metadata.get("trilateral", {})
        ours = marks.get("kind") == "reply" and marks.get("task") == task
        if grade_id(cell) == task:
            below = True
        elif below and not ours and (grade_id(cell) or marks or cell.source.startswith("#")):
            below = False
        elif (below or ours) and cell.source.replace(BLANK, "").strip():
            return True
    return False

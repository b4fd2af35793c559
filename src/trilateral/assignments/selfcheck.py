"""Check a learner's notebook for self-study, in a kernel of its own under a clock.

It runs the learner's code with the learner's own rights, and the checks that the exercise was
handed out with: it is for one's own work. Where the solutions are, `trilateral.grading.run.alone`
checks, confined.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from trilateral.assignments.cells import (
    AssignmentTask,
    Role,
    assignment_tasks,
    grade_id,
    read,
    role,
)
from trilateral.assignments.damage import Damage, damage
from trilateral.assignments.repair import repaired
from trilateral.parts.choices import CHOICES, stored
from trilateral.paths import editions
from trilateral.tasks.outcome import MIME, Outcome
from trilateral.tasks.raised import STOPPED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.parts.choices import Choice

SECONDS = 30
"""How long a cell may take by default."""
_SILENT = logging.getLogger("trilateral.selfcheck")  # what it would log, the report says in words
_SILENT.setLevel(logging.CRITICAL)
BLANK = "YOUR ANSWER HERE"
SO_FAR = "no problems found so far"
"""The word for an answer that met every check it was given, while grading has more."""


@dataclass(frozen=True)
class Checked:
    """How one task stands."""

    task: str
    outcome: str
    """An `Outcome`'s word, `SO_FAR`, or ``to be read`` (a written one)."""
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
    """Whether every check ran, the hidden ones too."""
    damage: tuple[Damage, ...]
    tasks: tuple[Checked, ...]

    @property
    def well(self) -> bool:
        """Whether there is nothing to fix."""
        fine = {"correct", SO_FAR, "to be read"}
        return not self.damage and all(task.outcome in fine for task in self.tasks)


def check(path: Path, course: Path, *, seconds: int = SECONDS) -> Report:
    """Return how the tasks of a learner's notebook stand.

    Parameters
    ----------
    path
        The notebook; it is not changed.
    course
        The course's folder, with the exercises as handed out. Solutions that lie there, too, are
        never read.
    seconds
        How long a cell may take before it is interrupted and the next one has its turn.

    Raises
    ------
    AssignmentError
        The file is not a notebook.
    """
    notebook = read(path)
    name = str(notebook.metadata.get("trilateral", {}).get("assignment", path.stem))
    original = _original(name, path, course)
    problems: list[Damage] = []
    prepared = notebook
    if original is not None:
        problems = damage(notebook, original)
        prepared = repaired(notebook, original)
    died = _run(prepared, path, seconds, stored(notebook.cells))
    tasks = [_checked(step, prepared, died) for step in assignment_tasks(original or notebook)]
    return Report(path, name, complete=False, damage=tuple(problems), tasks=tuple(tasks))


def _original(name: str, path: Path, course: Path) -> NotebookNode | None:
    """Return the exercise as handed out; the name is the notebook's own, so it is not a path."""
    exercises = course / "exercises"
    names = {file.parent.name for file in exercises.glob("*/*.ipynb")}
    files = editions(exercises, name) if name in names else []
    if not files or path.resolve() in [file.resolve() for file in files]:
        return None
    return read(files[-1])


def _run(notebook: NotebookNode, path: Path, seconds: int, chosen: Mapping[str, Choice]) -> str:
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
        client.execute(env={**os.environ, CHOICES: json.dumps(chosen)})
    except DeadKernelError:
        return "A cell above ended Python (out of memory, or an exit), so this check never ran."
    return ""


def _checked(step: AssignmentTask, notebook: NotebookNode, died: str) -> Checked:
    if step.kind == "written":
        answered = is_answered(step.id, notebook)
        return Checked(step.id, "to be read" if answered else "not attempted", None, step.points)
    cell = next(
        (c for c in notebook.cells if role(c) is Role.CHECK and grade_id(c) == step.id), None
    )
    if cell is None:
        message = "Its check cell is missing. Copy it from the exercise that was handed out."
        return Checked(step.id, Outcome.NOT_CHECKED.value, None, step.points, (message,))
    result = next((o.data[MIME] for o in cell.outputs if MIME in o.get("data", {})), None)
    if result is None:
        return _without_result(step, cell, died)
    if result["outcome"] == Outcome.NOT_ATTEMPTED.value and (
        error := _raised_above(cell, notebook)
    ):
        return Checked(step.id, Outcome.RAISED.value, 0.0, step.points, (error,))
    return _from_result(step, result)


def _from_result(step: AssignmentTask, result: dict[str, Any]) -> Checked:
    messages = [*result["messages"], *filter(None, [result["note"]])]
    unsettled = result["outcome"] == Outcome.CORRECT.value and result["further"]
    judged = result["outcome"] not in (Outcome.NOT_ATTEMPTED.value, Outcome.RAISED.value)
    return Checked(
        step.id,
        SO_FAR if unsettled else result["outcome"],
        result["points"],
        step.points,
        tuple(messages),
        result["further"] if judged else 0,
    )


def _raised_above(check: NotebookNode, notebook: NotebookNode) -> str:
    """Return what the cells since the last check say about their error, if one raised."""
    error = ""
    for cell in notebook.cells:
        if cell is check:
            break
        if role(cell) is Role.CHECK:
            error = ""
        outputs = cell.get("outputs", [])
        if any(output.output_type == "error" for output in outputs):
            texts = [str(output.get("data", {}).get("text/plain", "")) for output in outputs]
            error = next((text for text in texts if text.startswith(STOPPED)), STOPPED)
    return error


def _without_result(step: AssignmentTask, cell: NotebookNode, died: str) -> Checked:
    """Return how a task stands whose check showed nothing: it was stopped, or never ran."""
    error = next((o for o in cell.outputs if o.output_type == "error"), None)
    outcome = Outcome.RAISED if died else Outcome.NOT_CHECKED
    if error is None:
        sentence = died or "Its check gave no result. Rerun the notebook from the top to see why."
    elif error.ename == "KeyboardInterrupt":
        outcome = Outcome.RAISED
        sentence = "Its check took too long and was stopped: look for a loop that does not end."
    else:
        sentence = f"Its check could not run: {error.ename}: {error.evalue}."
    return Checked(step.id, outcome.value, 0.0, step.points, (sentence,))


def is_answered(task: str, notebook: NotebookNode) -> bool:
    """Return whether a written task has an answer, in its reply cell or in text below the task."""
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

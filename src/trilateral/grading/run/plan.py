"""What is run of a submission: its own code, and the original's given cells and checks."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from trilateral.assignments.cells import ANSWERS, Role, grade_id, role
from trilateral.assignments.damage import damage
from trilateral.assignments.repair import repaired
from trilateral.grading.run import versions
from trilateral.grading.submission import CHOICES
from trilateral.printing import one_line
from trilateral.tasks.outcome import SEED

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from nbformat import NotebookNode

    from trilateral.grading.sandbox.processes import Names
    from trilateral.parts.choices import Choice


@dataclass(frozen=True)
class Step:
    """One code cell."""

    cell: str
    """What to call it in a message."""
    source: str
    kind: Literal["run", "check"]
    place: int
    """Its place in the plan's notebook."""
    task: str = ""
    """The task that a check is for."""
    names: tuple[str, ...] = ()
    """The answers it asks for."""
    earlier: tuple[str, ...] = ()
    """The earlier answers that it asks for, too."""

    def asks(self, idle: object) -> tuple[str, ...]:
        """Return what a process says this cell asked of a front end, as far as it is here."""
        names = idle[:20] if isinstance(idle, list) else []
        return tuple(
            name for name in names if isinstance(name, str) and name and name in self.source
        )


@dataclass(frozen=True)
class Plan:
    """The steps of a submission."""

    steps: tuple[Step, ...]
    repairs: tuple[str, ...]
    """What was done to its cells."""
    lost: Mapping[str, str]
    """For each task whose answer cell is gone, the sentence about it."""
    notebook: NotebookNode
    seed: str = ""
    """What the learner's variants were drawn by, where the submission says so."""
    python: tuple[int, int] = (0, 0)
    """The version of Python that the submission says it was run with."""
    choices: Mapping[str, Choice] = field(default_factory=dict)
    """What was chosen in its parts, by task, as the submission has it."""

    def message(self, skipped: Container[int]) -> bytes:
        """Return the steps as they are sent to a learner's process."""
        steps = [
            {
                "cell": step.cell[:80],
                "source": step.source,
                "kind": "skip" if at in skipped else step.kind,
                "task": step.task,
                "names": step.names,
                "earlier": step.earlier,
            }
            for at, step in enumerate(self.steps)
        ]
        return json.dumps(steps).encode()

    def before(self, task: str) -> range:
        """Return the places of the steps between the check before a task's and its own."""
        own = next(at for at, step in enumerate(self.steps) if step.task == task)
        start = own
        while start and self.steps[start - 1].kind == "run":
            start -= 1
        return range(start, own)


def plan(notebook: NotebookNode, release: NotebookNode, tasks: Mapping[str, Names]) -> Plan:
    """Return what to run of a learner's notebook.

    Parameters
    ----------
    notebook
        As it was submitted.
    release
        As the assignment was handed out. It has no hidden tests.
    tasks
        What each automatic task asks for.
    """
    problems = damage(notebook, release)
    whole = repaired(notebook, release)
    steps = []
    for place, cell in enumerate(whole.cells):
        if cell.cell_type != "code":
            continue
        task = grade_id(cell)
        name = one_line(task) or f"cell {place + 1}"
        if role(cell) is Role.CHECK and task in tasks:
            names = tasks[task]
            step = Step(name, cell.source, "check", place, task, names.answers, names.earlier)
        else:
            step = Step(name, cell.source, "run", place)
        steps.append(step)
    gone = {problem.cell: problem.sentence for problem in problems if problem.kind == "deleted"}
    lost = {
        task: gone[cell] for task, cell in _answer_cells(release) if task in tasks and cell in gone
    }
    sentences = [problem.sentence for problem in problems]
    return Plan(
        tuple(steps),
        (*sentences, *_edited(notebook, release), *_moved(notebook, release)),
        lost,
        whole,
        notebook.metadata.get("trilateral", {}).get(SEED, ""),
        versions.version_of(notebook),
        notebook.metadata.get("trilateral", {}).get(CHOICES, {}),
    )


def _answer_cells(release: NotebookNode) -> list[tuple[str, str]]:
    """Return each task with each of its answer cells: those between two checks."""
    places: list[tuple[str, str]] = []
    waiting: list[str] = []
    for cell in release.cells:
        if role(cell) in ANSWERS:
            waiting.append(grade_id(cell))
        elif role(cell) is Role.CHECK:
            places.extend((grade_id(cell), name) for name in waiting)
            waiting = []
    return places


def _edited(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    """Say which locked cells were edited, in their text or in what nbgrader knows of them."""
    ours = {
        grade_id(cell): cell
        for cell in release.cells
        if role(cell) in (Role.CHECK, Role.GIVEN, Role.CHOICE)
    }
    sentences = []
    for cell in notebook.cells:
        original = ours.get(grade_id(cell))
        if original is None:
            continue
        marks = cell.metadata["nbgrader"]
        keys = ("grade", "solution", "locked", "points")
        if cell.source.strip() != original.source.strip() or any(
            marks.get(key) != original.metadata["nbgrader"].get(key) for key in keys
        ):
            name = grade_id(cell)
            sentences.append(f"{name}: this cell was changed. The original counts.")
    return list(dict.fromkeys(sentences))


def _moved(notebook: NotebookNode, release: NotebookNode) -> list[str]:
    order = [grade_id(cell) for cell in release.cells if grade_id(cell)]
    places = [name for name in (grade_id(cell) for cell in notebook.cells) if name in set(order)]
    places = list(dict.fromkeys(places))
    if places == [name for name in order if name in set(places)]:
        return []
    return ["The cells are not in their original order. They run in the order of the file."]

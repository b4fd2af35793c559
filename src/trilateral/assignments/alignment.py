"""Whether what is asked serves what each lesson is for: objectives against items and tasks.

Second forms count as their first form does, once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from trilateral.assignments.cells import Role, assignment_tasks, grade_id, read, role
from trilateral.assignments.generate import names
from trilateral.quiz.bank import BEFORE_AFTER
from trilateral.quiz.measures import MOST_RECALL
from trilateral.quiz.objectives import objectives, served
from trilateral.quiz.reading import lesson_banks, load_bank

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.assignments.cells import AssignmentTask

Kind = Literal["item", "code", "judgement", "written"]
KINDS: Final[tuple[Kind, ...]] = ("item", "code", "judgement", "written")
JUDGES: Final[tuple[Kind, ...]] = ("judgement", "written")
"""The tasks that reward judgement and no code."""
FEWEST: Final = 2
"""Scored items and tasks that an objective needs."""
LEAST_JUDGEMENT: Final = 0.5
"""The share of the tasks' points that judgement carries at least."""
_AIMS: Final = "After this lesson you will be able to"
_BULLET: Final = re.compile(r"^- (?P<text>.+?)[,.]$", re.MULTILINE)


@dataclass(frozen=True)
class Scored:
    """A quiz item or a task, and what it serves."""

    lesson: str
    id: str
    kind: Kind
    points: float
    serves: tuple[str, ...]
    recall: bool = False
    """Whether it asks for something from memory."""


@dataclass(frozen=True)
class Objective:
    """What a learner can do after a lesson, and what measures it."""

    lesson: str
    name: str
    text: str
    by: tuple[Scored, ...]


@dataclass(frozen=True)
class Alignment:
    """A course's objectives against its items and tasks."""

    objectives: tuple[Objective, ...]
    scored: tuple[Scored, ...]
    problems: tuple[str, ...]

    @property
    def judgement(self) -> float:
        """The share of the tasks' points that judgement carries."""
        return judgement(self.scored)

    @property
    def recall(self) -> float:
        """The share of the items that ask for recall."""
        return recall(self.scored)


def judgement(scored: Sequence[Scored]) -> float:
    """Return the share of the tasks' points that judgement carries; 0 where there is no task."""
    whole = sum(item.points for item in scored if item.kind != "item")
    return sum(item.points for item in scored if item.kind in JUDGES) / whole if whole else 0.0


def recall(scored: Sequence[Scored]) -> float:
    """Return the share of the items that ask for recall; 0 where there is no item."""
    items = [item.recall for item in scored if item.kind == "item"]
    return sum(items) / len(items) if items else 0.0


def aligned(course: Path) -> Alignment:
    """Return a course's objectives against its items and tasks.

    Parameters
    ----------
    course
        The folder with ``notebooks/`` and ``solutions/``.

    Raises
    ------
    BankError
        A bank or a file of objectives can't be read.
    AssignmentError
        A notebook can't be read.
    """
    aims = objectives(course / "notebooks")
    tables = {name: served(course / "solutions" / name) for name in names(course)}
    scored = (*_items(course), *_tasks(course, tables))
    all_objectives = tuple(
        Objective(lesson, name, text, tuple(_serving(scored, lesson, name)))
        for lesson, texts in aims.items()
        for name, text in texts.items()
    )
    problems = (
        *_stated(course, aims),
        *_unknown(scored, aims),
        *_gone(scored, tables),
        *_bare(all_objectives),
        *_shares(scored),
    )
    return Alignment(all_objectives, scored, problems)


def _serving(scored: Sequence[Scored], lesson: str, name: str) -> Iterator[Scored]:
    return (item for item in scored if item.lesson == lesson and name in item.serves)


def _items(course: Path) -> Iterator[Scored]:
    for path in lesson_banks(course / "notebooks" / "quizzes"):
        bank = load_bank(path).bank
        if bank.lesson == BEFORE_AFTER:  # it serves the course, and no one lesson
            continue
        for item in bank.firsts:
            yield Scored(bank.lesson, item.id, "item", 1, item.serves, item.asks == "recall")


def _tasks(course: Path, tables: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Iterator[Scored]:
    for lesson, table in tables.items():
        for path in sorted((course / "solutions" / lesson).glob("*.ipynb")):
            notebook = read(path)
            for task in assignment_tasks(notebook):
                serves = table.get(task.id, ())
                yield Scored(lesson, task.id, _kind(task, notebook), task.points, serves)


def _kind(task: AssignmentTask, notebook: NotebookNode) -> Kind:
    """Return what a task asks for; of a judgement task, the answer is chosen in a part."""
    if task.kind == "written":
        return "written"
    chosen = any(
        grade_id(cell) == f"{task.id}-answer" and role(cell) is Role.CHOICE
        for cell in notebook.cells
    )
    return "judgement" if chosen else "code"


def _stated(course: Path, aims: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Yield each lesson whose own list says something else."""
    for lesson, texts in aims.items():
        notebook = read(course / "notebooks" / f"{lesson}.ipynb")
        lists = [cell.source for cell in notebook.cells if _AIMS in cell.source]
        bullets = [bullet["text"] for source in lists for bullet in _BULLET.finditer(source)]
        if bullets != list(texts.values()):
            yield (
                f"{lesson}: the list under “{_AIMS}” is not that of "
                "notebooks/objectives.yaml. Copy the objectives into the notebook"
            )


def _unknown(scored: Sequence[Scored], aims: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for item in scored:
        if not item.serves:
            yield f"{item.lesson}: {_called(item)} serves no objective; {_where(item)}"
        for name in item.serves:
            if name not in aims.get(item.lesson, {}):
                have = ", ".join(aims.get(item.lesson, {})) or "none"
                yield (
                    f"{item.lesson}: {_called(item)} serves {name!r}, which is not an objective of "
                    f"the lesson (there are: {have})"
                )


def _called(item: Scored) -> str:
    return f"{item.kind} {item.id!r}" if item.kind == "item" else f"{item.kind} task {item.id!r}"


def _where(item: Scored) -> str:
    return (
        "name one under `serves` in its bank"
        if item.kind == "item"
        else f"name one in solutions/{item.lesson}/objectives.yaml"
    )


def _gone(
    scored: Sequence[Scored], tables: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> Iterator[str]:
    tasks = {(item.lesson, item.id) for item in scored if item.kind != "item"}
    for lesson, table in tables.items():
        for task in table:
            if (lesson, task) not in tasks:
                yield (
                    f"{lesson}: its tasks' objectives.yaml names {task!r}, which is not one of "
                    "its tasks"
                )


def _bare(objectives: Sequence[Objective]) -> Iterator[str]:
    for objective in objectives:
        if len(objective.by) < FEWEST:
            have = ", ".join(each.id for each in objective.by) or "nothing"
            yield (
                f"{objective.lesson}: {objective.name!r} is served by {have}; "
                f"an objective needs {FEWEST} scored items or tasks"
            )


def _shares(scored: Sequence[Scored]) -> Iterator[str]:
    if judgement(scored) < LEAST_JUDGEMENT:
        yield (
            f"judgement carries {judgement(scored):.0%} of the tasks' points; "
            f"it should carry at least {LEAST_JUDGEMENT:.0%}"
        )
    if recall(scored) > MOST_RECALL:
        yield (
            f"{recall(scored):.0%} of the items ask for recall; the limit is {MOST_RECALL:.0%} may"
        )

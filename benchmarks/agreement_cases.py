"""What `benchmarks/agreement.py` explains: submissions that nbgrader marks otherwise than we do."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nbformat.v4 import new_code_cell

from tests.grading.corpus_class import with_answers
from tests.tasks.proof import ROOT
from trilateral.assignments import read
from trilateral.assignments.cells import assignment_tasks, grade_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nbformat import NotebookNode

    Points = Mapping[str, float | None]

NAME: Final = "03_coercion"
"""The assignment of the submissions that meet a defect."""
WRONG: Final = {
    "by-year": "by_year = pd.DataFrame({'year': [2023, 2024, 2025], 'incidents': [0, 0, 0]})"
}
WARNS: Final = {
    "monthly-rate": """
import warnings
def monthly_rate(count, months):
    if count == 0:
        warnings.warn("nothing was seen")
    low, high = poisson_interval(count)
    return count / months, low / months, high / months
"""
}
TYPED: Final = {"my-place": "mine_2024 = 8\nmine_2025 = 1"}
"""The right numbers of the learner `typed-2`, whose place is Sabina Shoal."""
TASKS: Final = tuple(
    task.id
    for task in assignment_tasks(read(ROOT / "exercises" / NAME / f"{NAME}.ipynb"))
    if task.kind == "automatic"
)
NONE: Final[Points] = dict.fromkeys(TASKS)
"""No mark at all in any automatic task."""


@dataclass(frozen=True)
class Case:
    """A submission that meets one defect of nbgrader, or a control that meets none."""

    learner: str
    control: str
    """The learner whose submission is the same, but for what meets the defect."""
    made: Callable[[], NotebookNode]
    theirs: Points
    """nbgrader's marks where they are not ours."""
    why: str


def answered(**answers: str) -> NotebookNode:
    """Return the assignment with right answers, but for some tasks'."""
    file = f"{NAME}/{NAME}.ipynb"
    given = {task.replace("_", "-"): code for task, code in answers.items()}
    return with_answers(read(ROOT / "exercises" / file), read(ROOT / "solutions" / file), given)


def running(code: str, before: str, **answers: str) -> NotebookNode:
    """Return it with a cell of the learner's own before one of its cells."""
    made = answered(**answers)
    made.cells.insert(_place(made, before), new_code_cell(code, id="own"))
    return made


def copied(name: str, times: int) -> NotebookNode:
    """Return it with one of its cells there so many times."""
    made = answered()
    at = _place(made, name)
    made.cells[at : at + 1] = [copy.deepcopy(made.cells[at]) for _ in range(times)]
    for number, cell in enumerate(made.cells[at : at + times]):
        cell["id"] = f"{name}-{number}"
    return made


def _place(notebook: NotebookNode, name: str) -> int:
    return next(at for at, cell in enumerate(notebook.cells) if grade_id(cell) == name)


CASES: Final = (
    Case("right", "right", answered, {}, "Control: all answers are right."),
    Case("wrong", "wrong", lambda: answered(**WRONG), {}, "Control: one answer is wrong."),
    # utils.determine_grade gives 0 as soon as a test cell wrote to stderr, whatever it found.
    Case(
        "warns",
        "right",
        lambda: answered(**WARNS),
        {"monthly-rate": 0},
        "The answer warns while the check calls it: what goes to stderr counts as failed.",
    ),
    # Tests run in the learner's namespace. Ours run in another process, on the answers alone.
    Case(
        "hides",
        "right",
        lambda: running("compare = 'by year'", "by-year-answer"),
        {**dict.fromkeys(TASKS, 0), "monthly-rate": 1.2, "years-apart": 0.67, "side-by-side": 1},
        "A variable has the name of something that checks use: they fail, right or wrong.",
    ),
    # The same, used to cheat.
    Case(
        "forges",
        "wrong",
        lambda: running("compare.table = lambda *_, **__: True", "by-year-answer", **WRONG),
        {"by-year": 2},
        "The notebook replaces what checks compare with: a wrong answer gets full points.",
    ),
    # DeadKernelError: the submission is dropped, and what ran well before that with it.
    Case(
        "exits",
        "right",
        lambda: running("import os\nos._exit(0)", "silent-side-answer"),
        NONE,
        "A cell ends Python: there is no mark at all. Ours runs the rest without that cell.",
    ),
    Case(
        "deleted",
        "right",
        lambda: copied("silent-side", 0),
        {"silent-side": None},
        "A check cell was deleted: its task has no mark. Ours puts the cell back.",
    ),
    # nbgrader issue 1083, of an innocent copy and paste; the command ends with 1.
    Case(
        "twice",
        "right",
        lambda: copied("silent-side", 2),
        NONE,
        "A check cell was pasted twice: there is no mark at all. With ours one of them counts.",
    ),
    # Where learners' names are set as they work, as grading sets them; no defect, but a limit.
    Case(
        "typed-2",
        "right",
        lambda: answered(**TYPED),
        {"my-place": 0},
        "Numbers of the learner's own variant are typed in: nbgrader runs all as one learner.",
    ),
)
OF_THE_CLASS: Final[dict[tuple[str, str], Points]] = {}
"""nbgrader's marks in the class where they are not ours, by learner and assignment: none so far,
as no answer of the corpus meets one of these defects."""

"""What the gradebook holds of a submission, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Grade:
    """What the gradebook holds of one task."""

    task: str
    points: float | None
    """None while nobody has marked it."""
    possible: float
    waiting: bool
    """Whether a person has to check it."""
    manual: bool = False
    """Whether the points are a person's."""
    comment: str = ""
    voided: Literal["", "nothing", "full"] = ""
    """What it is worth to everybody, where the task has a fault."""


@dataclass(frozen=True)
class Entry:
    """What the gradebook holds of one submission."""

    learner: str
    assignment: str
    tasks: tuple[Grade, ...]
    penalty: float = 0.0
    """Points that are taken off because it was late."""
    late: float = 0.0
    """Seconds."""
    comments: tuple[tuple[str, str], ...] = ()
    """What a person wrote at other cells."""
    timed: bool = False
    """Whether a due date and the time of handing in are known, so that `late` says all."""

    @property
    def waiting(self) -> tuple[str, ...]:
        """Tasks that a person has to look at."""
        return tuple(grade.task for grade in self.tasks if grade.waiting)

    @property
    def points(self) -> float:
        """Points so far, less the penalty, which takes off no more than there is."""
        earned = sum(grade.points or 0 for grade in self.tasks)
        return round(max(0.0, earned - self.penalty) if self.penalty else earned, 2)

    @property
    def possible(self) -> float:
        """Points to be had."""
        return round(sum(grade.possible for grade in self.tasks), 2)


def entry_of(submission: Any, notebook: Any) -> Entry:  # noqa: ANN401 -- nbgrader's own
    """Return what nbgrader's rows of a submitted notebook say."""
    cells = {cell.id: cell for cell in [*graded_cells(notebook), *notebook.notebook.solution_cells]}
    comments = {
        cells[comment.cell_id].name: str(comment.manual_comment)
        for comment in notebook.comments
        if comment.manual_comment
    }
    tasks = tuple(
        Grade(
            cells[grade.cell_id].name,
            None if _unmarked(grade) else round(float(grade.score), 2),
            float(cells[grade.cell_id].max_score),
            bool(grade.needs_manual_grade) or _unmarked(grade),
            grade.manual_score is not None,
            comments.pop(cells[grade.cell_id].name, ""),
        )
        for grade in notebook.grades
    )
    return Entry(
        submission.student.id,
        submission.assignment.name,
        tasks,
        float(notebook.late_submission_penalty or 0),
        float(submission.total_seconds_late),
        tuple(sorted(comments.items())),
        timed=submission.assignment.duedate is not None and submission.timestamp is not None,
    )


def graded_cells(notebook: Any) -> list[Any]:  # noqa: ANN401 -- nbgrader's own
    """Return the cells of a submitted notebook that get marks."""
    return [*notebook.notebook.grade_cells, *notebook.notebook.task_cells]


def _unmarked(grade: Any) -> bool:  # noqa: ANN401 -- nbgrader's own
    return grade.manual_score is None and grade.auto_score is None

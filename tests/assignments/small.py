"""A small exercise, so that tests of the verbs do not follow the course's own tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

NAME: Final = "06_small"
SET_UP: Final = "from trilateral.tasks import STOP, compare, is_number, sort, task"
TITLE: Final = """# Exercise 06: small

*28 minutes: 10 for the two tasks with code, 8 for the two where you choose, 10 for the written one*

One question, in two small steps."""
CHOOSE: Final = """## Choose, without code

*8 minutes, 6 points*

The next two tasks need no code."""
WRITTEN: Final = """## 5. A note

*10 minutes, 4 points, written: a note; 80 words*

Use your results of tasks 1 and 2, or task 1 alone."""


def exercise(code: int = 2) -> NotebookNode:
    """Return an exercise with tasks with code (step-1, ...), two choices and a written one.

    Its title is right for two tasks with code, and its headings for any number of them but
    the written one's.
    """
    steps = [cell for n in range(code) for cell in _task(f"step-{n + 1}", n + 1, 5, 2)]
    sorts = [cell for n in (1, 2) for cell in _task(f"sort-{n}", code + n, 4, 3, is_choice=True)]
    notebook: NotebookNode = new_notebook(
        cells=[
            new_markdown_cell(TITLE, id="title"),
            _marked(new_code_cell(SET_UP, id="set-up"), locked=True),
            *steps,
            new_markdown_cell(CHOOSE, id="choose"),
            *sorts,
            _marked(new_markdown_cell(WRITTEN, id="note"), locked=True, task=True, points=4),
        ]
    )
    return notebook


def lesson() -> NotebookNode:
    """Return the lesson that sends learners to it."""
    words = "## Exercise\n\n*about 28 minutes*"
    notebook: NotebookNode = new_notebook(cells=[new_markdown_cell(words)])
    return notebook


def _task(
    task: str, number: int, minutes: int, points: int, *, is_choice: bool = False
) -> Iterator[NotebookNode]:
    name = task.replace("-", "_")
    head = f"## {number}. Do {task}\n\n*{minutes} minutes, {points} points*\n\nAsk."
    yield new_markdown_cell(head, id=f"{task}-task")
    asked = f'sort("{task}", "Which?", answers=dict(a="A", b="B"), rows=dict(one="One", two="Two"))'
    begins, right = (asked, dict.fromkeys(("one", "two"), "a")) if is_choice else ("...", 1)
    source = f"{name} = {begins}\n### BEGIN SOLUTION\n{name} = {right}\n### END SOLUTION\n{name}"
    answer = _marked(new_code_cell(source, id=f"{task}-answer"), solution=True)
    if is_choice:
        answer.metadata["trilateral"] = {"kind": "choice"}
    yield answer
    check = (
        f'@task("{task}", points={points}, checks=1, hints=["Look."])\n'
        f'def check({name}):\n    yield is_number({name}), "A number."\n\n\ncheck()'
    )
    yield _marked(new_code_cell(check, id=task), grade=True, locked=True, points=points)


def _marked(cell: NotebookNode, **marks: object) -> NotebookNode:
    plain = {"grade": False, "locked": False, "solution": False, "task": False}
    cell.metadata["nbgrader"] = {**plain, **marks, "grade_id": cell.id, "schema_version": 3}
    return cell

"""Get a task out of a check cell without running its check: what grading does."""

from __future__ import annotations

import ast
from typing import Any

from trilateral.tasks.execution import execute, without_call
from trilateral.tasks.expectation import TaskError
from trilateral.tasks.task import Task


def define(source: str, namespace: dict[str, Any], name: str = "check cell") -> Task:
    """Return the task that a check cell defines.

    Parameters
    ----------
    source
        The cell. Its last line, which calls the check, is left out.
    namespace
        Where it is defined: it must hold what the notebook's given cells define, and needs
        nothing of the learner's.
    name
        Stands for a file's name in error messages.

    Raises
    ------
    TaskError
        The cell defines no task.
    """
    tree = without_call(source)
    execute(tree, source, namespace, name)
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    tasks = [made for made in map(namespace.get, names) if isinstance(made, Task)]
    if len(tasks) != 1:
        message = f"{name}: a check cell defines one task, and this one defines {len(tasks)}."
        raise TaskError(message)
    return tasks[0]

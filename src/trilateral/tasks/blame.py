"""Turn an exception into a sentence about the learner's own line."""

from __future__ import annotations

import ast
import linecache
import traceback
from typing import TYPE_CHECKING, Any

from trilateral.tasks.answers import describe
from trilateral.tasks.outcome import Outcome
from trilateral.tasks.raised import FIX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FunctionType


def verdict(
    error: BaseException, body: FunctionType, answers: Mapping[str, Any], *, discreet: bool = False
) -> tuple[Outcome, str]:
    """Return whose code stopped, and a sentence: what went wrong, where, and what to do.

    Parameters
    ----------
    error
        What a check raised.
    body
        The task's body: frames in its own file are the course's, not the learner's.
    answers
        The answers it was given.
    discreet
        Whether the exception's text is left out, but for what it has as `discreet`.
    """
    text = getattr(error, "discreet", "") if discreet else error
    what = f"{type(error).__name__}: {text}".strip().rstrip(":.")
    theirs = None
    for frame, number in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        if frame.f_globals is body.__globals__ and code.co_filename != body.__code__.co_filename:
            line = linecache.getline(code.co_filename, number).strip()
            theirs = f"`{code.co_name}` stopped at its line {number}, `{line}`"
    if theirs:
        return Outcome.RAISED, f"{theirs}: {what}. {FIX}"
    if hasattr(error, "discreet"):  # a function that ran elsewhere, at grading
        return Outcome.RAISED, f"Your function stopped: {what}."
    if isinstance(error, NameError):
        return Outcome.NOT_CHECKED, (
            f"The check lacks something that is not part of your answer ({what}). Run the cells "
            "from the top, then this one. If this happens again, the mistake is in the "
            "check, not in your answer: tell your instructor."
        )
    listed = "; ".join(f"`{name}` is {describe(value)}" for name, value in answers.items())
    lines = filter(None, (assignment(name, body.__globals__) for name in answers))
    where = "".join(f" It was set by your line `{line}`." for line in lines)
    text = f"The check could not use this answer: {listed}.{where} Python said: {what}."
    return Outcome.NOT_CHECKED, text


def assignment(name: str, namespace: Mapping[str, Any]) -> str:
    """Return the line of the notebook that last gave `name` its value, or an empty text."""
    cells = namespace.get("In", [])  # IPython's own list of what was run
    for source in reversed(cells if isinstance(cells, list) else []):
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, TypeError):
            continue
        for node in reversed(tree.body):
            targets = node.targets if isinstance(node, ast.Assign) else [node]
            if any(_names(target, name) for target in targets):
                return str(source.splitlines()[node.lineno - 1].strip())
    return ""


def _names(target: ast.AST, name: str) -> bool:
    return name in (getattr(target, "id", ""), getattr(target, "name", ""))

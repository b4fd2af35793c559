"""``solution("task-id")``: the worked solution, in self-study, after two answers of one's own."""

from __future__ import annotations

import html
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from trilateral.tasks import announcer, practice
from trilateral.tasks.forms import forms
from trilateral.tasks.text import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWERS: Final = 2
"""How many different answers are checked before a solution can be opened."""
_checked: defaultdict[str, set[str]] = defaultdict(set)


class Code(Words):
    """Code that a notebook shows as text."""

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            "text/plain": self.text,
            "text/html": f"<pre><code>{html.escape(self.text)}</code></pre>",
        }


def note(task: str, answers: Mapping[str, object]) -> None:
    """Take in that an answer was checked; the same answer twice counts once."""
    _checked[task].add(forms(answers)[0])


def is_open(task: str) -> bool:
    """Say whether a worked solution can be opened now."""
    return len(_checked[task]) >= ANSWERS and practice.find(task) is not None


def solution(task: str) -> Words:
    """Show the worked solution of a task, one of several right ways.

    Parameters
    ----------
    task
        The task's id, as its check shows it.
    """
    material = practice.find(task)
    if material is None:
        words = Words(
            "There is no worked solution here: either no task has this name, or this exercise was "
            "handed out to be graded."
        )
    elif not is_open(task):
        count = len(_checked[task])
        words = Words(
            f"Check {ANSWERS} different answers of your own first; so far it is {count}. "
            f'`hint("{task}")` gives the next hint.'
        )
    else:
        words = Code(material.solution)
    announcer.say(words.text.replace("`", ""))
    return words

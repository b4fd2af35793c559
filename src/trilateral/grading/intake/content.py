"""What a file is by what is in it, whatever it is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from trilateral.assignments.cells import ANSWERS, Role, assignment_tasks, grade_id, role
from trilateral.grading.submission import UnreadableError, parse
from trilateral.notebook.lessons import ABOVE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbformat import NotebookNode

_RENAMED: Final = (".json", ".txt", "")
"""How a browser or a mail program may have an ``.ipynb`` file end."""

Kind = Literal["notebook", "damaged", "other"]


@dataclass(frozen=True)
class Content:
    """What is in a file."""

    kind: Kind
    assignment: str = ""
    """Which assignment it says it is."""
    names: frozenset[str] = frozenset()
    """What its cells are called, by nbgrader and by Jupyter."""
    why: str = ""
    """Why it cannot be read."""

    @property
    def is_lesson(self) -> bool:
        """Whether it is a lesson and not an exercise."""
        return ABOVE in self.names

    def tasks(self, release: NotebookNode) -> tuple[str, ...]:
        """Return which tasks of an assignment are in it."""
        wanted = (task.id for task in assignment_tasks(release))
        return tuple(task for task in wanted if task in self.names)

    def is_work(self, release: NotebookNode) -> bool:
        """Whether it has a task of an assignment, or at least a place to answer one."""
        roles = {*ANSWERS, Role.CHECK, Role.WRITTEN}
        own = {grade_id(cell) for cell in release.cells if role(cell) in roles}
        return not own.isdisjoint(self.names)


def as_notebook(name: str) -> str:
    """Return the name that a notebook would have, had nothing renamed it on its way."""
    stem = re.sub(r"(\.ipynb)?(\.json|\.txt)?$", "", name, flags=re.IGNORECASE)
    return f"{stem}.ipynb"


def read(name: str, content: bytes, releases: Mapping[str, NotebookNode]) -> Content:
    """Return what is in a file of this name."""
    ending = PurePosixPath(name).suffix.casefold()
    if ending not in (".ipynb", *_RENAMED):
        return Content("other")
    try:
        notebook = parse(content)
    except UnreadableError as error:
        return Content("damaged" if ending == ".ipynb" else "other", why=str(error))
    ours = notebook.metadata.get("trilateral")
    assignment = ours.get("assignment") if isinstance(ours, dict) else ""
    stated = assignment if isinstance(assignment, str) and assignment in releases else ""
    names = {name for cell in notebook.cells for name in (grade_id(cell), str(cell.get("id", "")))}
    return Content("notebook", stated, frozenset(names - {""}))

"""Lessons in a clone of a class's repository: saved as they came, where they were only run."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, Final

import nbformat

from trilateral.paths import RELEASE

_SECONDS: Final = 5
"""How long git may take; a lesson is then saved as it is."""


def keep_as_shipped(
    model: dict[str, Any],
    path: str = "",
    contents_manager: Any = None,  # noqa: ANN401 -- whichever a server has
    **_: object,
) -> None:
    """Save a lesson as its repository has it, if only its outputs differ.

    Running a lesson makes the same outputs again, and a learner's answers are not in the file. So
    nothing is lost, and git can bring the next edition without a conflict. A lesson whose text or
    code differs from the repository's stays as it is.
    """
    root = getattr(contents_manager, "root_dir", None)
    content = model.get("content")
    if root is None or model.get("type") != "notebook" or not isinstance(content, dict):
        return
    file = Path(root, path.strip("/")).resolve()
    if file.parent.name != "notebooks" or not (file.parents[1] / RELEASE).is_file():
        return
    text = _shipped(file)
    shipped = nbformat.reads(text, as_version=4) if text else None
    if shipped is not None and _work(shipped) == _work(content):
        model["content"] = shipped


def _work(notebook: dict[str, Any]) -> list[tuple[object, ...]]:
    """Return what a learner may have written in a notebook."""
    return [
        (cell.get("id"), cell.get("cell_type"), cell.get("source"), cell.get("attachments") or {})
        for cell in notebook.get("cells", [])
    ]


def _shipped(file: Path) -> str:
    """Return a file as the class's repository had it when this clone was last brought up to date.

    A learner's own commits, and those that nbgitpuller makes, come after that.
    """
    base = _git(file.parent, "merge-base", "HEAD", "@{upstream}").strip() or "HEAD"
    return _git(file.parent, "show", f"{base}:./{file.name}")


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 -- our own argument list, no shell
            ["git", *arguments],  # noqa: S607 -- found as a person's shell finds it
            cwd=folder,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")

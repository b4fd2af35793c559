"""Whether a cell that is not valid Python here may be valid in a newer version."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from nbformat import NotebookNode

_NEWER: Final = tuple(
    (version, re.compile(form, re.MULTILINE))
    for version, form in {
        (3, 12): (
            r"\b[rR]?[fF][rR]?(?P<quote>[\"'])(?:(?!(?P=quote))[^\n{])*\{[^\n}]*?(?:(?P=quote)|\\)"
            r"|^\s*type\s+\w+[^\n=]*="
            r"|^\s*(?:async\s+)?(?:def|class)\s+\w+\["
        ),
        (3, 14): r"\b[rR]?[tT][rR]?[\"']|^\s*except\s+\w+(?:\s*,\s*\w+)+\s*:",
    }.items()
)
"""What came with which version: quotes within f-strings, `type`, generic functions, t-strings."""
GRADING: Final = sys.version_info[:2]
"""The version of Python that grades."""


def version_of(notebook: NotebookNode) -> tuple[int, int]:
    """Return the version of Python that a notebook says it was run with, or (0, 0)."""
    info = notebook.metadata.get("language_info")
    text = info.get("version") if isinstance(info, dict) else ""
    fit = re.match(r"(\d)\.(\d{1,2})\b", text) if isinstance(text, str) else None
    return (int(fit[1]), int(fit[2])) if fit else (0, 0)


def newer(source: str, python: tuple[int, int], here: tuple[int, int] = GRADING) -> str:
    """Return what to say about a cell that has a syntax error here, or nothing where it is one.

    Parameters
    ----------
    source
        The cell.
    python
        The version that its notebook says it was run with.
    here
        The version that grades.
    """
    newer = [version for version, form in _NEWER if version > here and form.search(source)]
    version = python if python > here else min(newer, default=None)
    if version is None:
        return ""
    return (
        f"it is not valid in Python {_name(here)}, which graded this, but may be in Python "
        f"{_name(version)}. Grade again with that version: "
        f"`uv run --python {_name(version)} --extra grading trilateral grade`"
    )


def _name(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))

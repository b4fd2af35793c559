"""What a platform calls our assignments: read from its own export, or given."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from trilateral.grading.errors import GradingError
from trilateral.grading.roster import delimiter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def given(columns: Iterable[str]) -> dict[str, str]:
    """Return titles from texts like ``03_coercion=Exercise 3 (12345)``.

    Raises
    ------
    GradingError
        One is not of this form.
    """
    found = {}
    for text in columns:
        name, sign, title = text.partition("=")
        if not sign or not name.strip() or not title.strip():
            message = f"{text!r} is no column. Write it as '03_coercion=Exercise 3 (12345)'."
            raise GradingError(message)
        found[name.strip()] = title.strip()
    return found


def titles_like(path: Path, assignments: Sequence[str]) -> dict[str, str]:
    """Return the titles that a platform's export has for assignments; an unclear one is left out.

    A title fits where it is the assignment's name, or alone has the name in it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        header = next(csv.reader(text.splitlines()[:1], delimiter=delimiter(text)), [])
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path} cannot be read. Export the gradebook again, as CSV."
        raise GradingError(message) from error
    plain = {title: _bare(title) for title in header}
    found = {}
    for name in assignments:
        wanted = _bare(name)
        same = [title for title, bare in plain.items() if bare == wanted]
        inside = [title for title, bare in plain.items() if wanted in bare]
        for fitting in (same, inside):
            if len(fitting) == 1:
                found[name] = fitting[0]
                break
    return found


def _bare(title: str) -> str:
    """Return a title without the number that Canvas adds, and with one kind of space."""
    text = re.sub(r"\s\(\d+\)$", "", title.strip())
    return re.sub(r"[\s_]+", " ", text).casefold()

"""What a platform calls our assignments: read from its own export, or given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.roster import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_WORKSHEET: Final = {"Identifier", "Grade"}
"""What every grading worksheet of Moodle has, by its ``mod/assign/gradingtable.php``."""
_MOST: Final = "Maximum grade"
"""What it has besides where the grade is no scale's."""


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


def titles_like(path: Path, assignments: Iterable[str]) -> dict[str, str]:
    """Return the titles that a platform's export has for assignments; an unclear one is left out.

    A title fits where it is the assignment's name, or alone has the name in it as words and is no
    quiz's.
    """
    header = _header(read_rows(path))
    fitting = {name: _fitting(header, name) for name in assignments}
    return {name: titles[0] for name, titles in fitting.items() if len(titles) == 1}


def unlike(path: Path, titles: Mapping[str, str], possible: Mapping[str, float]) -> Iterator[str]:
    """Say which assignments have no clear title in an export, or other points than there.

    Parameters
    ----------
    path
        The platform's export.
    titles
        What the platform calls the assignments, where that is known.
    possible
        The points of each assignment.
    """
    rows = read_rows(path)
    header = _header(rows)
    if set(header) >= _WORKSHEET:
        yield from _unlike_worksheet(path.name, rows, possible)
        return
    most = next((row for row in rows[1:3] if row and "points possible" in row[0].casefold()), [])
    for name, points in possible.items():
        if name not in titles:
            fitting = _fitting(header, name)
            found = f"more than one column ({', '.join(fitting)})" if fitting else "no column"
            yield f"{name}: {path.name} has {found} for it. Give `--column '{name}=TITLE'`."
        elif titles[name] in header and header.index(titles[name]) < len(most):
            there = _number(most[header.index(titles[name])])
            if there is not None and there != points:
                yield (
                    f"{titles[name]}: {path.name} has {there:g} points possible, {name} has "
                    f"{points:g}. Change the assignment's points on the platform."
                )


def _unlike_worksheet(
    name: str, rows: list[list[str]], possible: Mapping[str, float]
) -> Iterator[str]:
    """Compare with Moodle's grading worksheet: one assignment's, and it does not say which."""
    learner = dict(zip(rows[0], rows[1] if rows[1:] else (), strict=False))
    most = _number(learner.get(_MOST, ""))
    if most is not None and len(possible) == 1 and most not in possible.values():
        ((assignment, points),) = possible.items()
        yield (
            f"{assignment}: {name} has the maximum grade {most:g}, and there are {points:g} points "
            "here. Change the assignment's maximum grade in Moodle."
        )


def _fitting(header: Sequence[str], name: str) -> list[str]:
    plain = [(title, _bare(title)) for title in header]
    wanted = _bare(name)
    inside = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    same = [title for title, bare in plain if bare == wanted]
    return same or [
        title for title, bare in plain if inside.search(bare) and not re.search(r"\bquiz", bare)
    ]


def _header(rows: list[list[str]]) -> list[str]:
    return rows[0] if rows else []


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _bare(title: str) -> str:
    """Return a title without the number that Canvas adds, and with one kind of space."""
    text = re.sub(r"\s\(\d+\)$", "", title.strip())
    return re.sub(r"[\s_]+", " ", text).casefold()

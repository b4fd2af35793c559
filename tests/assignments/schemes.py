"""A written task with its marking scheme, read as an instructor reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trilateral.assignments import Role, read, role
from trilateral.assignments.secrets import without_schemes
from trilateral.notebook.marks import marks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = re.compile(
    r"^\*\d+ minutes, (\d+) points, written: ([^;]+); (\d+) to (\d+) words\*$", re.MULTILINE
)
CRITERION = re.compile(r"^\| \*\*([^*]+)\*\* \| (\d) \|", re.MULTILINE)
SAMPLE = re.compile(
    r"^\*Sample \d: (\d) of (\d)[^*]*\.\* “(.+?)”\n\n((?:^\|[^\n]*\n)+)", re.MULTILINE | re.DOTALL
)
ROW = re.compile(r"^\| ([A-Z][^|]+) \| (\d) \| ([^|]+) \|$", re.MULTILINE)
TIME = re.compile(r"^\*\*Time to mark\.\*\* (\d)", re.MULTILINE)
COMMENT = re.compile(r"^\| ([^|]+) \| ([A-Z“(*][^|]+[.?!]) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """A sample answer, what it is worth, and the points it gets for each criterion."""

    worth: int
    of: int
    text: str
    points: dict[str, int]


@dataclass(frozen=True)
class Written:
    """A written task: what a learner reads of it, and what a marker does."""

    name: str
    points: int
    shown: str
    scheme: str

    @property
    def head(self) -> tuple[int, str, int, int]:
        """The points, the form of the task, and the fewest and the most words."""
        ((points, form, fewest, most),) = HEAD.findall(self.shown)
        return int(points), form, int(fewest), int(most)

    @property
    def criteria(self) -> dict[str, int]:
        """The points of each criterion."""
        return {name: int(points) for name, points in CRITERION.findall(self.shown)}

    @property
    def samples(self) -> list[Sample]:
        """The sample answers, the best first."""
        return [
            Sample(int(worth), int(of), text, {n: int(p) for n, p, _ in ROW.findall(table)})
            for worth, of, text, table in SAMPLE.findall(self.scheme)
        ]

    @property
    def comments(self) -> list[tuple[str, str]]:
        """The comments to copy, each with its fault."""
        return COMMENT.findall(self.scheme.partition("**Comments to copy.**")[2])


def written(solution: Path) -> Iterator[Written]:
    """Give the written tasks of a solution."""
    for cell in read(solution).cells:
        if role(cell) is Role.WRITTEN:
            shown = without_schemes(cell.source)
            scheme = cell.source.partition("BEGIN MARK SCHEME")[2]
            yield Written(cell.id, cell.metadata.nbgrader.points, shown, scheme)


def words(text: str) -> int:
    """Return how many words are the writer's own: citations are none."""
    for mark in marks(text):
        text = text.replace(mark.written, "1" if mark.kind == "=" else "")
    return len(re.findall(r"\w[\w\u2019',.-]*", text))

"""The minutes of an exercise, wherever they are written, and what each place should say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from trilateral.assignments.cells import Role, grade_id, role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbformat import NotebookNode

Kind = Literal["code", "choice", "written"]
WORDS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TASK: Final = re.compile(r"## (\d+)\. .+\n\n\*((\d+) minutes, ([\d.]+) points?)(?:, written.*)?\*")
_STEPS: Final = re.compile(r"\bin (\w+)(?: \w+)? steps\b")
_ABOUT: Final = re.compile(r"^\*about \d+ minutes\*$", re.MULTILINE)
_NO_CODE: Final = re.compile(r"\bThe next (\w+) tasks need no code")


class Asked(NamedTuple):
    """What the heading of a task asks for."""

    kind: Kind
    minutes: int
    points: float


class _Headed(NamedTuple):
    kind: Kind
    id: str
    points: float
    """Its points in the gradebook."""
    source: str
    """The cell with its heading."""


def stale(exercise: NotebookNode, lesson: NotebookNode, name: str) -> list[str]:
    """Return each place that says something else than the tasks do: file, is, should be.

    Parameters
    ----------
    exercise
        The solution.
    lesson
        The lesson that names the exercise.
    name
        The name of both, such as ``06_another_story``.
    """
    file = f"solutions/{name}/{name}.ipynb"
    headed = list(_headed(exercise))
    if wrong := [f"{file}, {line}" for line in _headings(headed)]:
        return wrong  # without all headings there is no sum
    tasks = [_asked(each) for each in headed]
    return [
        *(f"{file}, {line}" for line in _in_exercise(exercise, tasks)),
        *(f"notebooks/{name}.ipynb {line}" for line in _in_lesson(lesson, tasks)),
    ]


def _headed(exercise: NotebookNode) -> Iterator[_Headed]:
    kind: Kind = "code"
    heading = ""
    for cell in exercise.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            heading = cell.source
        match role(cell):
            case Role.CHOICE:
                kind = "choice"
            case Role.CHECK:
                yield _Headed(kind, grade_id(cell), cell.metadata.nbgrader.points, heading)
                kind, heading = "code", ""
            case Role.WRITTEN:
                yield _Headed("written", grade_id(cell), cell.metadata.nbgrader.points, cell.source)


def _headings(headed: Sequence[_Headed]) -> Iterator[str]:
    for number, each in enumerate(headed, start=1):
        found = _TASK.match(each.source)
        if found is None:
            begins = " ".join(" ".join(each.source.splitlines()[:3]).split())
            yield (
                f"the heading of {each.id} {_said(begins)}; it should say "
                f"“## {number}. Title”, and below that “*5 minutes, {_points(each.points)}*”"
            )
            continue
        if int(found[1]) != number:
            yield f"the heading of {each.id} has the number {found[1]}; it should be {number}"
        rest = f"{found[3]} minutes, {_points(each.points)}"
        if found[2] != rest:
            yield f"the heading of {each.id} {_said(found[2])}; it should say “{rest}”"


def _asked(headed: _Headed) -> Asked:
    found = _TASK.match(headed.source)
    assert found is not None
    return Asked(headed.kind, int(found[3]), float(found[4]))


def _in_exercise(exercise: NotebookNode, tasks: Sequence[Asked]) -> Iterator[str]:
    markdown = [cell.source for cell in exercise.cells if cell.cell_type == "markdown"]
    title = next((text for text in markdown if text.startswith("# ")), "")
    yield from _compared("the line under the title", _line(title), _parts(tasks))

    code = WORDS[len(_of(tasks, "code"))]
    for found in _STEPS.finditer(title):
        yield from _compared("the text under the title", found[0], _with(found, code))

    chosen = _of(tasks, "choice")
    section = next((text for text in markdown if text.startswith("## Choose, without code")), "")
    sums = f"*{_minutes(chosen)} minutes, {_points(sum(task.points for task in chosen))}*"
    yield from _compared("the line under “Choose, without code”", _line(section), sums)
    for found in _NO_CODE.finditer(section):
        right = _with(found, WORDS[len(chosen)])
        yield from _compared("the text under “Choose, without code”", found[0], right)


def _in_lesson(lesson: NotebookNode, tasks: Sequence[Asked]) -> Iterator[str]:
    markdown = "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")
    found = " and ".join(_ABOUT.findall(markdown))
    yield from _compared("", found, f"*about {_minutes(tasks)} minutes*")


def _parts(tasks: Sequence[Asked]) -> str:
    code, chosen, written = (_of(tasks, kind) for kind in ("code", "choice", "written"))
    return (
        f"*{_minutes(tasks)} minutes: {_minutes(code)} for the {WORDS[len(code)]} tasks with code, "
        f"{_minutes(chosen)} for the {WORDS[len(chosen)]} where you choose, "
        f"{_minutes(written)} for the "
        f"{'written one' if len(written) == 1 else f'{WORDS[len(written)]} written ones'}*"
    )


def _compared(place: str, found: str, right: str) -> Iterator[str]:
    if found != right:
        yield f"{place} {_said(found)}; it should say “{right}”".strip()


def _said(found: str) -> str:
    return f"says “{found}”" if found else "says nothing"


def _line(text: str) -> str:
    """Return the line under a heading."""
    return next((line for line in text.splitlines()[1:] if line), "")


def _with(found: re.Match[str], word: str) -> str:
    start, end = (place - found.start() for place in found.span(1))
    return f"{found[0][:start]}{word}{found[0][end:]}"


def _of(tasks: Sequence[Asked], kind: Kind) -> list[Asked]:
    return [task for task in tasks if task.kind == kind]


def _minutes(tasks: Sequence[Asked]) -> int:
    return sum(task.minutes for task in tasks)


def _points(points: float) -> str:
    return f"{points:g} {'point' if points == 1 else 'points'}"

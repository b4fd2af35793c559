"""What a learner has been shown when a task asks for code, read in the order of the course.

Shown is:

- prose: code in it, in backticks or in a fenced block, of the lessons and the exercises;
- worked examples: a given cell of an exercise that is called ``-example``;
- what an answer cell holds when it is handed out.

Not shown, though it is there: checks, marking schemes, solutions, folded cells (set-up, the
code of charts), and the other given cells, which draw a learner's variant or make its data: they
give the *names* that they set and nothing else. Lessons' playgrounds and the exercises'
stretch tasks are left out, too: both are optional, and the latter ask for more on purpose.

Methods, arguments, operators and syntax stay known for the rest of the course. A name or a word of
the data must be shown in its own exercise, except for Python's own names and the libraries' (`pd`,
`alt`).
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tests.assignments.rungs import OPERATORS, rungs, texts
from trilateral.assignments.cells import Role, read, role
from trilateral.assignments.secrets import without_schemes
from trilateral.tasks.practice import worked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

_FENCED: Final = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
_INLINE: Final = re.compile(r"`([^`\n]+)`")
_OWN: Final = ("name ", "text ")
_LIBRARIES: Final = frozenset({"name pd", "name alt"})
_SOLUTION: Final = re.compile(r"### BEGIN SOLUTION\n.*?### END SOLUTION", re.DOTALL)


@dataclass(frozen=True)
class Gap:
    """Something that a solution needs and nothing before it has shown."""

    exercise: str
    task: str
    rung: str


def gaps(course: Path) -> Iterator[Gap]:
    """Yield what is asked in the course's exercises before it is shown, in their order."""
    known: set[str] = set()
    for path in sorted(course.glob("solutions/[0-9]*/*.ipynb")):
        lesson = read(course / "notebooks" / path.name)
        known.update(*map(shown, lesson.cells))
        known = {rung for rung in known if _lasts(rung)}
        yield from _asked(path, known)


def _asked(path: Path, known: set[str]) -> Iterator[Gap]:
    """Yield the gaps of one exercise, and let `known` grow by what it shows."""
    for cell in read(path).cells:
        known.update(shown(cell))
        if role(cell) is Role.ANSWER:
            tree = ast.parse(worked(cell.source))
            own = _set_in(tree)
            for rung in sorted(set(rungs(_without_docstrings(tree))) - own - known):
                yield Gap(path.stem, cell.id.removesuffix("-answer"), rung)


def shown(cell: NotebookNode) -> set[str]:
    """Return the rungs that a cell of a lesson or of a solution shows."""
    if cell.id.startswith("stretch-"):
        return set()
    if cell.cell_type == "markdown":
        return set(_prose(without_schemes(cell.source)))
    if cell.cell_type != "code" or folded(cell) or "playground" in cell.metadata.get("tags", ()):
        return set()
    kind = role(cell)
    if kind is Role.CHECK:
        return set()
    tree = ast.parse(_SOLUTION.sub("", cell.source))
    if kind is Role.GIVEN and not cell.id.endswith("-example"):
        return _set_in(tree)
    return set(rungs(tree))


def folded(cell: NotebookNode) -> bool:
    """Return whether a cell's code is hidden until it is opened."""
    return bool(cell.metadata.get("jupyter", {}).get("source_hidden"))


def _prose(text: str) -> Iterator[str]:
    for block in _FENCED.findall(text):
        yield from rungs(ast.parse(block))
    for piece in _INLINE.findall(_FENCED.sub("", text)):
        yield from (f"text {word}" for word in re.findall(r"[A-Za-z_][\w-]*", piece))
        yield from _piece(piece)


def _piece(piece: str) -> Iterator[str]:
    """Yield the rungs of code within a sentence, which is often no whole statement."""
    if piece in OPERATORS.values() or re.fullmatch(r":[QNOT]", piece):
        yield piece
    if re.fullmatch(r"\w+=[^=].*", piece):  # an argument, such as `ascending=False`
        piece = f"_({piece})"
    for whole in (piece, f"_{piece}", f"{piece} ...", f"{piece}\n  ..."):
        try:
            tree = ast.parse(whole)
        except SyntaxError:
            continue
        yield from rungs(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant):
                yield from texts(node)
        return


def _lasts(rung: str) -> bool:
    return rung in _LIBRARIES or not rung.startswith(_OWN)


def _set_in(tree: ast.AST) -> set[str]:
    """Return the names that code gives to something, its functions' parameters included."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.FunctionDef):
            names.add(node.name)
    return {f"name {name}" for name in names}


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return tree

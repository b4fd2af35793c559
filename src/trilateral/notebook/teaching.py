"""Which lesson tests which claim of the ledger, and with what evidence."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import nbformat

from trilateral import evidence
from trilateral.notebook.marks import marks
from trilateral.quiz.reading import load_bank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nbformat import NotebookNode

_TESTS: Final = ("judge", "conclude")
"""Calls that put claims before the learner; the arguments name their ledger lesson or story."""
_NO_EVIDENCE: Final = frozenset({*_TESTS, "claim_table", "glossary"})
_TABLE: Final = re.compile(r"data/(\w+)\.csv")


@dataclass(frozen=True)
class Shown:
    """How one notebook tests a claim."""

    notebook: str
    """The notebook's name without its ending."""
    by: tuple[str, ...]
    """``judge``, ``conclude`` or ``named``."""
    tables: tuple[str, ...]
    """Tables of the claim's own evidence that the notebook's prose cites."""
    sources: tuple[str, ...]
    """Sources of the claim's own evidence that the notebook's prose cites."""
    figures: tuple[str, ...]
    """Charts and explorers of the notebook, as its code calls them."""
    questions: int
    """Items of the notebook's question bank that bear on the claim."""


@dataclass(frozen=True)
class Teaching:
    """A claim of the ledger with the notebooks that test it."""

    claim: evidence.Claim
    parts: tuple[Shown, ...]

    @property
    def problem(self) -> str:
        """Why the claim is not taught, or an empty text."""
        if not self.parts:
            return (
                "no lesson tests it: a notebook should judge and conclude its ledger lesson "
                "({self.claim.lesson!r}), or name the claim's id"
            )
        if not any(lesson.tables or lesson.sources for lesson in self.parts):
            return "no lesson that tests it cites a table or a source of its evidence"
        return ""


@dataclass(frozen=True)
class _Lesson:
    name: str
    tested: tuple[tuple[str, str], ...]
    """Pairs of a call in `_TESTS` and its argument: a ledger lesson or a story."""
    named: frozenset[str]
    """Words that code has as text and prose has in back-ticks: claims' ids among them."""
    figures: tuple[str, ...]
    tables: frozenset[str]
    sources: frozenset[str]
    questions: Counter[str]


def teaching(notebooks: Iterable[Path]) -> tuple[Teaching, ...]:
    """Return every claim of the ledger with the notebooks among `notebooks` that test it.

    A notebook tests a claim when its code judges or concludes the claim's ledger lesson, or when
    code or prose names the claim by its id.

    Raises
    ------
    BankError
        A notebook's question bank, ``quizzes/<name>.yaml`` beside it, cannot be read.
    """
    lessons = [_read(path) for path in notebooks]
    return tuple(
        Teaching(claim, tuple(part for lesson in lessons for part in _parts(claim, lesson)))
        for claim in evidence.ledger()
    )


def _parts(claim: evidence.Claim, lesson: _Lesson) -> Iterator[Shown]:
    by = [call for call, name in lesson.tested if name in (claim.lesson, claim.story)]
    by += ["named"] * (claim.id in lesson.named)
    if by:
        tables = {reference.table for reference in claim.evidence}
        yield Shown(
            notebook=lesson.name,
            by=tuple(by),
            tables=tuple(sorted(tables & lesson.tables)),
            sources=tuple(s for s in claim.source_ids if s in lesson.sources),
            figures=lesson.figures,
            questions=lesson.questions[claim.id],
        )


def _read(path: Path) -> _Lesson:
    notebook = nbformat.read(path, as_version=4)
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    cited = [mark for text in prose for mark in marks(text)]
    nodes = list(_code(notebook))
    texts = {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    return _Lesson(
        name=path.stem,
        tested=tuple(_tested(calls)),
        named=frozenset(texts | {word for text in prose for word in re.findall(r"`(.+?)`", text)}),
        figures=tuple(dict.fromkeys(name for call in calls if (name := _figure(call)))),
        tables=frozenset(table for mark in cited for table in _TABLE.findall(mark.written)),
        sources=frozenset(mark.name for mark in cited if mark.kind == "@"),
        questions=_questions(path.parent / "quizzes" / f"{path.stem}.yaml"),
    )


def _code(notebook: NotebookNode) -> Iterator[ast.AST]:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            try:
                tree = ast.parse(cell.source)
            except SyntaxError:  # a line magic, which shows no evidence
                continue
            yield from ast.walk(tree)


def _tested(calls: Iterable[ast.Call]) -> Iterator[tuple[str, str]]:
    for call in calls:
        name = ast.unparse(call.func).rpartition(".")[2]
        if name in _TESTS:
            for argument in call.args:
                if isinstance(argument, ast.Constant):
                    yield name, str(argument.value)


def _figure(call: ast.Call) -> str:
    """Return a call of a chart or an explorer as prose would name it, or an empty text."""
    room, _, name = ast.unparse(call.func).partition(".")
    is_figure = room in {"charts", "explorers"} and name not in _NO_EVIDENCE
    return f"{room}.{name}" if is_figure else ""


def _questions(bank: Path) -> Counter[str]:
    return (
        Counter(item.claim for item in load_bank(bank).bank.firsts) if bank.exists() else Counter()
    )

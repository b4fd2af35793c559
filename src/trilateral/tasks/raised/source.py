"""What a cell's source says: the names that it sets, and what is unusual in a line."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SETS: Final = re.compile(
    r"^[ \t]*(?:def\s+(?P<function>\w+)|(?P<names>\w+(?:\s*,\s*\w+)*)\s*=(?!=))", re.MULTILINE
)

_FILLS: Final = {"append", "add", "extend", "insert", "update"}
"""What fills a list, a set or a dictionary that a name stands for."""


def names_set(source: str, first: int = 1) -> frozenset[str]:
    """Return the names that a cell sets at or after a line.

    Of a cell that Python cannot read, all lines that look like it count.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        parts = (each["function"] or each["names"] for each in _SETS.finditer(source))
        return frozenset(name.strip() for names in parts for name in names.split(","))
    late = (node for node in tree.body if (node.end_lineno or node.lineno) >= first)
    return frozenset(name for node in late for name in _names_in(node))


def _names_in(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
        return
    for inner in ast.walk(node):
        match inner:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                yield name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=verb)) if verb in _FILLS:
                yield name


def statement_at(source: str, line: int) -> ast.stmt | None:
    """Return the innermost statement of a cell that a line belongs to."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    there = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    return max(there, key=lambda node: node.lineno, default=None)


def lacks_brackets(statement: ast.stmt | None) -> bool:
    """Say whether a comparison is beside ``&`` or ``|`` without round brackets."""
    if statement is None:
        return False
    return any(
        isinstance(node, ast.Compare)
        and any(_joins(part) for part in (node.left, *node.comparators))
        for node in ast.walk(statement)
    )


def _joins(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr)


def words_used(statement: ast.stmt | None) -> frozenset[str]:
    """Return the names that a statement reads."""
    nodes = ast.walk(statement) if statement is not None else ()
    return frozenset(
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    )


def joined_by_words(statement: ast.stmt | None) -> bool:
    """Say whether a statement holds ``and``, ``or`` or ``not``."""
    nodes = ast.walk(statement) if statement is not None else ()
    return any(
        isinstance(node, ast.BoolOp)
        or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not))
        for node in nodes
    )

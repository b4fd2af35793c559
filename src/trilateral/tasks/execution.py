"""Run a cell's code in a namespace of one's own."""

from __future__ import annotations

import ast
import linecache
from typing import Any


def without_call(source: str) -> ast.Module:
    """Return a check cell without its last line, which calls the check."""
    tree = ast.parse(source)
    while tree.body and isinstance(tree.body[-1], ast.Expr):
        tree.body.pop()
    return tree


def execute(tree: ast.Module, source: str, namespace: dict[str, Any], name: str) -> None:
    """Run a cell's code in `namespace`, so that errors can quote its lines."""
    file = f"<{name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(tree, file, "exec"), namespace)  # noqa: S102 -- the course's own cells

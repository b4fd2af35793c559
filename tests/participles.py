"""Names that say how a value came about, or whose it is, where a noun would say what it is.

``python -m tests.participles`` lists them with file and line.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "src" / "trilateral"
WORDS: Final = frozenset(
    {
        "found",
        "given",
        "kept",
        "known",
        "left",
        "mended",
        "mine",
        "one",
        "said",
        "shown",
        "taken",
        "told",
    }
)
ALLOWED: Final = {
    "classroom/protocol.py": {
        "_one": "a check of one answer's form",
        "shown": "a field that a page sends",
        "taken": "a field that a page gets",
    },
    "classroom/room.py": {"kept": "what of a class is kept: a `Kept`"},
    "classroom/state.py": {"shown": "which words are on the projector"},
    "classroom/verdict.py": {"taken": "a field that a page gets"},
    "classroom/views.py": {
        "given": "a field that a page gets",
        "kept": "a field that a page gets",
        "mine": "a field that a page gets",
        "shown": "a field that a page gets",
    },
    "deploy/hub.py": {"left": "a key of `trilateral hub --json`"},
    "lesson/predictions.py": {
        "found": "a parameter that the lessons use",
        "given": "a parameter that the lessons use",
    },
    "models/bayes.py": {"given": "p(E|H) is read so"},
}
"""Names that stay, by module, and why."""


def bindings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every name that a module gives to something, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node.lineno, name
            case ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield node.lineno, name
            case ast.alias(asname=str(name)):
                yield node.lineno, name


def participles(source: str, allowed: frozenset[str] = frozenset()) -> Iterator[tuple[int, str]]:
    """Yield the names of a module's source that are a participle or a pronoun."""
    for line, name in bindings(ast.parse(source)):
        if name.strip("_") in WORDS and name not in allowed:
            yield line, name


def hits() -> Iterator[str]:
    """Yield every such name of the package, by file and line."""
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        allowed = frozenset(ALLOWED.get(place, ()))
        for line, name in participles(path.read_text("utf-8"), allowed):
            yield f"src/trilateral/{place}:{line}: {name}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{hit}\n" for hit in hits())

"""The rungs of a piece of code: what somebody must have seen to write it.

A rung is a short text, such as ``.sort_values``, ``ascending=``, ``&`` or ``[question]`` (rows kept
by a truth value of each). `rungs` reads them from a syntax tree.
"""

from __future__ import annotations

import ast
import builtins
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

OPERATORS: Final[dict[type[ast.AST], str]] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Pow: "**", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.Invert: "~",
    ast.USub: "-x", ast.Not: "not", ast.And: "and", ast.Or: "or", ast.Eq: "==", ast.NotEq: "!=",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is", ast.IsNot: "is not",
    ast.In: "in", ast.NotIn: "not in", ast.MatMult: "@", ast.LShift: "<<", ast.RShift: ">>",
    ast.UAdd: "+x",
}  # fmt: skip
"""Every operator of Python."""
FORMS: Final[dict[type[ast.AST], str]] = {
    ast.For: "for ...:", ast.While: "while ...:", ast.If: "if ...:", ast.With: "with ...:",
    ast.Try: "try:", ast.FunctionDef: "def ...:", ast.ClassDef: "class ...:",
    ast.Return: "return ...", ast.Lambda: "lambda ...:", ast.ListComp: "[... for ...]",
    ast.SetComp: "{... for ...}", ast.DictComp: "{...: ... for ...}",
    ast.GeneratorExp: "(... for ...)", ast.IfExp: "... if ... else ...", ast.JoinedStr: 'f"..."',
    ast.NamedExpr: ":=", ast.AugAssign: "+= and the like", ast.Starred: "*...",
    ast.Import: "import ...", ast.ImportFrom: "from ... import ...", ast.Assert: "assert ...",
    ast.Raise: "raise ...", ast.Delete: "del ...", ast.Yield: "yield ...", ast.Match: "match ...:",
    ast.Set: "{..., ...}", ast.Dict: "{...: ...}", ast.Break: "break", ast.Continue: "continue",
}  # fmt: skip
"""Syntax that is a rung wherever it stands."""
_COLUMN_MAKERS: Final = frozenset({"agg", "assign"})
"""Methods whose arguments' names are columns that the author names."""
_QUESTIONS: Final = (ast.Compare, ast.BinOp, ast.UnaryOp, ast.BoolOp)
_KEYS: Final[dict[tuple[type[ast.expr], ...], str]] = {
    (ast.Constant,): "number",
    (ast.List,): "[columns]",
    (ast.Tuple,): "row, column",
    (ast.Slice,): "from:to",
    (ast.Name,): "name",
    (*_QUESTIONS, ast.Call): "question",
    (ast.Subscript,): "a column of true and false",
}
"""The kinds of what is in square brackets, but for a text."""
_WORD: Final = re.compile(r"[A-Za-z_][\w-]*(?P<kind>:[QNOT])?")


def rungs(tree: ast.AST) -> Iterator[str]:
    """Yield the rungs of a syntax tree, some of them more than once."""
    new_columns = {
        keyword
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _COLUMN_MAKERS
        for keyword in node.keywords
    }
    for node in ast.walk(tree):
        if node in new_columns:
            yield f"text {node.arg}"
            continue
        if (form := FORMS.get(type(node)) or OPERATORS.get(type(node))) is not None:
            yield form
        yield from _of(node)


def _of(node: ast.AST) -> Iterator[str]:  # noqa: C901, PLR0912 -- a table of kinds of nodes
    match node:
        case ast.Name(id=name):
            yield f"built-in {name}" if hasattr(builtins, name) else f"name {name}"
        case ast.Attribute(attr=name, value=value):
            yield f".{name}"
            yield from _chain(value)
        case ast.Subscript(slice=key, value=value, ctx=context):
            of = f".{value.attr}" if isinstance(value, ast.Attribute) else ""
            kind = _key(key)
            yield f"{of}[{kind}]" if (of, kind) != (".loc", "name") else f'{of}["text"]'
            yield from texts(key)
            if isinstance(context, ast.Store):
                yield "...[...] = ..."
        case ast.keyword(arg=name, value=value):
            yield f"{name}=" if name else "**..."
            yield from texts(value)
        case ast.Compare(ops=operators, comparators=comparators):
            if len(operators) > 1:
                yield "two comparisons in one"
            for each in comparators:
                yield from texts(each)
        case ast.Call(args=arguments):
            for each in arguments:
                yield from texts(each)
        case ast.comprehension(ifs=[_, *_]):
            yield "if within a comprehension"
        case ast.FormattedValue(format_spec=ast.JoinedStr()):
            yield 'f"{...:...}"'
        case ast.Tuple(ctx=ast.Store()):
            yield "a, b = ..."
        case ast.Constant(value=bool() | None as value):
            yield str(value)


def _chain(value: ast.expr) -> Iterator[str]:
    """Yield what a method is asked of, where that is more than a name."""
    if isinstance(value, ast.Call):
        yield "a method of a call's result"
    elif isinstance(value, ast.Subscript):
        yield "a method of a selection"
    elif isinstance(value, _QUESTIONS):
        yield "a method of something in brackets"


def _key(key: ast.expr) -> str:
    """Return the kind of what is in square brackets."""
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return '"text"'
    kinds = (kind for nodes, kind in _KEYS.items() if isinstance(key, nodes))
    return next(kinds, type(key).__name__)


def texts(node: ast.expr) -> Iterator[str]:
    """Yield the words in quotation marks that the data or a library knows, such as a column."""
    parts = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            word = _WORD.fullmatch(part.value)
            if word:
                yield f"text {part.value.partition(':')[0]}"
                if word["kind"]:
                    yield word["kind"]

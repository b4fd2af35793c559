"""One classic script of many ES modules, which a page in a folder may not load.

Browsers refuse to import modules from ``file://``. The front end keeps to a small part of the
module grammar: named imports, exported declarations and `import()` of a literal. So each module
becomes a function of one script. Whatever goes beyond that is refused with its file and line.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Final

from trilateral.errors import TrilateralError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tree_sitter import Node, Parser

_LOAD: Final = (
    "const ready={};const load=(name)=>{if(!(name in ready))modules[name](ready[name]={},load);"
    "return ready[name]};"
)


class LinkingError(TrilateralError):
    """A module of the front end cannot be put into a classic script."""


@dataclass(frozen=True)
class _Module:
    """A module as the body of a function, with what it loads at once and what it may load later."""

    body: str
    needs: frozenset[str]
    later: frozenset[str]


def linked(folder: Path, entry: str) -> str:
    """Return a classic script that runs the module `entry` with all it imports.

    Parameters
    ----------
    folder
        The folder of the modules.
    entry
        The module to run, relative to `folder`.

    Raises
    ------
    LinkingError
        A module is missing, imports itself by way of others, or imports or exports in a form that a
        classic script cannot have.

    Examples
    --------
    >>> from trilateral.paths import FRONT
    >>> linked(FRONT, "scale.js").startswith("(()=>{")
    True
    """
    modules = _reachable(folder, entry)
    try:
        TopologicalSorter({name: module.needs for name, module in modules.items()}).prepare()
    except CycleError as error:
        message = f"Modules import each other in a circle: {' -> '.join(error.args[1])}."
        raise LinkingError(message) from error
    bodies = "".join(f'"{name}"(exports,load){{{part.body}}},\n' for name, part in modules.items())
    return f'(()=>{{"use strict";const modules={{{bodies}}};{_LOAD}load("{entry}");}})();\n'


def _reachable(folder: Path, entry: str) -> dict[str, _Module]:
    modules: dict[str, _Module] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name in modules:
            continue
        path = folder / name
        if not path.is_file():
            message = f"The module {name} is imported and does not exist in {folder}."
            raise LinkingError(message)
        modules[name] = _Reader(path.read_bytes(), name).module()
        waiting += sorted(modules[name].needs | modules[name].later)
    return dict(sorted(modules.items()))


@cache
def _parser() -> Parser:
    import tree_sitter_javascript  # noqa: PLC0415 -- the extra `site`, which few have
    from tree_sitter import Language, Parser  # noqa: PLC0415 -- as above

    return Parser(Language(tree_sitter_javascript.language()))


@dataclass
class _Reader:
    """One module's source, and what becomes of its parts."""

    source: bytes
    name: str
    needs: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    exported: list[str] = field(default_factory=list)

    def module(self) -> _Module:
        tree = _parser().parse(self.source)
        if tree.root_node.has_error:
            raise self._refused(tree.root_node, "cannot be read as JavaScript")
        text, end = b"", 0
        for node, words in self._changes(tree.root_node):
            text += self.source[end : node.start_byte] + words.encode()
            end = node.end_byte
        text += self.source[end:]
        lines = (line.strip() for line in text.decode().split("\n"))
        body = "\n".join(line for line in lines if line)
        exports = f"\nObject.assign(exports,{{{','.join(self.exported)}}})"
        return _Module(body + exports, frozenset(self.needs), frozenset(self.later))

    def _changes(self, node: Node) -> Iterator[tuple[Node, str]]:
        """Give each part of the source that a script has otherwise, in its order."""
        if node.type == "comment":
            yield node, ""
        elif node.type == "import_statement":
            yield node, self._import(node)
        elif node.type == "export_statement":
            yield from self._export(node)
        elif node.type == "call_expression" and node.children[0].type == "import":
            yield node, self._import_later(node)
        elif node.type == "meta_property":
            raise self._refused(node, "asks where it is (import.meta)")
        elif node.type == "template_string" and b"\n" in self._bytes(node):
            yield node, self._text(node).replace("\n", "\\n")  # lines lose their blanks below
        else:
            for child in node.children:
                yield from self._changes(child)

    def _import(self, node: Node) -> str:
        clause = next((child for child in node.children if child.type == "import_clause"), None)
        named = clause.children[0] if clause else None
        if named is None or named.type != "named_imports":
            raise self._refused(node, "imports something other than names in braces")
        place = self._place(node.child_by_field_name("source"), node)
        self.needs.add(place)
        pairs = []
        for child in named.named_children:
            if child.type == "import_specifier":
                parts = (child.child_by_field_name("name"), child.child_by_field_name("alias"))
                pairs.append(":".join(self._text(part) for part in parts if part))
        return f'const {{{",".join(pairs)}}}=load("{place}");'

    def _import_later(self, node: Node) -> str:
        arguments = node.child_by_field_name("arguments")
        place = self._place(arguments.named_children[0] if arguments else None, node)
        self.later.add(place)
        return f'Promise.resolve().then(()=>load("{place}"))'

    def _export(self, node: Node) -> Iterator[tuple[Node, str]]:
        declaration = node.child_by_field_name("declaration")
        if declaration is None or declaration.children[0].type == "let":
            raise self._refused(
                node, "exports something other than a declaration that stays as it is"
            )
        self.exported += self._names(declaration)
        yield node.children[0], ""  # the word `export`
        yield from self._changes(declaration)

    def _names(self, declaration: Node) -> list[str]:
        name = declaration.child_by_field_name("name")
        if name:
            return [self._text(name)]
        bound = [child.child_by_field_name("name") for child in declaration.named_children]
        return [
            self._text(child)
            for pattern in bound
            if pattern
            for child in (pattern.named_children or [pattern])
        ]

    def _place(self, text: Node | None, node: Node) -> str:
        address = self._text(text).strip('"') if text and text.type == "string" else ""
        if not address.startswith("."):
            raise self._refused(node, "imports what is not a file of the front end")
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.name), address))

    def _bytes(self, node: Node) -> bytes:
        return self.source[node.start_byte : node.end_byte]

    def _text(self, node: Node) -> str:
        return self._bytes(node).decode()

    def _refused(self, node: Node, why: str) -> LinkingError:
        line = node.start_point.row + 1
        message = f"{self.name}, line {line}: the module {why}. A page in a folder cannot run it."
        return LinkingError(message)

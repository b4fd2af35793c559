"""What an instructor keeps, and whether any of it is in a folder that learners get."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections import defaultdict
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from trilateral.assignments.cells import read
from trilateral.assignments.errors import LeakError
from trilateral.assignments.texts import texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_REGION = re.compile(
    r"BEGIN (?P<kind>SOLUTION|HIDDEN TESTS|MARK SCHEME)[^\n]*\n(?P<text>.*?)"
    r"^[^\n]*END (?P=kind)",
    re.DOTALL | re.MULTILINE,
)
_SHORTEST = 24
"""Characters; shorter lines, such as ``)`` or ``return low``, stand everywhere."""
_SHOWN: Final = 10
_WORD: Final = re.compile(r"\w+")
_Pair = tuple[str, str]
_ANY: Final = ("", "")
_Forms = defaultdict[_Pair, set[tuple[str, frozenset[_Pair], str]]]
"""How each secret may stand, with its pairs of words, by the longest of these."""

Kind = Literal["SOLUTION", "HIDDEN TESTS", "MARK SCHEME"]
KINDS: Final[tuple[Kind, ...]] = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")


def secrets(solution: Path, kinds: Collection[Kind] = KINDS) -> set[str]:
    """Return the lines and the messages of a solution that no learner may get.

    Those are the code of solutions, hidden tests with their messages, and marking schemes; for
    self-study marking schemes alone.
    """
    texts: set[str] = set()
    for cell in read(solution).cells:
        for region in _REGION.finditer(cell.source):
            if region["kind"] not in kinds:
                continue
            lines = (line.strip() for line in region["text"].splitlines())
            texts.update(line for line in lines if len(line) >= _SHORTEST)
            if region["kind"] == "HIDDEN TESTS":
                first = cell.source[: region.start("text")].count("\n") + 1
                last = first + region["text"].count("\n")
                texts.update(_messages(cell.source, range(first, last + 1)))
    handout = _handout(solution)
    return {secret for secret in texts if secret not in handout}


def without_schemes(source: str) -> str:
    """Return a cell's source without its marking scheme."""
    return _REGION.sub(lambda each: each[0] if each["kind"] != "MARK SCHEME" else "", source)


def kept_from(course: Path, *, practice: bool = False) -> set[str]:
    """Return what no learner may get of all solutions of a course.

    Parameters
    ----------
    course
        The folder with ``solutions``.
    practice
        Whether it is for learners who study by themselves: they get all but marking schemes.
    """
    kinds: tuple[Kind, ...] = ("MARK SCHEME",) if practice else KINDS
    return set[str]().union(*(secrets(path, kinds) for path in course.glob("solutions/*/*.ipynb")))


def leaks(folder: Path, words: Collection[str]) -> list[str]:
    """Return ``file: what is in it`` for each secret in a folder.

    Archives are searched, those within archives too, and all that a git repository has ever held.
    """
    forms: _Forms = defaultdict(set)
    for secret in words:
        for form in _forms(secret):
            inner = frozenset(_pairs(form)[1:-1])
            forms[max(inner, key=_length, default=_ANY)].add((form, inner, secret))
    searched: dict[bytes, list[str]] = {}  # editions hold the same files, old commits too
    leaked: set[str] = set()
    for name, content in texts(folder):
        key = hashlib.sha256(content.encode("utf-8", "replace")).digest()
        if key not in searched:
            searched[key] = list(_leaks(content, forms))
        leaked.update(f"{name}: {secret}" for secret in searched[key])
    return sorted(leaked)


def _leaks(content: str, forms: _Forms) -> Iterator[str]:
    there = {_ANY, *_pairs(content)}
    for pair in there & forms.keys():
        for form, inner, secret in forms[pair]:
            if inner <= there and form in content:
                yield secret


def refuse_leaks(folder: Path, words: Collection[str]) -> None:
    """Raise an error that names the first secrets in a folder, if there are any.

    Raises
    ------
    LeakError
        Something in `folder` would give a solution or a hidden test away.
    """
    names = leaks(folder, words)
    if names:
        listed = "\n".join(f"  {leak}" for leak in names[:_SHOWN])
        message = (
            f"Not handed out: {len(names)} line(s) of solutions or hidden tests are in what "
            f"learners would get.\n{listed}\nReword the hidden one, or take the other out."
        )
        raise LeakError(message)


def _pairs(text: str) -> list[_Pair]:
    """Return each word with the next.

    Looking for thousands of lines in megabytes takes minutes; looking for their pairs of words
    first takes seconds. The first and the last word of a line may be parts of longer words in the
    text, so their pairs may differ there.
    """
    words = _WORD.findall(text)
    return list(pairwise(words))


def _length(pair: _Pair) -> int:
    return len(pair[0]) + len(pair[1])


def _forms(secret: str) -> Iterator[str]:
    """Yield the forms of a text in a file: as it is, in JSON, and in a page."""
    yield secret
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield json.dumps(secret)[1:-1]
    yield escape(secret)
    yield escape(secret, quote=False)


def _messages(source: str, lines: range) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value.strip()
            if node.lineno in lines and len(text) >= _SHORTEST and " " in text:
                yield text


def _handout(solution: Path) -> str:
    """Return what the exercise shows anyway, such as a line that its task asks for."""
    return "\n".join(_REGION.sub("", cell.source) for cell in read(solution).cells)

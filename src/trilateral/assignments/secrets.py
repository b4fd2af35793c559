"""What an instructor keeps, and whether any of it is in a folder that learners get."""

from __future__ import annotations

import ast
import io
import json
import re
import tarfile
import zipfile
from typing import TYPE_CHECKING, Final, Literal

from trilateral.assignments.cells import read

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
_ARCHIVES = {".whl", ".zip", ".gz", ".tgz"}


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
    shown = _shown(solution)
    return {secret for secret in texts if secret not in shown}


def without_schemes(source: str) -> str:
    """Return a cell's source without its marking scheme."""
    return _REGION.sub(lambda each: each[0] if each["kind"] != "MARK SCHEME" else "", source)


def leaks(folder: Path, kept: Collection[str]) -> list[str]:
    """Return ``file: what is in it`` for each secret in a folder, archives included."""
    forms = {
        form: secret
        for secret in kept
        for form in (secret, json.dumps(secret, ensure_ascii=False)[1:-1], json.dumps(secret)[1:-1])
    }
    texts: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for name, content in _texts(path):
                hits = {secret for form, secret in forms.items() if form in content}
                texts.update(f"{name}: {secret}" for secret in hits)
    return sorted(texts)


def _messages(source: str, lines: range) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value.strip()
            if node.lineno in lines and len(text) >= _SHORTEST and " " in text:
                yield text


def _shown(solution: Path) -> str:
    """Return what the exercise shows anyway, such as a line that its task asks for."""
    return "\n".join(_REGION.sub("", cell.source) for cell in read(solution).cells)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix in _ARCHIVES and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield f"{path.name}/{name}", archive.read(name).decode("utf-8", "replace")
    elif path.suffix in _ARCHIVES:
        with tarfile.open(fileobj=io.BytesIO(path.read_bytes())) as archive:
            for member in archive.getmembers():
                content = archive.extractfile(member)
                if content is not None:
                    yield f"{path.name}/{member.name}", content.read().decode("utf-8", "replace")
    else:
        yield str(path), path.read_bytes().decode("utf-8", "replace")

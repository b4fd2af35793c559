"""Every text in a folder: of its files, of archives in archives, and of git's whole history."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import zipfile
from html import unescape
from typing import TYPE_CHECKING, Final

from trilateral.assignments.errors import AssignmentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TAG: Final = re.compile(r"<[^<>]*>")


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file; bytes that are not text are replaced.

    A page comes a second time, as it reads without its tags: highlighted code has tags in it.

    Raises
    ------
    AssignmentError
        git is needed to read a repository, and fails.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.name == ".git":
            yield from _history(path)
        elif path.is_file() and ".git" not in name.parts:
            yield from _contents(name.as_posix(), path.read_bytes())


def _contents(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _contents(f"{name}/{member}", archive.read(member))
    elif content.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")):
        yield from _packed(name, content)
    else:
        text = content.decode("utf-8", "replace")
        yield name, text
        if name.endswith((".html", ".xhtml", ".svg")):
            yield name, unescape(_TAG.sub("", text))


def _packed(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            for member in archive.getmembers():
                file = archive.extractfile(member)
                if file is not None:
                    yield from _contents(f"{name}/{member.name}", file.read())
    except tarfile.ReadError:  # compressed, and no archive
        yield name, content.decode("utf-8", "replace")


def _history(repository: Path) -> Iterator[tuple[str, str]]:
    """Yield all objects of a repository: also those of old commits, and of none."""
    asked = ["cat-file", "--batch-all-objects", "--batch", "--unordered"]
    command = ["git", f"--git-dir={repository}", *asked]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 -- git is found as a person's shell finds it
        out = process.stdout
        if out is None:
            return
        while line := out.readline():
            name, kind, size = line.decode().split()
            content = out.read(int(size) + 1)[:-1]
            if kind in {"blob", "commit", "tag"}:
                yield from _contents(f"{repository.name}/{kind} {name[:12]}", content)
    if process.returncode:
        message = f"git cannot read {repository}. Is it a repository, and is git installed?"
        raise AssignmentError(message)

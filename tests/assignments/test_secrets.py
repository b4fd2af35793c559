"""What the search for solutions and hidden tests finds, wherever it is planted."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import zipfile
from html import escape
from typing import TYPE_CHECKING

import pytest

from tests.assignments.samples import SOLUTION
from trilateral.assignments.errors import AssignmentError, LeakError
from trilateral.assignments.secrets import leaks, refuse_leaks, secrets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRETS = secrets(SOLUTION)
CODE = next(secret for secret in sorted(SECRETS) if '"' in secret and "<" in secret)
"""A line that JSON and pages write otherwise than it stands."""


def git(folder: Path, *arguments: str) -> None:
    author = ("-c", "user.name=x", "-c", "user.email=x@localhost")
    command = ["git", "-C", str(folder), *author, *arguments]
    subprocess.run(command, check=True, capture_output=True)


def zipped(name: str, content: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def in_text(folder: Path, secret: str) -> None:
    (folder / "readme.txt").write_text(f"before {secret} after")


def in_a_notebook(folder: Path, secret: str) -> None:
    cell = {"cell_type": "code", "source": ["x = 1\n", f"    {secret}\n"]}
    (folder / "a.ipynb").write_text(json.dumps({"cells": [cell]}))


def in_a_wheel(folder: Path, secret: str) -> None:
    (folder / "a-1-py3-none-any.whl").write_bytes(zipped("a/b.py", secret))


def in_an_sdist(folder: Path, secret: str) -> None:
    with tarfile.open(folder / "a.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("a/b.py")
        member.size = len(secret.encode())
        archive.addfile(member, io.BytesIO(secret.encode()))


def in_a_packs_wheel(folder: Path, secret: str) -> None:
    (folder / "pack.zip").write_bytes(zipped("setup/wheels/a.whl", zipped("a/b.py", secret)))


def in_a_page(folder: Path, secret: str) -> None:
    (folder / "index.html").write_text(f"<pre>{escape(secret)}</pre>")


def in_highlighted_code(folder: Path, secret: str) -> None:
    words = " ".join(f"<span class='n'>{escape(word)}</span>" for word in secret.split(" "))
    (folder / "index.html").write_text(f"<pre>{words}</pre>")


def in_an_old_commit(folder: Path, secret: str) -> None:
    git(folder, "init", "--quiet")
    in_text(folder, secret)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "one")
    (folder / "readme.txt").unlink()
    git(folder, "commit", "--quiet", "--all", "--message", "two")
    git(folder, "gc", "--quiet")  # into one packed file


def in_a_message(folder: Path, secret: str) -> None:
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", secret)


def in_an_images_repository(folder: Path, secret: str) -> None:
    (folder / "course").mkdir()
    in_an_old_commit(folder / "course", secret)


PLACES = [
    in_text,
    in_a_notebook,
    in_a_wheel,
    in_an_sdist,
    in_a_packs_wheel,
    in_a_page,
    in_highlighted_code,
    in_an_old_commit,
    in_a_message,
    in_an_images_repository,
]


@pytest.mark.parametrize("plant", PLACES, ids=lambda plant: plant.__name__.removeprefix("in_"))
def test_when_a_secret_is_planted_then_the_search_finds_it(
    tmp_path: Path, plant: Callable[[Path, str], None]
) -> None:
    plant(tmp_path, "nothing = that('anybody', keeps < 3)")
    assert leaks(tmp_path, SECRETS) == []
    for path in tmp_path.iterdir():
        if path.is_file():
            path.unlink()
    (tmp_path / "again").mkdir()
    plant(tmp_path / "again", CODE)
    assert any(leak.endswith(f": {CODE}") for leak in leaks(tmp_path, SECRETS))
    with pytest.raises(LeakError, match="Not handed out"):
        refuse_leaks(tmp_path, SECRETS)


def test_when_each_line_is_planted_then_none_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "all.txt").write_text("\n".join(f"x{secret}x" for secret in SECRETS))
    assert {leak.split(": ", 1)[1] for leak in leaks(tmp_path, SECRETS)} == SECRETS


def test_when_a_repository_cannot_be_read_then_it_is_not_taken_for_clean(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with pytest.raises(AssignmentError, match="git cannot read"):
        leaks(tmp_path, SECRETS)

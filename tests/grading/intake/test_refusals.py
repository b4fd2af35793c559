"""What a zip or a folder may hold that is not taken."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.grading.classroom import bomb, linked, written, zipped
from tests.grading.intake.test_collect import collected
from trilateral.grading.errors import GradingError

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = {
    "above": "../../ada_03_coercion.ipynb",
    "absolute": "/tmp/ada_03_coercion.ipynb",  # noqa: S108 -- a name that must not be followed
    "windows": "..\\..\\ada_03_coercion.ipynb",
    "drive": "C:ada_03_coercion.ipynb",
    "in the middle": "ada/../../03_coercion/03_coercion.ipynb",
    "control characters": "ada\n_03_coercion.ipynb",
    "too long": "a" * 2000 + "_03_coercion.ipynb",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_when_a_name_leads_astray_then_it_is_refused_and_the_others_are_taken(
    tmp_path: Path, name: str
) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    source = zipped(inner / "a.zip", {name: written(1), "bo_03_coercion.ipynb": written(2)})
    result = collected(source, inner / "to")
    assert [one.receipt.learner for one in result.arrivals] == ["bo"]
    assert len(result.refused) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["inner"]


def test_when_a_zip_holds_a_link_then_it_is_refused(tmp_path: Path) -> None:
    source = linked(tmp_path / "a.zip", "ada_03_coercion.ipynb", "/etc/passwd")
    assert "link" in collected(source, tmp_path / "to").refused[0].why


def test_when_a_folder_holds_a_link_then_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(written(1))
    (tmp_path / "in/ada_03_coercion.ipynb").symlink_to(secret)
    result = collected(tmp_path / "in", tmp_path / "to")
    assert not result.arrivals
    assert "link" in result.refused[0].why


def test_when_an_entry_asks_for_4_gib_to_be_unpacked_then_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ada_03_coercion.ipynb", written(1), zipfile.ZIP_LZMA)
        archive.writestr("bo_03_coercion.ipynb", written(2), zipfile.ZIP_BZIP2)
        entry = archive.infolist()[0]
    content = bytearray(path.read_bytes())
    size = entry.header_offset + 30 + len(entry.filename) + 5  # where LZMA keeps its dictionary's
    content[size : size + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    result = collected(path, tmp_path / "to")
    assert [one.receipt.learner for one in result.arrivals] == ["bo"]
    assert "can take any amount of memory" in result.refused[0].why


def test_when_a_file_is_a_bomb_then_it_is_refused(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"ada_03_coercion.ipynb": bomb()})
    assert source.stat().st_size < 100_000
    assert "compressed more than" in collected(source, tmp_path / "to").refused[0].why


def test_when_an_archive_is_inside_then_it_is_named(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"ada_03_coercion.zip": b"PK", ".hidden": b"x"})
    (refused,) = collected(source, tmp_path / "to").refused
    assert "archive" in refused.why


def test_when_a_zip_is_damaged_then_it_says_so(tmp_path: Path) -> None:
    source = zipped(tmp_path / "a.zip", {"ada_03_coercion.ipynb": written(1)})
    content = source.read_bytes()
    source.write_bytes(content.replace(b"PK\x01\x02", b"PK\x01\x09"))
    with pytest.raises(GradingError, match="is damaged"):
        collected(source, tmp_path / "to")


@pytest.mark.parametrize("depth", [600, 700, 1500])
def test_when_a_notebook_is_nested_deeply_then_the_others_are_collected(
    tmp_path: Path, depth: int
) -> None:
    deep = b'{"nbformat": 4, "cells": [], "metadata": {"x": ' + b"[" * depth + b"]" * depth + b"}}"
    files: dict[str, bytes | str] = {"ada_03_coercion.ipynb": deep}
    files["bo_03_coercion.ipynb"] = written(1)
    result = collected(zipped(tmp_path / "a.zip", files), tmp_path / "to")
    assert [one.receipt.learner for one in result.arrivals] == ["ada", "bo"]

"""A lesson as a page of its own, made as notebooks/README.md says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--template", "trilateral"]
    lesson = ROOT / "notebooks" / "01_summit.ipynb"
    subprocess.run([*command, "--output-dir", folder, lesson], check=True, capture_output=True)
    return (folder / "01_summit.html").read_text("utf-8")


def test_when_a_lesson_is_exported_then_each_picture_has_its_words(page: str) -> None:
    pictures = re.findall(r"<img [^>]*>", page)
    words = [re.search(r'alt="([^"]*)"', picture) for picture in pictures]
    assert len(pictures) > 4
    assert all(found and len(found[1]) > 40 for found in words)


def test_when_a_lesson_is_exported_then_only_the_playground_shows_code(page: str) -> None:
    assert page.count('class="highlight') == 1
    assert "The code of" not in page


def test_when_a_lesson_is_exported_then_nothing_is_loaded_from_elsewhere(page: str) -> None:
    assert re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="https?:', page) == []
    assert "fold.open = true" in page

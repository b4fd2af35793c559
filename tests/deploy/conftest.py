"""A course for a hub with one small exercise, since the course's own take long."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.grading.small_course import CHECKS, NAME, write_course

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def make_course(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Give courses that a test may change, with the lessons or with an empty one."""

    def make(*, lessons: bool = False) -> Path:
        course = write_course(tmp_path_factory.mktemp("course"))
        answers: dict[str, dict[str, list[object]]] = {
            task: {"right": [], "wrong": []} for task in CHECKS
        }
        (course / "solutions" / NAME / "corpus.yaml").write_text(json.dumps(answers), "utf-8")
        for name in ("pyproject.toml", "nbgrader_config.py", "README.md"):
            shutil.copy(ROOT / name, course)
        if lessons:
            shutil.copytree(ROOT / "notebooks", course / "notebooks", dirs_exist_ok=True)
        return course

    return make

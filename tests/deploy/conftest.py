"""A hub's folder, written once from a small course: one exercise, all lessons."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PARTS = ("data", "notebooks", "src", "pyproject.toml", "uv.lock", "README.md", "nbgrader_config.py")
EXERCISE = "solutions/00_start_here"


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Give copies of the course with one exercise: what a mistake may be is long to work out."""

    def make() -> Path:
        course = tmp_path_factory.mktemp("small") / "course"
        left_out = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        for name in (*PARTS, EXERCISE):
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, course / name, ignore=left_out)
            else:
                shutil.copy(source, course / name)
        (course / "exercises/00_start_here").mkdir(parents=True)
        return course

    return make

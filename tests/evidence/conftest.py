from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from trilateral.paths import data_dir

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the course's tables that a test may damage."""
    return shutil.copytree(data_dir(), tmp_path / "data")

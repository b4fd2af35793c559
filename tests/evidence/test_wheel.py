from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from trilateral.paths import data_dir

if TYPE_CHECKING:
    from pathlib import Path

UV = os.environ.get("UV") or shutil.which("uv")


@pytest.mark.skipif(UV is None, reason="needs uv, which builds the wheel")
@pytest.mark.skipif(data_dir().parent.name == "trilateral", reason="needs the checkout")
def test_when_the_wheel_is_built_then_it_holds_every_table(tmp_path: Path) -> None:
    command = [str(UV), "build", "--wheel", "--offline", "--out-dir", str(tmp_path)]
    done = subprocess.run(
        command, cwd=data_dir().parent, capture_output=True, text=True, check=False
    )
    if done.returncode and "hatchling" in done.stderr:
        pytest.skip("needs hatchling in uv's cache, as `uv sync` leaves it")
    assert done.returncode == 0, done.stderr

    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())

    files = {path.relative_to(data_dir()).as_posix() for path in data_dir().rglob("*.*")}
    assert {f"trilateral/_data/{name}" for name in files} <= held

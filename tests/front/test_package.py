"""The front end in what is handed out: where Jupyter looks for it, and under one version."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.browser.harness.front import FOLDER

ROOT = Path(__file__).parents[2]
UV = os.environ.get("UV") or shutil.which("uv")
FILES = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}


def test_when_the_project_has_a_version_then_the_front_end_has_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    package = json.loads((FOLDER / "package.json").read_text("utf-8"))
    assert package["version"] == project["version"]
    assert package["name"] == project["name"]
    assert (FOLDER / package["jupyterlab"]["_build"]["load"]).is_file()


@pytest.mark.skipif(UV is None, reason="needs uv, which builds both")
def test_when_wheel_and_sdist_are_built_then_both_hold_the_front_end(tmp_path: Path) -> None:
    command = [str(UV), "build", "--offline", "--out-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode and "hatchling" in done.stderr:
        pytest.skip("needs hatchling in uv's cache, as `uv sync` leaves it")
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    (sdist,) = tmp_path.glob("*.tar.gz")
    held = set(zipfile.ZipFile(wheel).namelist())
    data = f"{wheel.name.rsplit('-', 3)[0]}.data/data"
    assert {f"trilateral/front/{name}" for name in FILES} <= held
    assert {f"{data}/share/jupyter/labextensions/trilateral/{name}" for name in FILES} <= held
    assert f"{data}/etc/jupyter/jupyter_server_config.d/trilateral.json" in held
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"src/trilateral/front/{name}" for name in FILES} <= inside

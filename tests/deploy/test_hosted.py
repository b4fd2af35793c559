"""Binder: what `postBuild` leaves for anyone who opens the course there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
import venv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trilateral import lab
from trilateral.cli import app

ROOT = Path(__file__).parents[2]


def test_when_binder_has_built_then_a_plain_lab_has_the_settings_of_the_courses_own(
    tmp_path: Path,
) -> None:
    course, place = tmp_path / "course", tmp_path / "binder"
    shutil.copytree(ROOT / "src/trilateral/jupyter", course / "src/trilateral/jupyter")
    shutil.copytree(ROOT / "notebooks", course / "notebooks")
    shutil.copy(ROOT / "src/trilateral/deploy/class_files/postBuild", course)
    venv.create(place, symlinks=True)
    python = place / "bin/python"
    packages = sysconfig.get_path("purelib")
    inner = next((place / "lib").glob("python*/site-packages"))
    (inner / "ours.pth").write_text(f"{packages}\nimport site; site.addsitedir({packages!r})\n")
    (place / "bin/trilateral").write_text("#!/bin/sh\necho asked: $*\nexit ${DOCTOR:-0}\n")
    (place / "bin/trilateral").chmod(0o755)
    path = f"{place / 'bin'}:/usr/bin:/bin"
    build = ["/bin/sh", str(course / "postBuild")]
    done = subprocess.run(
        build, env={"PATH": path}, cwd="/", capture_output=True, text=True, check=True
    )
    assert done.stdout == "asked: doctor\n"
    ill = subprocess.run(build, env={"PATH": path, "DOCTOR": "1"}, capture_output=True, check=False)
    assert ill.returncode == 1  # a course that would not work is not offered
    shown = subprocess.run(
        [str(python), "-m", "jupyterlab", "--show-config-json", f"--notebook-dir={course}"],
        env={"PATH": path, "HOME": str(tmp_path), "JUPYTER_PREFER_ENV_PATH": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    own = json.loads((lab.SETTINGS / "jupyter_lab_config.json").read_text("utf-8"))["LabApp"]
    assert own.items() <= json.loads(shown.stdout)["LabApp"].items()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Name a folder, or a repository"),
        (["here", "--repo", "there"], "not both"),
        (["here", "--address", "https://github.com/o/n"], "goes with --repo"),
    ],
)
def test_when_release_is_asked_for_two_things_or_none_then_it_says_which(
    arguments: list[str], says: str
) -> None:
    result = CliRunner().invoke(app, ["release", *arguments])
    assert result.exit_code == 2
    assert says in " ".join(result.output.replace("│", " ").split())


def test_when_an_address_is_wrong_then_it_is_said_before_the_hand_out_is_made(
    tmp_path: Path,
) -> None:
    result = CliRunner().invoke(
        app, ["release", "--repo", str(tmp_path / "class"), "--address", "owner/name"]
    )
    assert result.exit_code == 1
    assert "https://HOST/OWNER/NAME" in result.output
    assert not (tmp_path / "class").exists()

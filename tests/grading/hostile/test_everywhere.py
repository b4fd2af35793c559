"""All hostile submissions once more, on older kernels and as other users."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.grading.conftest import LANDLOCK
from trilateral.grading.sandbox.confinement import landlock

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.matrix

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[2]
NOBODY: Final = 65534
USERS: Final = {
    "root without capabilities": ("--bounding-set=-all", "--inh-caps=-all"),
    "an ordinary user": (f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
}


def hostile_tests(
    folder: Path, before: Sequence[str] = (), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the hostile tests of this folder, but for these, in a process of their own."""
    command = [
        *before,
        *(sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider"),
        *(f"--basetemp={folder / 'base'}", f"--ignore={__file__}", str(HERE)),
    ]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )


@pytest.mark.parametrize("version", range(1, 8))
def test_when_landlock_is_older_then_every_attack_still_fails(tmp_path: Path, version: int) -> None:
    if version > landlock.version():
        pytest.skip("this kernel's Landlock is older")
    ended = hostile_tests(tmp_path, **{LANDLOCK: str(version)})
    assert ended.returncode == 0, ended.stdout[-5000:]


@pytest.mark.parametrize("user", USERS)
def test_when_somebody_else_grades_then_every_attack_still_fails(tmp_path: Path, user: str) -> None:
    if os.getuid() or not shutil.which("setpriv"):
        pytest.skip("only root can become somebody else, with setpriv")
    become = ("setpriv", *USERS[user])
    able = subprocess.run([*become, sys.executable, "-c", "import pandas"], check=False)
    if able.returncode:
        pytest.skip(f"{sys.executable} is closed to other users")
    tmp_path.chmod(0o777)
    for folder in tmp_path.parents:
        if folder.stat().st_uid == os.getuid() and not folder.stat().st_mode & 0o1:
            folder.chmod(0o711)
    ended = hostile_tests(tmp_path, become, HOME=str(tmp_path))
    assert ended.returncode == 0, ended.stdout[-5000:]

"""uv, which reads the lock file and builds the course's wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from trilateral.deploy.errors import DeployError

if TYPE_CHECKING:
    from pathlib import Path


def uv() -> str:
    """Return the program; ``UV`` names it where ``uv run`` has started us.

    Raises
    ------
    DeployError
        It is not installed.
    """
    path = os.environ.get("UV") or shutil.which("uv")
    if path is None:
        message = "uv is not installed; it is needed to read the lock file. Run: pip install uv"
        raise DeployError(message)
    return path


def built(course: Path, folder: Path) -> Path:
    """Build the wheel of a course into an empty folder and return it: the same bytes each time.

    Raises
    ------
    DeployError
        uv is not installed, or cannot build it.
    """
    command = [uv(), "build", "--quiet", "--wheel", "--out-dir", str(folder.resolve())]
    done = subprocess.run(  # noqa: S603 -- our own argument list, no shell
        command, cwd=course, capture_output=True, text=True, check=False
    )
    wheels = list(folder.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        message = f"The course's wheel cannot be built. uv says:\n{done.stderr.strip()}"
        raise DeployError(message)
    return wheels[0]

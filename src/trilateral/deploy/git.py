"""git, called so that nobody's own settings change what is written."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

from trilateral.deploy.errors import DeployError

if TYPE_CHECKING:
    from pathlib import Path

_PLAIN: Final = {
    "core.hooksPath": "/dev/null",
    "core.excludesFile": "",
    "core.autocrlf": "false",
    "commit.gpgSign": "false",
    "gc.auto": "0",
}
_AUTHOR: Final = {"user.name": "Promises to Power", "user.email": "release@localhost"}
"""The author where the instructor has not given git a name."""


def git(folder: Path, *arguments: str, failing: bool = False) -> str:
    """Run git in a folder and return what it prints.

    Parameters
    ----------
    folder
        The work tree.
    arguments
        The command.
    failing
        Whether a failure is an answer too: an empty text.

    Raises
    ------
    DeployError
        git is not installed, or fails.
    """
    settings = [part for name, value in _PLAIN.items() for part in ("-c", f"{name}={value}")]
    command = ["git", "-C", str(folder), *settings, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own argument list, no shell
    except FileNotFoundError as error:
        message = "git is not installed; the repository needs it. See https://git-scm.com."
        raise DeployError(message) from error
    if done.returncode and not failing:
        message = f"git {arguments[0]} failed in {folder}. It says:\n{done.stderr.strip()}"
        raise DeployError(message)
    return "" if done.returncode else done.stdout


def commit(folder: Path, message: str) -> str:
    """Commit what is staged and return the commit's short name."""
    author = [
        part
        for name, value in _AUTHOR.items()
        if not git(folder, "config", name, failing=True)
        for part in ("-c", f"{name}={value}")
    ]
    git(folder, *author, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "--short", "HEAD").strip()

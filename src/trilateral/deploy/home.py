"""A learner's server on a hub: the course in the home folder is brought up to date, then Jupyter.

A hub gives ``python3 -m trilateral.deploy.home`` as the command of its learners' servers.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from trilateral.deploy.badges import BRANCH
from trilateral.printing import one_line

FOLDER: Final = "promises-to-power"
"""Where the course is in a learner's home."""
RELEASE: Final = "TRILATERAL_RELEASE"
"""Environment variable: the address of the repository that homes are brought up to date from."""
IN_THE_IMAGE: Final = "file:///opt/trilateral/course"
"""Where the release is, unless a repository on the network has it."""
_PATIENCE: Final = 120
"""Seconds that git may take; a hub gives up on a server that takes longer."""


def update(home: Path, release: str) -> str:
    """Bring the course in a home up to date; return what went wrong, or an empty text.

    What a learner has changed stays as it is (https://nbgitpuller.readthedocs.io).

    Parameters
    ----------
    home
        The learner's home folder; the course goes into `FOLDER` there.
    release
        The address of the release's git repository.
    """
    pull = [sys.executable, "-m", "nbgitpuller.pull", release, BRANCH, str(home / FOLDER)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own arguments, no shell
            pull, capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"git took longer than {_PATIENCE} seconds"
    # git says what was wrong; the traceback after it says only that something was.
    complaints = [
        line for line in done.stdout.splitlines() if line.startswith(("fatal:", "error:"))
    ]
    complaints += done.stderr.splitlines()[-1:]
    return complaints[0] if done.returncode and complaints else ""


def main() -> None:
    """Bring the course up to date and become the learner's server."""
    release = os.environ.get(RELEASE) or IN_THE_IMAGE
    problem = update(Path.home(), release)
    if problem:
        note = f"{FOLDER} was not updated from {release}: {one_line(problem, 300)}"
        print(f"trilateral: {note}", file=sys.stderr, flush=True)  # noqa: T201 -- the server's log
    server = [sys.executable, "-m", "jupyterhub.singleuser", *sys.argv[1:]]
    os.execv(server[0], server)  # noqa: S606 -- our own arguments, no shell


if __name__ == "__main__":
    main()

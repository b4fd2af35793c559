"""nbgrader as it comes: its own commands, tree and gradebook, and nothing of ours but the cells."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

from tests.grading.small_course import write
from tests.tasks.proof import ROOT
from trilateral.tasks.variants import LEARNER

BIN = Path(sys.executable).parent
IN_ONE_PROCESS = """
import sys
from nbgrader.apps.nbgraderapp import NbGraderApp
for command in sys.argv[1:]:
    NbGraderApp.clear_instance()
    NbGraderApp.launch_instance(command.split())
"""
"""Commands as an instructor types them, without the seconds that each takes to start."""

Marks = dict[tuple[str, str], dict[str, float | None]]
"""Points by learner and assignment, and by task; None where there is no mark."""


class Stock:
    """A class that has nothing but nbgrader."""

    def __init__(self, folder: Path) -> None:
        """Set it up, with the fastest kernel that nbgrader can have."""
        self.folder = folder
        self.submitted = folder / "submitted"
        for part in ("solutions", "data", "notebooks"):
            (folder / part).symlink_to(ROOT / part)
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        self._kernels = lean_kernel(folder / "lean")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `nbgrader` with these words."""
        return self._run([str(BIN / "nbgrader"), *words])

    def run_all(self, *commands: str) -> subprocess.CompletedProcess[str]:
        """Run several commands one after another, up to the first that fails."""
        return self._run([sys.executable, "-c", IN_ONE_PROCESS, *commands])

    def marks(self) -> Marks:
        """Return what is in the gradebook."""
        import sqlalchemy.exc  # noqa: PLC0415 -- comes with nbgrader
        from nbgrader.api import Gradebook  # noqa: PLC0415 -- of the extra, and slow to import

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", sqlalchemy.exc.SAWarning)  # nbgrader's habits
            with Gradebook(f"sqlite:///{self.folder}/gradebook.db") as book:
                return {
                    (submission.student.id, assignment.name): {
                        grade.cell.name: grade.auto_score
                        for notebook in submission.notebooks
                        for grade in notebook.grades
                    }
                    for assignment in book.assignments
                    for submission in book.assignment_submissions(assignment.name)
                }

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        own = {
            "PATH": f"{BIN}{os.pathsep}{kept['PATH']}",  # nbgrader calls alembic by name
            "JUPYTER_PATH": str(self._kernels),
            "IPYTHONDIR": str(self.folder / "ipython"),
            "TRILATERAL_STATE": str(self.folder / "state"),
            LEARNER: "model",  # nbgrader tells no notebook whose it is
        }
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**kept, **own},
            capture_output=True,
            text=True,
            check=False,
        )


def lean_kernel(folder: Path) -> Path:
    """Write a kernel without what costs Altair's import a second; return its `JUPYTER_PATH`."""
    write(b"raise ImportError('left out, for speed')\n", folder / "rfc3987_syntax.py")
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": "lean", "env": {"PYTHONPATH": str(folder)}}
    write(json.dumps(spec).encode(), folder / "jupyter" / "kernels" / "python3" / "kernel.json")
    return folder / "jupyter"

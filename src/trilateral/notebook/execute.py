"""Run a notebook whole, in a clean kernel that knows nothing of the learner."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from trilateral.charts import stills
from trilateral.errors import NotebookError

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

CELL_SECONDS = 120
"""A cell that takes longer is taken to hang."""


def execute(notebook: NotebookNode, path: Path, *, seconds: int = CELL_SECONDS) -> None:
    """Run every cell in place, as from an empty home, in the notebook's own folder.

    Raises
    ------
    NotebookError
        A cell failed, or took more than `seconds`.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    started: list[str] = []
    # The kernel is killed, not asked: with widgets alive the polite way once took fifty minutes.
    client = NotebookClient(
        notebook,
        timeout=seconds,
        startup_timeout=60,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        store_widget_state=False,
        shutdown_kernel="immediate",
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        on_cell_start=lambda cell, cell_index: started.append(cell.id),  # noqa: ARG005 -- by name
    )
    with tempfile.TemporaryDirectory() as empty:
        nothing = {
            "TRILATERAL_STATE": f"{empty}/state",
            "TRILATERAL_LEARNER": "model",  # whose personal variants a saved notebook shows
            "IPYTHONDIR": f"{empty}/ipython",
            stills.SETTING: "1",
        }
        try:
            client.execute(env=os.environ | nothing)
        except CellExecutionError as error:
            raise NotebookError(_failure(notebook, path)) from error
        except (CellTimeoutError, DeadKernelError) as error:
            where = started[-1] if started else "none yet"
            message = f"{path.name}, cell {where}: {str(error).strip()}"
            raise NotebookError(message) from error


def _failure(notebook: NotebookNode, path: Path) -> str:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return (
                    f"{path.name}, cell {cell.id}: {output.ename}: {output.evalue}\n"
                    f"{_lines(cell.source)}\n"
                    "The file is unchanged. Fix the cell and rerun `trilateral tidy`."
                )
    return f"{path.name}: a cell failed without saying why."


def _lines(source: str) -> str:
    return "\n".join(f"    {line}" for line in source.splitlines()[:8])

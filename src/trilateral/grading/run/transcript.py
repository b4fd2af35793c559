"""The notebook as it was run: what an instructor looks at, and feedback is made of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import nbformat

from trilateral import files
from trilateral.grading.errors import GradingError

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.grading.run.plan import Plan
    from trilateral.grading.run.session import Session


def transcript(planned: Plan, session: Session) -> NotebookNode:
    """Return the repaired notebook with what its cells put out; no hidden test is in it."""
    for at, step in enumerate(planned.steps):
        cell = planned.notebook.cells[step.place]
        cell.execution_count = at + 1
        if step.task in session.results:
            cell.outputs = [nbformat.from_dict(_report(session.reports[step.task], at + 1))]
        else:
            cell.outputs = _outputs(session.outputs.get(at))
    return planned.notebook


def put(content: bytes, path: Path) -> None:
    """Write a file in one piece.

    Raises
    ------
    GradingError
        There is no room for it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.replace(path, content)
    except OSError as error:
        message = (
            f"{path} cannot be written: {error.strerror}. What was graded so far is safe. "
            "Free some space, then rerun the command to resume."
        )
        raise GradingError(message) from error


def _report(report: bytes, count: int) -> dict[str, Any]:
    return {
        "output_type": "execute_result",
        "execution_count": count,
        "data": json.loads(report.decode()),
        "metadata": {},
    }


def _outputs(sent: bytes | None) -> list[dict[str, Any]]:
    """Return what a submission's process sent as outputs, as far as it has their form."""
    try:
        content = json.loads((sent or b"[]").decode())  # its parts were counted as UTF-8
        outputs = [_output(output) for output in content] if isinstance(content, list) else []
        return [output for output in map(nbformat.from_dict, outputs) if output]
    except (ValueError, RecursionError):
        return []


def _output(output: object) -> dict[str, Any]:
    match output:
        case {"output_type": "stream", "name": "stdout" | "stderr" as name, "text": str(text)}:
            return {"output_type": "stream", "name": name, "text": text}
        case {"output_type": "error", "ename": str(name), "evalue": str(message)}:
            lines = [f"{name}: {message}"]
            return {"output_type": "error", "ename": name, "evalue": message, "traceback": lines}
        case {"output_type": "display_data" | "execute_result" as kind, "data": dict(data)}:
            count = {"execution_count": None} if kind == "execute_result" else {}
            return {"output_type": kind, "data": data, "metadata": {}, **count}
        case _:
            return {}

"""Run notebooks again and write them in their one form, so that a diff shows only changes."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import nbformat

from trilateral import files
from trilateral.errors import EvidenceError, NotebookError
from trilateral.notebook.execute import execute as run
from trilateral.notebook.lessons import furnish, is_home, is_lesson
from trilateral.notebook.marks import expand
from trilateral.notebook.normalise import keep_pictures, normalise, unfinished
from trilateral.notebook.references import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.notebook.marks import References


@dataclass(frozen=True)
class Tidied:
    """What became of one notebook."""

    path: Path
    stale: bool
    """Whether the file was not as tidy leaves it."""
    reasons: tuple[str, ...] = ()
    """What only running it can fix; empty after a run."""
    seconds: float = 0.0
    """How long it took."""


def tidy(
    paths: Iterable[Path],
    *,
    execute: bool = True,
    write: bool = True,
    references: References | None = None,
) -> Iterator[Tidied]:
    """Tidy notebooks one after the other, yielding each when it is done.

    Marks in the prose are written out, cells named, a lesson's code folded and its links to other
    lessons written, the whole notebook run in a clean kernel, and volatile metadata dropped. A
    file is replaced in one step, and only if it changed.

    Parameters
    ----------
    paths
        Notebooks.
    execute
        Whether to run them; without it the saved outputs stay.
    write
        Whether to save; without it the result says what is stale.
    references
        Where marks are looked up; the course's evidence by default.

    Raises
    ------
    NotebookError
        A notebook cannot be read, a mark is unknown or a cell fails; that file is untouched.
    """
    references = references or Evidence()
    for path in paths:
        start = time.perf_counter()
        saved = _read(path)
        notebook = tidied(saved, path, references, execute=execute)
        text = nbformat.writes(notebook) + "\n"
        stale = text != path.read_text(encoding="utf-8")
        reasons = tuple(unfinished(notebook))
        if stale and write:
            files.replace(path, text.encode())
        yield Tidied(path, stale or bool(reasons), reasons, time.perf_counter() - start)


def tidied(
    saved: NotebookNode, path: Path, references: References, *, execute: bool
) -> NotebookNode:
    """Return a tidy copy of a notebook; `path` says where it runs and how deep it lies."""
    notebook = copy.deepcopy(saved)
    normalise(notebook)
    if is_lesson(path) or is_home(path):
        furnish(notebook, path)
    before = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            try:
                cell.source = expand(cell.source, depth_of(path), references)
            except EvidenceError as error:
                message = f"{path.name}, cell {cell.id}: {error}"
                raise NotebookError(message) from error
    if execute:
        run(notebook, path)
        normalise(notebook)
        keep_pictures(notebook, before)
    return notebook


def depth_of(path: Path) -> int:
    """Return how many folders a notebook lies below the course's: the one that holds ``data/``."""
    parents = path.resolve().parents
    return next((n for n, folder in enumerate(parents) if (folder / "data").is_dir()), 1)


def _read(path: Path) -> NotebookNode:
    try:
        return cast("NotebookNode", nbformat.read(path, as_version=4))
    except (OSError, ValueError, nbformat.ValidationError) as error:
        message = f"{path} is not a readable notebook: {error}"
        raise NotebookError(message) from error

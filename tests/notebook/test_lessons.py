"""The course's own notebooks: every statement sourced, every file as tidy leaves it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from trilateral.notebook import problems, tidy
from trilateral.notebook.references import Evidence

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))

lessons = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


@lessons
def test_when_a_lesson_states_a_fact_then_its_source_is_beside_it(path: Path) -> None:
    found = problems(nbformat.read(path, as_version=4), Evidence())
    assert not found, "\n".join(["", *map(str, found)])


@lessons
def test_when_a_lesson_was_changed_then_tidy_was_run(path: Path) -> None:
    (result,) = tidy([path], execute=False, write=False)
    reasons = "; ".join(result.reasons) or "ids, metadata or citations are not as tidy writes them"
    assert not result.stale, f"Run `trilateral tidy {path.relative_to(ROOT)}`: {reasons}."

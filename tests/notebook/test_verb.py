from __future__ import annotations

import json
from typing import TYPE_CHECKING

import nbformat
import pytest
from typer.testing import CliRunner

from tests.notebook.samples import code, markdown, notebook
from trilateral.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode


def run(tmp_path: Path, book: NotebookNode, *options: str) -> tuple[int, str, bytes]:
    path = tmp_path / "lesson.ipynb"
    nbformat.write(book, path)
    result = CliRunner().invoke(app, ["tidy", str(path), *options])
    return result.exit_code, result.stdout, path.read_bytes()


def test_when_tidy_writes_then_it_exits_0_and_the_next_check_is_content(tmp_path: Path) -> None:
    code_, printed, _ = run(tmp_path, notebook(markdown("# Hello", "3f2a9c1e")))
    assert (code_, "lesson.ipynb: tidied" in printed) == (0, True)
    path = tmp_path / "lesson.ipynb"
    assert CliRunner().invoke(app, ["tidy", str(path), "--check"]).exit_code == 0


@pytest.mark.parametrize("options", [["--check"], ["--check", "--json"]])
def test_when_only_checking_then_it_exits_1_and_leaves_the_file(
    tmp_path: Path, options: list[str]
) -> None:
    book = notebook(markdown("# Hello", "3f2a9c1e"))
    before = run(tmp_path, book, "--check")[2]
    code_, printed, after = run(tmp_path, book, *options)
    assert code_ == 1
    assert before == after
    if "--json" in options:
        (found,) = json.loads(printed)
        assert found["stale"] is True
    else:
        assert "lesson.ipynb: stale" in printed


def test_when_a_cell_fails_then_it_exits_1_and_says_which(tmp_path: Path) -> None:
    path = tmp_path / "lesson.ipynb"
    nbformat.write(notebook(code("1 / 0", "divide")), path)
    result = CliRunner().invoke(app, ["tidy", str(path)])
    assert result.exit_code == 1
    assert "cell divide: ZeroDivisionError" in result.stderr


def test_when_a_solution_changes_then_tidy_says_that_the_exercises_must_be_made_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "solutions" / "lesson.ipynb"
    path.parent.mkdir()
    nbformat.write(notebook(markdown("# Hello", "3f2a9c1e")), path)
    said = [CliRunner().invoke(app, ["tidy", str(path)]).stdout for _ in range(2)]
    assert ["Next: trilateral assign" in each for each in said] == [True, False]

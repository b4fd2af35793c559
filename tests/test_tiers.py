"""The second tier waits for ``--matrix``, and a run says so, with one process or several."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat import write
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[1]
SAMPLE = """
import pytest
from tests.tiers import tiers

@pytest.fixture(params=tiers(["light", "dark"], "light"))
def theme(request):
    return request.param

@pytest.mark.parametrize("width", tiers([1280, 800, 320], 1280))
def test_sample(theme, width):
    pass
"""


def run(folder: Path, *options: str) -> str:
    """Run six tests, one of which is of the first tier, and return what is printed."""
    shutil.copy(ROOT / "conftest.py", folder)
    (folder / "pytest.ini").write_text(
        f"[pytest]\npythonpath = {ROOT}\nmarkers = matrix\naddopts = --strict-markers\n"
    )
    (folder / "test_sample.py").write_text(SAMPLE)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "xdist", "-p", "no:cacheprovider", *options],
        cwd=folder,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.parametrize(
    ("options", "left"), [(["-n", "0"], 5), (["-n", "2"], 5), (["-n", "0", "-k", "light"], 2)]
)
def test_when_the_matrix_is_not_asked_for_then_the_rest_is_left_and_counted(
    tmp_path: Path, options: list[str], left: int
) -> None:
    said = run(tmp_path, *options)
    assert f"Tests left for --matrix: {left}." in said
    assert "1 passed" in said
    assert "skipped" not in said


def test_when_notebooks_are_tested_then_the_first_tier_runs_one_assignment(tmp_path: Path) -> None:
    for name in ("exercises/03_coercion", "exercises/04_capabilities", "solutions/05_synthesis"):
        (tmp_path / name).mkdir(parents=True)
        notebook = new_notebook(cells=[new_code_cell("1", id="one")])
        write(notebook, tmp_path / name / f"{Path(name).name}.ipynb")
    said = run(tmp_path, "-n", "0", "-p", "nbval.plugin", "--nbval", "--collect-only")
    assert "Tests left for --matrix: 7." in said
    assert "exercises/03_coercion/03_coercion.ipynb::" in said


def test_when_the_matrix_is_asked_for_then_every_test_runs(tmp_path: Path) -> None:
    said = run(tmp_path, "-n", "0", "--matrix")
    assert "6 passed" in said
    assert "left for" not in said

"""The cell that makes a lesson work in Google Colab; anywhere else it does nothing."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Final

import nbformat
from nbformat.v4 import new_code_cell
from packaging.requirements import Requirement

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.deploy.badges import Address

ID: Final = "colab"
_THERE: Final = {"jupyterlab", "ipywidgets", "pyyaml", "filelock", "packaging"}
"""What Colab has of its own: newer ones would break its kernel, or are not needed there."""
_CELL: Final = """\
# @title Only in Google Colab: get the course (about a minute)
import sys

if "google.colab" in sys.modules:
    import importlib.util
    import os
    import subprocess
    from pathlib import Path

    course = Path.home() / "promises-to-power"
    if not course.exists():
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", "{address}", course], check=True)
    if importlib.util.find_spec("trilateral") is None:
        late = {{"numpy", "pandas"}} & sys.modules.keys()
        pip = [sys.executable, "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, {packages}], check=True)
        subprocess.run([*pip, "--no-deps", course / "{wheel}"], check=True)
        importlib.invalidate_caches()
        if late:
            print("Choose Runtime > Restart session, then run this cell once more.")
    os.chdir(course / "notebooks")
"""


def write(tree: Path, address: Address, wheel: str) -> None:
    """Put the cell before all others of each lesson.

    Parameters
    ----------
    tree
        The course.
    address
        What Colab clones.
    wheel
        The course's wheel, relative to `tree`.
    """
    source = _CELL.format(address=address.url, wheel=wheel, packages=_packages(tree)).rstrip()
    for path in sorted((tree / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        cell = new_code_cell(source, id=ID, metadata={"cellView": "form"})
        cell.metadata["jupyter"] = {"source_hidden": True}
        notebook.cells.insert(0, cell)
        path.write_text(nbformat.writes(notebook) + "\n", "utf-8", newline="\n")


def _packages(tree: Path) -> str:
    """Return what pip must bring, as the arguments of a call."""
    project = tomllib.loads((tree / "pyproject.toml").read_text("utf-8"))["project"]
    rules = map(Requirement, project["dependencies"])
    return ", ".join(f'"{rule}"' for rule in rules if rule.name.lower() not in _THERE)

"""From a hand-out to the contents of its repository."""

from __future__ import annotations

import json
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trilateral.deploy import badges, colab
from trilateral.deploy.uv import built
from trilateral.paths import RELEASE

if TYPE_CHECKING:
    from trilateral.deploy.badges import Address

_FILES: Final = Path(__file__).parent / "class_files"
_PLACES: Final = {
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
    "postBuild": "postBuild",
    "UPDATES.md": "UPDATES.md",
}


def dress(tree: Path, address: Address | None) -> None:
    """Add to a hand-out what its repository has beside it: settings, badges, the course's wheel.

    Parameters
    ----------
    tree
        The hand-out.
    address
        Where learners will find the repository; without one there are no badges, and no cell for
        Colab.
    """
    for name, place in _PLACES.items():
        shutil.copy(_FILES / name, tree / place)
    (tree / "postBuild").chmod(0o755)
    with (tree / "README.md").open("a", encoding="utf-8", newline="\n") as readme:
        readme.write("\n[How this folder is brought up to date](UPDATES.md)\n")
    if address:
        badges.write(tree, address)
        if address.colab:
            colab.write(tree, address, _wheel(tree))
    project = tomllib.loads((tree / "pyproject.toml").read_text("utf-8"))["project"]
    about = {"version": project["version"], "address": address.url if address else None}
    (tree / RELEASE).write_text(json.dumps(about, indent=1) + "\n", "utf-8", newline="\n")


def _wheel(tree: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        wheel = built(tree, Path(folder))
        (tree / "wheel").mkdir(exist_ok=True)
        shutil.copy(wheel, tree / "wheel")
    return f"wheel/{wheel.name}"

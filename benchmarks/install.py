"""What an installation costs: packages, megabytes down and on disk.

Two environments are made in a folder that goes away after: the one of the README's first command,
and one with JupyterLab alone, at the versions of `uv.lock`. Files are copied out of uv's cache, not
linked, so that neither disk nor memory is shared with another environment. uv and Python themselves
are not counted.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from packaging.tags import sys_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

from benchmarks.setting import ROOT, course, lab

if TYPE_CHECKING:
    from collections.abc import Iterator

_BYTES: Final = 1e6
_BLOCK: Final = 512
"""Bytes in the unit of `os.stat_result.st_blocks`, whatever the file system's own block is."""
_RANKS: Final = {tag: rank for rank, tag in enumerate(sys_tags())}


@dataclass(frozen=True)
class Environment:
    """A fresh environment of this Python."""

    folder: Path
    pylock: Path
    """What was asked for, with the size of each file, as the packaging standard has it."""

    @property
    def python(self) -> str:
        """Its Python."""
        return str(self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))

    def packages(self) -> set[tuple[str, str]]:
        """Return name and version of what is installed, the course itself included."""
        listed = json.loads(_uv("pip", "list", "--format", "json", "--python", self.python))
        return {(canonicalize_name(package["name"]), package["version"]) for package in listed}

    def down(self) -> float:
        """Return the megabytes that an empty cache would fetch: the files that fit this machine."""
        asked = tomllib.loads(self.pylock.read_text(encoding="utf-8"))["packages"]
        there = self.packages()
        # A lock may name a package twice, for older and for newer Pythons.
        return sum(_size(p) for p in asked if (p["name"], p["version"]) in there) / _BYTES

    def disk(self) -> float:
        """Return the megabytes it takes, in whole blocks as `du -sm` counts them (2**20 bytes)."""
        kept = (path.lstat() for path in self.folder.rglob("*"))
        return sum(_taken(stat) for stat in kept) / 2**20


@dataclass(frozen=True)
class Cost:
    """What one environment costs."""

    packages: int
    down: float
    """Megabytes (10**6 bytes)."""
    disk: float
    """Megabytes as `du -sm` counts, before anything ran: uv compiles nothing by itself."""
    started: float
    """The same when JupyterLab has started once, with the bytecode that Python then kept."""


def _uv(*arguments: str, where: Path = ROOT, **settings: str) -> str:
    """Run uv in a folder and return what it prints; what it complains of is left on screen."""
    # A caller that compiles on installation would count bytecode as installed.
    kept = {k: v for k, v in os.environ.items() if k not in {"UV_COMPILE_BYTECODE", "VIRTUAL_ENV"}}
    return subprocess.run(  # noqa: S603 -- uv, with our own arguments
        ["uv", "--quiet", *arguments],  # noqa: S607 -- the caller's
        cwd=where,
        env={**kept, "UV_LINK_MODE": "copy", **settings},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def _size(package: dict[str, Any]) -> int:
    """Return the bytes of the wheel that fits this machine best, else of the source."""
    ranks: dict[int, int] = {}
    for wheel in package.get("wheels", ()):
        tags = parse_wheel_filename(wheel["url"].rpartition("/")[2])[3]
        rank = min((_RANKS[tag] for tag in tags if tag in _RANKS), default=None)
        if rank is not None:
            ranks.setdefault(rank, int(wheel["size"]))
    return ranks[min(ranks)] if ranks else int(package["sdist"]["size"])


def _taken(stat: os.stat_result) -> int:
    blocks = getattr(stat, "st_blocks", None)  # Windows does not tell
    return stat.st_size if blocks is None else int(blocks) * _BLOCK


def _ours(folder: Path) -> Environment:
    """Install what the README's first command installs."""
    made = Environment(folder / "ours", folder / "pylock.ours.toml")
    export = ("export", "--frozen", "--no-emit-project", "--format", "pylock.toml")
    _uv(*export, "--output-file", str(made.pylock))
    sync = ("sync", "--frozen", "--python", sys.executable)
    _uv(*sync, UV_PROJECT_ENVIRONMENT=str(made.folder))
    return made


def _plain(folder: Path) -> Environment:
    """Install JupyterLab alone, in a folder where the course's settings of uv do not hold."""
    made = Environment(folder / "plain", folder / "pylock.plain.toml")
    (folder / "plain.in").write_text("jupyterlab\n", encoding="utf-8")
    versions = str(folder / "versions.txt")
    _uv("export", "--frozen", "--no-emit-project", "--no-hashes", "--output-file", versions)
    ask = ("pip", "compile", "plain.in", "--constraint", versions, "--python", sys.executable)
    _uv(*ask, "--format", "pylock.toml", "--output-file", str(made.pylock), where=folder)
    _uv("venv", "--python", sys.executable, str(made.folder))
    install = ("pip", "install", "--python", made.python, "--requirements", str(made.pylock))
    _uv(*install, where=folder)
    return made


@contextlib.contextmanager
def environments() -> Iterator[tuple[Environment, Environment]]:
    """Make the course's environment and one with JupyterLab alone."""
    with tempfile.TemporaryDirectory(prefix="trilateral-install-") as folder:
        yield _ours(Path(folder)), _plain(Path(folder))


def cost(made: Environment) -> Cost:
    """Weigh an environment, start its JupyterLab once, and weigh it again."""
    disk = made.disk()
    with course() as where, lab(where, made.python):
        pass
    return Cost(len(made.packages()), made.down(), disk, made.disk())

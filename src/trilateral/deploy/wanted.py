"""Which wheels of the lock file a pack needs, and what it lacks for a system."""

from __future__ import annotations

import subprocess
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from packaging.pylock import PackageWheel, Pylock, PylockSelectError

from trilateral.deploy.errors import DeployError
from trilateral.deploy.systems import SYSTEMS
from trilateral.deploy.uv import uv

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PATCHES: Final = (0, 99)
"""Markers may ask for a patch of Python: a pack serves the first and the last."""
_OLDEST, _NEWEST = 8, 99


@dataclass(frozen=True)
class Wanted:
    """The wheels for one system and one Python."""

    system: str
    python: str
    wheels: tuple[PackageWheel, ...]
    missing: tuple[str, ...]
    """Packages that the lock has no wheel of for this system."""


def locked(course: Path) -> Pylock:
    """Return what the lock file of a course installs for a learner.

    Raises
    ------
    DeployError
        uv is not installed, or the lock file does not fit the project.
    """
    return Pylock.from_dict(tomllib.loads(_exported(course, "pylock.toml")))


def requirements(course: Path) -> str:
    """Return the lock file as pip reads it: each package with its version and its hashes."""
    return _exported(course, "requirements.txt")


def _exported(course: Path, form: str) -> str:
    options = ["--quiet", "--locked", "--no-emit-project", "--no-header", "--format", form]
    done = subprocess.run(  # noqa: S603 -- our own argument list, no shell
        [uv(), "export", *options], cwd=course, capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"uv.lock in {course} cannot be read. uv says:\n{done.stderr.strip()}"
        raise DeployError(message)
    return done.stdout


def supported(lock: Pylock) -> tuple[str, ...]:
    """Return the Pythons of a lock file, oldest first: ``3.11``."""
    rule = lock.requires_python
    minors = (f"3.{minor}" for minor in range(_OLDEST, _NEWEST))
    return tuple(python for python in minors if rule is None or rule.contains(f"{python}.99"))


def wanted(lock: Pylock, system: str, python: str) -> Wanted:
    """Return the wheels that a system and a Python need, by name."""
    wheels: dict[str, PackageWheel] = {}
    missing: set[str] = set()
    for patch in _PATCHES:
        place = SYSTEMS[system].environment(f"{python}.{patch}")
        try:
            chosen = list(lock.select(environment=place, tags=SYSTEMS[system].tags(python)))
        except PylockSelectError as error:
            raise DeployError(str(error)) from error
        for package, file in chosen:
            if isinstance(file, PackageWheel):
                wheels[file.filename] = file
            else:
                missing.add(package.name)
    return Wanted(
        system, python, tuple(wheels[name] for name in sorted(wheels)), tuple(sorted(missing))
    )


def distinct(parts: Iterable[Wanted]) -> list[PackageWheel]:
    """Return each wheel once: many serve every system."""
    return list({wheel.filename: wheel for part in parts for wheel in part.wheels}.values())

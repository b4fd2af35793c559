"""The layers of confinement: which this system has, and how to enter them."""

from __future__ import annotations

import os
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import trilateral
from trilateral.grading.errors import ConfinementError
from trilateral.grading.sandbox.confinement import calls, capabilities, landlock, rlimits
from trilateral.paths import data_dir

_SYSTEM: Final = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/dev/urandom",
)
"""What Python and its libraries read of the system, none of it anybody's own."""
_DEVICES: Final = (Path("/dev/null"),)


@dataclass(frozen=True)
class Layer:
    """One layer of confinement."""

    name: str
    keeps: str
    """What it keeps a submission from."""
    missing: str = ""
    """Why this system does not have it; empty where it does."""


@dataclass(frozen=True)
class Policy:
    """What a confined process may do."""

    read: tuple[Path, ...]
    change: tuple[Path, ...] = ()
    memory: int = 1024 * rlimits.MIB
    processor: int = 120
    file: int = 32 * rlimits.MIB
    files: int = 64


@cache
def layers() -> tuple[Layer, ...]:
    """Return the layers of confinement, each with what it lacks on this system."""
    version = landlock.version()
    no_files = "" if version else "this system has no Landlock (Linux 5.13 or later has it)"
    no_calls = calls.missing()
    no_fork = "" if hasattr(os, "fork") else "this system cannot fork; on Windows use WSL"
    return (
        Layer("process", "sharing a process with another submission", no_fork),
        Layer("limits", "taking all memory, time or disk", rlimits.missing()),
        Layer("files", "reading or changing files outside its folder", no_files),
        Layer("network", "reaching the network", no_calls),
        Layer("processes", "starting, ending or reading other processes", no_calls),
    )


@cache
def readable(hidden: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """Return what submissions may read: Python, its packages, this library and the evidence.

    Parameters
    ----------
    hidden
        Folders that must not be among it.

    Raises
    ------
    ConfinementError
        One of `hidden` lies in a folder that Python needs to read.
    """
    packages = Path(trilateral.__file__).parent
    python = {Path(sys.prefix), Path(sys.base_prefix), Path(sysconfig.get_path("purelib"))}
    roots = {path.resolve() for path in (*python, packages, data_dir())} - {Path("/"), Path("/usr")}
    allowed = (*sorted(roots), *map(Path, _SYSTEM))
    for secret in hidden:
        inside = next((place for place in allowed if secret.resolve().is_relative_to(place)), None)
        if inside:
            message = (
                f"Submissions must be able to read {inside}, where Python is, so {secret} would be "
                "open to them. Move it, or install Python elsewhere."
            )
            raise ConfinementError(message)
    return allowed


def enter(policy: Policy, *, trusted: bool = False) -> None:
    """Enter, for good, each layer that this system has.

    Parameters
    ----------
    policy
        What remains allowed.
    trusted
        Whether to continue where a layer is missing.

    Raises
    ------
    ConfinementError
        A layer is missing or refused.
    """
    lacking = {layer.name for layer in layers() if layer.missing}
    if lacking and not trusted:
        message = f"Not confined: {', '.join(sorted(lacking))} missing."
        raise ConfinementError(message)
    rlimits.restrict(policy.memory, policy.processor, policy.file, policy.files)
    capabilities.drop()
    _check_readable(policy)
    if "files" not in lacking:
        landlock.restrict(policy.read, (*policy.change, *_DEVICES))
    if "network" not in lacking:
        calls.restrict()


def _check_readable(policy: Policy) -> None:
    """See that Python can still be read: without capabilities, root reads its own files alone."""
    for path in (*policy.read, *policy.change):
        if path.exists() and not os.access(path, os.R_OK):
            message = (
                f"A submission could not read {path}, which belongs to another user. Grade as the "
                "user who owns the course and its Python."
            )
            raise ConfinementError(message)

"""The offline room: the course with all that a class needs to open it without a network."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trilateral.assignments.release import release
from trilateral.assignments.secrets import kept_from, refuse_leaks
from trilateral.deploy import starting
from trilateral.deploy.download import bring, fetch, sha256, store_dir
from trilateral.deploy.errors import DeployError
from trilateral.deploy.systems import SYSTEMS
from trilateral.deploy.uv import built
from trilateral.deploy.wanted import Wanted, distinct, locked, requirements, supported, wanted
from trilateral.site import build, require_extra

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from packaging.pylock import PackageWheel

    from trilateral.assignments.tracks import Track

_RECENT: Final = 3
"""How many Pythons a pack serves if none is named: the newest ones."""
_ROOM_LEFT: Final = 100_000_000  # bytes for the course itself


@dataclass(frozen=True)
class Plan:
    """What will be in a pack, before anything is downloaded."""

    parts: tuple[Wanted, ...]
    left_out: tuple[str, ...]
    """A line for each system that the lock lacks a wheel for."""
    requirements: str

    @property
    def wheels(self) -> list[PackageWheel]:
        """Each wheel once."""
        return distinct(self.parts)

    @property
    def size(self) -> int:
        """Bytes of all wheels."""
        return sum(wheel.size or 0 for wheel in self.wheels)


def plan(course: Path, *, systems: Sequence[str] = (), pythons: Sequence[str] = ()) -> Plan:
    """Return which wheels a pack needs.

    Parameters
    ----------
    course
        The folder with ``uv.lock``.
    systems
        Names in `trilateral.deploy.systems.SYSTEMS`; by default all that the lock has every wheel
        for.
    pythons
        Such as ``3.12``; by default the three newest that the course supports.

    Raises
    ------
    DeployError
        A system or a Python is not known, or the lock lacks a wheel for a system that is named.
    """
    lock = locked(course)
    platforms = supported(lock)
    pythons = pythons or platforms[-_RECENT:]
    _refuse(pythons, platforms, "Python")
    _refuse(systems, tuple(SYSTEMS), "system")
    parts: list[Wanted] = []
    left_out: list[str] = []
    for system in systems or SYSTEMS:
        own = [wanted(lock, system, python) for python in sorted(set(pythons), key=platforms.index)]
        missing = sorted({name for part in own for name in part.missing})
        if missing:
            line = f"Left out: {SYSTEMS[system].title}. No wheel of {', '.join(missing)} fits it."
            left_out.append(line)
        else:
            parts += own
    if systems and left_out:
        raise DeployError("\n".join(left_out))
    return Plan(tuple(parts), tuple(left_out), requirements(course))


def pack(  # noqa: PLR0913 -- what a pack is made of, each with a default
    course: Path,
    out: Path,
    what: Plan,
    *,
    site: bool = True,
    track: Track = "both",
    store: Path | None = None,
    done: Callable[[object], None] = lambda _: None,
    hand_out: Callable[..., object] = release,
) -> list[Path]:
    """Write the offline room into a new or empty folder and return its files, relative to it.

    Parameters
    ----------
    course
        The instructor's course, with its solutions.
    out
        A folder that does not exist yet, or is empty.
    what
        Which wheels go into it.
    site
        Whether the static edition goes into it.
    track
        Which tasks the exercises have.
    store
        Where downloaded wheels are kept for the next pack; a folder of this account by default.
    done
        Called once for each wheel.
    hand_out
        What writes the course into a folder.

    Raises
    ------
    DeployError
        `out` is not empty, the disk is too small, or a wheel cannot be downloaded or built.
    AssignmentError
        Something in it would give a solution or a hidden test away. Nothing is left then.
    SiteExtraError
        The static edition cannot be made here. Nothing has been downloaded then.
    """
    if site:
        require_extra()
    if out.exists() and any(out.iterdir()):
        message = f"{out} is not empty. Name an empty or a new folder."
        raise DeployError(message)
    out.mkdir(parents=True, exist_ok=True)
    _refuse_small_disk(out, what.size)
    files = fetch(what.wheels, store or store_dir(), done)
    try:
        hand_out(course, out / "course", track=track)
        _fill(course, out, what, files, site=site)
    except BaseException:
        shutil.rmtree(out)
        raise
    return sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())


def _fill(course: Path, out: Path, what: Plan, files: Sequence[Path], *, site: bool) -> None:
    wheels = out / starting.SETUP / "wheels"
    wheels.mkdir(parents=True)
    (out / "python").mkdir()
    (out / "python" / "put-installers-here.txt").write_text(
        "Installers from https://www.python.org/downloads/ that learners may need go here.\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        own = built(out / "course", Path(folder))
        shutil.copy(own, wheels)
    if site:
        build(out / "course", out / "site")  # without instructors' notes
    name, version = own.name.split("-")[:2]
    pinned = f"{name}=={version} \\\n    --hash=sha256:{sha256(wheels / own.name)}\n"
    starting.write(out, what.parts, what.left_out, what.requirements + pinned, site=site)
    refuse_leaks(out, kept_from(course))  # before the wheels of the lock, which have hashes
    for file in files:
        bring(file, wheels)


def _refuse(names: Sequence[str], choices: Sequence[str], what: str) -> None:
    for name in names:
        if name not in choices:
            message = f"A pack cannot serve the {what} {name!r}. Choose from: {', '.join(choices)}."
            raise DeployError(message)


def _refuse_small_disk(out: Path, size: int) -> None:
    free = shutil.disk_usage(out).free
    if free < size + _ROOM_LEFT:
        message = (
            f"{out} has {free / 1e9:.1f} GB left; the pack needs {(size + _ROOM_LEFT) / 1e9:.1f}. "
            "Name fewer systems (--system) or Pythons (--python), or another disk."
        )
        raise DeployError(message)

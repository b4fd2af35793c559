"""The systems that a pack can serve, as markers and wheels' tags see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from packaging.markers import default_environment
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packaging.markers import Environment

_GLIBC: Final = 28
"""The second number of the oldest glibc that is served: 2.28 is Debian 10's."""
_MACOS: Final = (14, 0)
_LEGACY: Final = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}


@dataclass(frozen=True)
class System:
    """An operating system on a kind of processor."""

    title: str
    """Its name for people."""
    sys_platform: str
    """What Python calls it."""
    machine: str
    """What Python calls the processor there."""
    platform_system: str
    """What the marker of this name says."""
    platforms: tuple[str, ...]
    """Platform tags of the wheels that it takes, the best first."""

    def environment(self, python: str) -> Environment:
        """Return what markers see of a Python, given with its patch: ``3.12.0``."""
        return {
            **default_environment(),
            "implementation_name": "cpython",
            "implementation_version": python,
            "os_name": "nt" if self.sys_platform == "win32" else "posix",
            "platform_machine": self.machine,
            "platform_python_implementation": "CPython",
            "platform_system": self.platform_system,
            "python_full_version": python,
            "python_version": python.rpartition(".")[0],
            "sys_platform": self.sys_platform,
        }

    def tags(self, python: str) -> list[Tag]:
        """Return the tags of wheels that a Python (``3.12``) takes here, the best first."""
        major, minor = map(int, python.split("."))
        interpreter = f"cp{major}{minor}"
        return [
            *cpython_tags((major, minor), [interpreter], self.platforms),
            *compatible_tags((major, minor), interpreter, self.platforms),
        ]


def _linux(machine: str) -> Iterator[str]:
    for minor in range(_GLIBC, 4, -1):
        yield f"manylinux_2_{minor}_{machine}"
        if minor in _LEGACY:
            yield f"{_LEGACY[minor]}_{machine}"
    yield f"linux_{machine}"


def _mac(machine: str) -> System:
    title = "macOS" if machine == "arm64" else "macOS on Intel"
    return System(title, "darwin", machine, "Darwin", tuple(mac_platforms(_MACOS, machine)))


SYSTEMS: Final = {
    "windows": System("Windows", "win32", "AMD64", "Windows", ("win_amd64",)),
    "macos": _mac("arm64"),
    "macos-intel": _mac("x86_64"),
    "linux": System("Linux", "linux", "x86_64", "Linux", tuple(_linux("x86_64"))),
    "linux-arm": System("Linux on ARM", "linux", "aarch64", "Linux", tuple(_linux("aarch64"))),
}
"""By the name that an option takes."""

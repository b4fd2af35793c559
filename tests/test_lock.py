"""What the lock file gives a learner on each supported Python and system: wheels, no compiler."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.markers import Environment, default_environment
from packaging.pylock import PackageSdist, PackageWheel, Pylock
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms

from tests.test_public_face import PYTHONS

ROOT = Path(__file__).parents[1]
UV = os.environ.get("UV") or shutil.which("uv")
_LEGACY = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
_LINUX = chain.from_iterable(
    (f"manylinux_2_{minor}_x86_64", *([f"{_LEGACY[minor]}_x86_64"] if minor in _LEGACY else []))
    for minor in range(28, 4, -1)  # glibc 2.28 is Debian 10's
)
SYSTEMS = {
    "Linux": ("linux", "posix", "x86_64", [*_LINUX, "linux_x86_64"]),
    "Darwin": ("darwin", "posix", "arm64", list(mac_platforms((14, 0), "arm64"))),
    "Windows": ("win32", "nt", "AMD64", ["win_amd64"]),
}

pytestmark = pytest.mark.skipif(UV is None, reason="needs uv, which exports the lock file")


@pytest.fixture(scope="module")
def lock() -> Pylock:
    """Return what `uv run` installs for a learner."""
    command = [str(UV), "export", "--quiet", "--locked", "--offline", "--format", "pylock.toml"]
    exported = subprocess.run(
        [*command, "--no-emit-project"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return Pylock.from_dict(tomllib.loads(exported.stdout))


def environment(python: str, system: str) -> Environment:
    """Return what markers see of a Python, `python` with its patch, on a system."""
    name, family, machine, _ = SYSTEMS[system]
    return {
        **default_environment(),
        "implementation_name": "cpython",
        "implementation_version": python,
        "os_name": family,
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_system": system,
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "sys_platform": name,
    }


def tags(python: str, platforms: list[str]) -> list[Tag]:
    major, minor = map(int, python.split("."))
    interpreter = f"cp{major}{minor}"
    return [
        *cpython_tags((major, minor), [interpreter], platforms),
        *compatible_tags((major, minor), interpreter, platforms),
    ]


def built(lock: Pylock, python: str, system: str, accepted: list[Tag]) -> set[str]:
    """Return the packages that would have to be built, after checking that all are there."""
    chosen = list(lock.select(environment=environment(python, system), tags=accepted))
    assert {"jupyterlab", "pandas", "scipy", "shapely"} <= {package.name for package, _ in chosen}
    assert all(isinstance(file, PackageWheel | PackageSdist) for _, file in chosen)
    return {str(package.name) for package, file in chosen if isinstance(file, PackageSdist)}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("patch", [0, 99])
@pytest.mark.parametrize("python", PYTHONS)
def test_when_a_learner_installs_then_every_package_comes_as_a_wheel(
    lock: Pylock, python: str, patch: int, system: str
) -> None:
    accepted = tags(python, SYSTEMS[system][3])
    assert built(lock, f"{python}.{patch}", system, accepted) == set()


def test_when_a_package_lacks_a_wheel_then_it_is_seen(lock: Pylock) -> None:
    pure = list(compatible_tags((3, 12), "cp312", ["any"]))
    assert {"pandas", "numpy", "scipy"} <= built(lock, "3.12.0", "Linux", pure)

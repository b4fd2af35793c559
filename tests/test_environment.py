"""One set-up, told four times: pyproject.toml, uv.lock, environment.yml, README and CI."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CONDA: dict[str, Any] = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^```sh\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)


def conda_pins() -> dict[str, str]:
    """Return the versions environment.yml names, without Python, pip and what pip installs."""
    lines = [line for line in CONDA["dependencies"] if isinstance(line, str) and "=" in line]
    pins = dict(line.split("=", 1) for line in lines)
    return {canonicalize_name(name): pin for name, pin in pins.items() if name != "python"}


def conda_python() -> str:
    return next(
        line.removeprefix("python=")
        for line in CONDA["dependencies"]
        if isinstance(line, str) and line.startswith("python=")
    )


def locked() -> dict[str, str]:
    """Return what uv.lock gives the Python of environment.yml for each dependency."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    versions = {package["name"]: package["version"] for package in packages}
    course = next(package for package in packages if package["name"] == "trilateral")
    # Dependency groups that exclude each other stand in the lock's markers as extras.
    where = {
        "python_version": conda_python(),
        "python_full_version": f"{conda_python()}.0",
        "extra": "group-10-trilateral-dev",
    }
    return {
        entry["name"]: entry.get("version", versions[entry["name"]])
        for entry in course["dependencies"]
        if "marker" not in entry or Marker(entry["marker"]).evaluate(where)
    }


def test_when_a_dependency_is_declared_then_conda_gets_it_and_nothing_else() -> None:
    declared = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    assert set(conda_pins()) == declared


def test_when_a_version_is_locked_then_conda_gets_the_same() -> None:
    # A post-release repackages the same code; conda-forge numbers its own repackagings.
    releases = {name: Version(version).base_version for name, version in locked().items()}
    assert conda_pins() == releases


def test_when_conda_makes_the_environment_then_the_course_itself_comes_by_pip() -> None:
    assert CONDA["channels"] == ["conda-forge"]
    assert "pip" in CONDA["dependencies"]
    assert {"pip": ["-e ."]} in CONDA["dependencies"]
    assert SpecifierSet(PROJECT["requires-python"]).contains(conda_python())


def test_when_the_readme_is_followed_then_two_commands_do_all() -> None:
    assert COMMANDS == ["pip install uv && uv run trilateral lab", "uv run --group dev pytest"]


def test_when_ci_runs_then_it_ends_in_the_readmes_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    whole, again = (line for line in script.splitlines() if line.startswith("uv run"))
    assert whole == f'{COMMANDS[1]} "$@" && exit'
    assert again.startswith(f"{COMMANDS[1]} -n 0 --last-failed ")
    assert script.splitlines()[-1] == again
    assert "\nset -euo pipefail\n" in script
    subprocess.run(["/usr/bin/env", "bash", "-n", ROOT / ".ci" / "run"], check=True)

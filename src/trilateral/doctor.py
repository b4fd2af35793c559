"""Find out what keeps the course from working on this machine, and how to put it right."""

from __future__ import annotations

import importlib
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from trilateral import lab, paths
from trilateral.errors import CourseNotFoundError, TrilateralError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHROMIUM_REMEDY = (
    "Only the browser tests need it. Debian: sudo apt-get install chromium. "
    "Elsewhere: install Chromium or Chrome."
)
_REINSTALL = "Run: uv sync (with conda: conda env update --file environment.yml)."
_RESTORE = "To get the file back as it came: git checkout -- {} (or download the course again)."


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    topic: str
    level: Literal["ok", "note", "problem"]
    """``note`` is for knowing; only a ``problem`` keeps the course from working."""
    what: str
    where: str = ""
    remedy: str = ""


def diagnose() -> list[Finding]:
    """Look at everything the course needs; each topic gives at least one finding."""
    return [finding for topic, check in _CHECKS.items() for finding in _run(topic, check)]


def find_chromium() -> Path | None:
    """Return the browser that the browser tests drive, if this machine has one."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return Path(found)
    return None


def _run(topic: str, check: Callable[[str], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(check(topic))
    except CourseNotFoundError as error:
        remedy = "Change into the folder you downloaded the course to, or download it again."
        return [Finding(topic, "problem", str(error), str(Path.cwd()), remedy)]
    except TrilateralError as error:
        folder = paths.data_dir()
        return [Finding(topic, "problem", str(error), str(folder), _RESTORE.format(folder.name))]
    except Exception as error:  # noqa: BLE001 -- a doctor reports whatever goes wrong
        what = f"the check itself failed: {type(error).__name__}: {error}"
        return [Finding(topic, "problem", what, sys.prefix, _REINSTALL)]


def _python(topic: str) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    rule = SpecifierSet(metadata.metadata("trilateral")["Requires-Python"])
    if rule.contains(version, prereleases=True):
        yield Finding(topic, "ok", version)
    else:
        remedy = f"Install Python {rule} and set the course up again, or let uv fetch one: uv sync."
        yield Finding(topic, "problem", f"{version} is not {rule}", sys.executable, remedy)


def _packages(topic: str) -> Iterator[Finding]:
    rules = [Requirement(line) for line in metadata.requires("trilateral") or []]
    needed = [rule for rule in rules if rule.marker is None or rule.marker.evaluate()]
    wrong = False
    for rule in needed:
        what = _package_problem(rule)
        if what:
            wrong = True
            yield Finding(topic, "problem", what, sys.prefix, _REINSTALL)
    if not wrong:
        yield Finding(topic, "ok", f"{len(needed)} at the versions asked for")


def _package_problem(rule: Requirement) -> str:
    try:
        version = metadata.version(rule.name)
    except metadata.PackageNotFoundError:
        return f"{rule.name} is missing"
    if rule.specifier.contains(version, prereleases=True):
        return ""
    return f"{rule.name} is {version}, not {rule.specifier}"


def _evidence(topic: str) -> Iterator[Finding]:
    # By name, so that a missing package becomes a finding and not a failure to start.
    problems = importlib.import_module("trilateral.evidence").check()
    for problem in problems:
        what = str(problem).removesuffix(problem.remedy).strip()
        remedy = f"{problem.remedy} {_RESTORE.format(problem.file)}"
        yield Finding(topic, "problem", what, problem.file, remedy)
    if not problems:
        yield Finding(topic, "ok", f"every table in {paths.data_dir()} keeps its rules")


def _notebooks(topic: str) -> Iterator[Finding]:
    folder = paths.course_dir() / "notebooks"
    notebooks = sorted(folder.glob("*.ipynb"))
    wrong = [path for path in notebooks if not _opens(path)]
    for path in wrong:
        remedy = _RESTORE.format(f"notebooks/{path.name}")
        yield Finding(topic, "problem", "not a notebook Jupyter can open", str(path), remedy)
    problem = _writing_problem(folder)
    if problem:
        remedy = "Give yourself write access to this folder, or copy the course to one you own."
        yield Finding(topic, "problem", problem, str(folder), remedy)
    elif not wrong:
        yield Finding(topic, "ok", f"{len(notebooks)} in {folder}")


def _opens(path: Path) -> bool:
    try:
        return isinstance(json.loads(path.read_text("utf-8"))["cells"], list)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _records(topic: str) -> Iterator[Finding]:
    remedy = "Give yourself write access, or set TRILATERAL_STATE to a folder of your own."
    folder = paths.state_dir()
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    problem = _writing_problem(existing)
    if problem:
        yield Finding(topic, "problem", problem, str(folder), remedy)
    else:
        yield Finding(topic, "ok", f"can be saved in {folder}")


def _writing_problem(folder: Path) -> str:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return f"nothing can be saved here: {error.strerror}"


def _charts(topic: str) -> Iterator[Finding]:
    spec = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x"}}}
    picture = importlib.import_module("vl_convert").vegalite_to_svg(spec, vl_version="5.20")
    if picture.startswith("<svg"):
        yield Finding(topic, "ok", "a picture was drawn")
    else:
        yield Finding(topic, "problem", "vl-convert drew no picture", sys.prefix, _REINSTALL)


def _kernel(topic: str) -> Iterator[Finding]:
    specs = importlib.import_module("jupyter_client.kernelspec").KernelSpecManager()
    spec = specs.get_kernel_spec("python3")
    python = spec.argv[0]
    # A bare "python" means the interpreter that runs Jupyter.
    if Path(python).is_absolute() and not Path(python).exists():
        what = f"the kernel python3 runs {python}, which is not there"
    elif Path(python).is_absolute() and Path(python).parent != Path(sys.executable).parent:
        what = f"the kernel python3 runs another Python, {python}"
    else:
        yield Finding(topic, "ok", f"python3 in {spec.resource_dir}")
        return
    remedy = f"Run: {sys.executable} -m ipykernel install --sys-prefix"
    yield Finding(topic, "problem", what, spec.resource_dir, remedy)


def _port(topic: str) -> Iterator[Finding]:
    if lab.is_free(lab.FIRST_PORT):
        yield Finding(topic, "ok", f"{lab.FIRST_PORT} is free")
    else:
        what = f"{lab.FIRST_PORT} is in use (perhaps by the course itself)"
        yield Finding(topic, "note", what, "", "Nothing to do: the next free one is taken.")


def _chromium(topic: str) -> Iterator[Finding]:
    found = find_chromium()
    if found:
        yield Finding(topic, "ok", str(found))
    else:
        yield Finding(topic, "note", "not found", "", CHROMIUM_REMEDY)


_CHECKS: dict[str, Callable[[str], Iterator[Finding]]] = {
    "Python": _python,
    "packages": _packages,
    "evidence": _evidence,
    "notebooks": _notebooks,
    "records": _records,
    "charts": _charts,
    "kernel": _kernel,
    "port": _port,
    "Chromium": _chromium,
}

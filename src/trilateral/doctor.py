"""Find out what keeps the course from working on this machine, and how to fix it."""

from __future__ import annotations

import importlib
import importlib.util
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
_AGAIN = (
    "Run: uv sync --reinstall-package trilateral "
    "(with conda: pip install --force-reinstall --no-deps -e .), then start the course again."
)
_RESTORE = "To restore the file: git checkout -- {} (or download the course again)."


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
        if path := shutil.which(name):
            return Path(path)
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
        yield Finding(topic, "ok", f"{len(needed)} installed, at the required versions")


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
        yield Finding(topic, "ok", f"every table in {paths.data_dir()} is valid")


def _notebooks(topic: str) -> Iterator[Finding]:
    course = paths.course_dir()
    folder = course / "notebooks"
    notebooks = sorted(folder.glob("*.ipynb"))
    wrong = [path for path in notebooks if not _opens(path)]
    for path in wrong:
        remedy = _RESTORE.format(f"notebooks/{path.name}")
        yield Finding(topic, "problem", "not a notebook that Jupyter can open", str(path), remedy)
    if not wrong and _writing_problem(folder):
        what = f"{len(notebooks)}, read-only: answers are saved, changes to a notebook are not"
        remedy = f"To change notebooks, copy {course} to a folder of your own."
        yield Finding(topic, "note", what, str(folder), remedy)
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
    # Not one of the course's own: those need the evidence too, which has a topic of its own.
    altair = importlib.import_module("altair")
    chart = altair.Chart({"values": [{"x": 1}]}).mark_point().encode(x="x:Q")
    importlib.import_module("trilateral.charts.renderer").spec(chart)
    yield Finding(topic, "ok", "a chart was built and is valid")
    try:
        importlib.import_module("vl_convert")
    except ImportError:
        what = "still pictures cannot be drawn: vl-convert is not installed"
        remedy = "Nothing to do: only exports need it. To get it: uv run --extra export ..."
        yield Finding(topic, "note", what, "", remedy)


def _kernel(topic: str) -> Iterator[Finding]:
    specs = importlib.import_module("jupyter_client.kernelspec").KernelSpecManager()
    spec = specs.get_kernel_spec("python3")
    python = spec.argv[0]
    # A bare "python" means the interpreter that runs Jupyter.
    if Path(python).is_absolute() and not Path(python).exists():
        what = f"the kernel python3 runs {python}, which does not exist"
    elif Path(python).is_absolute() and Path(python).parent != Path(sys.executable).parent:
        what = f"the kernel python3 runs another Python, {python}"
    else:
        yield Finding(topic, "ok", f"python3 in {spec.resource_dir}")
        return
    remedy = f"Run: {sys.executable} -m ipykernel install --sys-prefix"
    yield Finding(topic, "problem", what, spec.resource_dir, remedy)


def _front_end(topic: str) -> Iterator[Finding]:
    # Jupyter's own readers, so that what they find is what Lab, Notebook and the server find.
    paths_of = importlib.import_module("jupyter_core.paths")
    labs = importlib.import_module("jupyterlab_server.config")
    servers = importlib.import_module("jupyter_server.services.config")
    folders = paths_of.jupyter_path("labextensions")
    extension = labs.get_federated_extensions(folders).get("trilateral")
    disabled = labs.get_page_config(folders)["disabledExtensions"]
    config = servers.ConfigManager(read_config_path=paths_of.jupyter_config_path())
    enabled = (
        config.get("jupyter_server_config").get("ServerApp", {}).get("jpserver_extensions", {})
    )
    if extension is None:
        yield Finding(
            topic, "problem", "parts of lessons do not respond: not installed", "", _AGAIN
        )
    elif stale := _stale(Path(extension["ext_path"])):
        what = f"another version of {stale} is installed than this course's"
        yield Finding(topic, "problem", what, extension["ext_path"], _AGAIN)
    elif {"trilateral", "trilateral:part"} & set(disabled):
        remedy = "Run: jupyter labextension enable trilateral"
        what = "parts of lessons do not respond: switched off in JupyterLab"
        yield Finding(topic, "problem", what, extension["ext_path"], remedy)
    elif "trilateral.server" not in enabled:
        yield Finding(topic, "problem", "answers are not saved: no server extension", "", _AGAIN)
    elif not enabled["trilateral.server"]:
        remedy = "Run: jupyter server extension enable trilateral.server"
        what = "answers are not saved: the server extension is switched off"
        yield Finding(topic, "problem", what, "", remedy)
    else:
        yield Finding(topic, "ok", f"version {extension['version']} in {extension['ext_path']}")


def _stale(installed: Path) -> str:
    """Return a file of the front end that is installed otherwise than it is here."""
    ours = Path(__file__).parent / "front"
    for path in sorted(each for each in ours.rglob("*") if each.is_file()):
        copy = installed / path.relative_to(ours)
        if not copy.is_file() or copy.read_bytes() != path.read_bytes():
            return path.relative_to(ours).as_posix()
    return ""


def _port(topic: str) -> Iterator[Finding]:
    if lab.is_free(lab.FIRST_PORT):
        yield Finding(topic, "ok", f"{lab.FIRST_PORT} is free")
    else:
        what = f"{lab.FIRST_PORT} is in use (perhaps by the course itself)"
        yield Finding(topic, "note", what, "", "Nothing to do: the next free port is used.")


def _chromium(topic: str) -> Iterator[Finding]:
    path = find_chromium()
    if path:
        yield Finding(topic, "ok", str(path))
    else:
        yield Finding(topic, "note", "not found", "", CHROMIUM_REMEDY)


def _grading(topic: str) -> Iterator[Finding]:
    if importlib.util.find_spec("nbgrader") is None:
        remedy = "Only instructors need it. Run: uv sync --extra grading."
        yield Finding(topic, "note", "not set up", "", remedy)
        return
    from trilateral.grading.sandbox.confinement import landlock, layers  # noqa: PLC0415 -- an extra

    missing = [layer for layer in layers() if layer.missing]
    for layer in missing:
        what = f"submissions are not kept from {layer.keeps}: {layer.missing}"
        yield Finding(topic, "note", what, "", "See SECURITY.md, “On which system”.")
    if not missing:
        version = landlock.version()
        filtered = [what for what, since in landlock.LACKS.items() if since > version]
        alone = f"; by the filter of system calls alone: {', '.join(filtered)}" if filtered else ""
        yield Finding(topic, "ok", f"submissions are confined (Landlock {version}{alone})")


_CHECKS: dict[str, Callable[[str], Iterator[Finding]]] = {
    "Python": _python,
    "packages": _packages,
    "evidence": _evidence,
    "notebooks": _notebooks,
    "records": _records,
    "charts": _charts,
    "kernel": _kernel,
    "front end": _front_end,
    "port": _port,
    "grading": _grading,
    "Chromium": _chromium,
}

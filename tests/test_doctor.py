"""The doctor, called to copies of the course that lack something."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]


@dataclass
class Copy:
    """A copy of the course, and the environment the doctor is called in."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def doctor(self, *options: str, within: str = "") -> subprocess.CompletedProcess[str]:
        """Call the doctor, by `within`'s shell command where one is given."""
        argv = [sys.executable, "-c", "from trilateral.cli import app; app()", "doctor", *options]
        return subprocess.run(
            ["unshare", "--mount", "sh", "-c", within, "sh", *argv] if within else argv,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder / "src"), **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def findings(self) -> tuple[int, dict[str, Any]]:
        """Return the exit code and the report; only what needs fixing."""
        result = self.doctor("--json")
        report = json.loads(result.stdout)
        problems = [finding for finding in report["findings"] if finding["level"] == "problem"]
        return result.returncode, {finding["topic"]: finding for finding in problems}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    course = tmp_path / "course"
    ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in ("src", "data", "notebooks"):
        shutil.copytree(ROOT / name, course / name, ignore=ignore)
    return Copy(course, {"TRILATERAL_STATE": str(tmp_path / "state")})


def test_when_nothing_is_wrong_then_it_says_so_and_exits_0(copy: Copy) -> None:
    result = copy.doctor()
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Everything is in order." in result.stdout
    assert not Path(copy.environment["TRILATERAL_STATE"]).exists()


def damage_table(copy: Copy) -> None:
    table = copy.folder / "data" / "incidents.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join([*lines, lines[-1]]), "utf-8")


def damage_notebook(copy: Copy) -> None:
    (copy.folder / "notebooks" / "00_start_here.ipynb").write_text("{", "utf-8")


def block_records(copy: Copy) -> None:
    blocker = copy.folder / "a_file"
    blocker.touch()
    copy.environment["TRILATERAL_STATE"] = str(blocker / "state")


def ask_for_package(copy: Copy) -> None:
    described = copy.folder / "src" / "trilateral-0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: trilateral\nVersion: 0\nRequires-Python: >=3.11\n"
        "Requires-Dist: no-such-package>=1\nRequires-Dist: pandas<1\n",
        "utf-8",
    )


def shadow_kernel(copy: Copy) -> None:
    kernel = copy.folder / "jupyter" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    argv = ["/no/such/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    described = {"argv": argv, "display_name": "Python 3", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(described), "utf-8")
    copy.environment["JUPYTER_PATH"] = str(copy.folder / "jupyter")


def hide_front_end(copy: Copy) -> None:
    (copy.folder / "src" / "trilateral" / "front" / "dom.js").write_text("// of another day")


def switch_off_front_end(copy: Copy) -> None:
    page = copy.folder / "config" / "labconfig" / "page_config.json"
    page.parent.mkdir(parents=True)
    page.write_text('{"disabledExtensions": {"trilateral": true}}', "utf-8")
    copy.environment["JUPYTER_CONFIG_DIR"] = str(copy.folder / "config")


def switch_off_records(copy: Copy) -> None:
    switched = {"ServerApp": {"jpserver_extensions": {"trilateral.server": False}}}
    path = copy.folder / "config" / "jupyter_server_config.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(switched), "utf-8")
    copy.environment["JUPYTER_CONFIG_PATH"] = str(copy.folder / "config")


def remove_start(copy: Copy) -> None:
    (copy.folder / "notebooks" / "00_start_here.ipynb").unlink()


LATER = pytest.mark.matrix  # each case runs the whole doctor


@pytest.mark.parametrize(
    ("damage", "topic", "what", "remedy"),
    [
        (damage_table, "evidence", "incidents.csv, row", "git checkout -- data/incidents.csv"),
        pytest.param(
            damage_notebook,
            "notebooks",
            "not a notebook",
            "git checkout -- notebooks/00_start_here",
            marks=LATER,
        ),
        pytest.param(
            remove_start,
            "notebooks",
            "00_start_here.ipynb",
            "Change into the folder",
            marks=LATER,
        ),
        (block_records, "records", "nothing can be saved", "TRILATERAL_STATE"),
        pytest.param(ask_for_package, "packages", "not <1", "uv sync", marks=LATER),
        (
            hide_front_end,
            "front end",
            "another version of dom.js",
            "--reinstall-package trilateral",
        ),
        pytest.param(
            switch_off_front_end,
            "front end",
            "do not respond",
            "labextension enable trilateral",
            marks=LATER,
        ),
        (switch_off_records, "front end", "not saved", "extension enable trilateral.server"),
        pytest.param(
            shadow_kernel,
            "kernel",
            "/no/such/python",
            "ipykernel install --sys-prefix",
            marks=LATER,
        ),
    ],
)
def test_when_something_is_wrong_then_it_says_what_and_the_remedy_and_exits_1(
    copy: Copy, damage: Callable[[Copy], None], topic: str, what: str, remedy: str
) -> None:
    damage(copy)
    exit_code, problems = copy.findings()
    assert exit_code == 1
    assert list(problems) == [topic]
    assert what in problems[topic]["what"]
    assert remedy in problems[topic]["remedy"]


def test_when_there_is_no_browser_then_it_is_a_note_that_says_how_to_get_one(copy: Copy) -> None:
    copy.environment["PATH"] = str(copy.folder)
    result = copy.doctor()
    assert result.returncode == 0, result.stdout + result.stderr
    assert "note  Chromium: not found" in result.stdout
    assert "apt-get install chromium" in result.stdout


def test_when_the_course_is_read_only_then_that_is_a_note(copy: Copy) -> None:
    notebooks = copy.folder / "notebooks"
    if os.name == "posix" and os.geteuid() == 0:  # root may write wherever the mount lets it
        within = 'mount --bind notebooks notebooks && mount -o remount,bind,ro notebooks && "$@"'
        result = copy.doctor(within=within)
    else:
        notebooks.chmod(0o555)
        result = copy.doctor()
        notebooks.chmod(0o755)
    assert result.returncode == 0, result.stdout + result.stderr
    count = len(list((ROOT / "notebooks").glob("*.ipynb")))
    assert f"note  notebooks: {count}, read-only" in result.stdout


def test_when_still_pictures_cannot_be_drawn_then_that_is_a_note(copy: Copy) -> None:
    (copy.folder / "src" / "vl_convert.py").write_text("raise ImportError")
    result = copy.doctor("--json")
    assert result.returncode == 0, result.stdout + result.stderr
    charts = [f for f in json.loads(result.stdout)["findings"] if f["topic"] == "charts"]
    assert [finding["level"] for finding in charts] == ["ok", "note"]


def test_when_submissions_cannot_be_confined_then_that_is_a_note(copy: Copy) -> None:
    (copy.folder / "src" / "pyseccomp.py").write_text("raise ImportError")
    result = copy.doctor()
    assert result.returncode == 0, result.stdout + result.stderr
    assert "note  grading: submissions are not kept from reaching the network" in result.stdout
    assert "See SECURITY.md" in result.stdout

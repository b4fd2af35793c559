"""JupyterLab, started as a learner starts it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.harness.server import wait
from trilateral import lab
from trilateral.errors import CourseNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(lab.__file__).parent
TRILATERAL = [sys.executable, "-c", "from trilateral.cli import app; app()"]
NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
THEMES = "@jupyterlab/apputils-extension:themes"
TRACKER = "@jupyterlab/notebook-extension:tracker"
NOTIFICATION = "@jupyterlab/apputils-extension:notification"


def make_course(folder: Path) -> Path:
    notebooks = folder / "notebooks"
    notebooks.mkdir(parents=True)
    for name in ("home", "00_start_here", "03_coercion"):
        (notebooks / f"{name}.ipynb").write_text(json.dumps(NOTEBOOK), "utf-8")
    return folder


@dataclass
class Started:
    process: subprocess.Popen[str]
    home: Path
    port: int

    def get(self, path: str) -> tuple[str, bytes]:
        """Return the address that `path` leads to, and what is there."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Authorization": "token secret"}
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.url, response.read()


@contextlib.contextmanager
def start(argv: list[str], course: Path, home: Path, port: int) -> Iterator[Started]:
    log = home / "lab.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            argv,
            cwd=course,
            env={**os.environ, "HOME": str(home), "JUPYTER_TOKEN": "secret"},
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
        )
    try:
        wait(process, port, "secret", log)
        yield Started(process, home, port)
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """Start the course for a learner who set Lab's theme before."""
    course = make_course(tmp_path_factory.mktemp("course"))
    home = tmp_path_factory.mktemp("home")
    own = home / ".jupyter/lab/user-settings/@jupyterlab/apputils-extension"
    own.mkdir(parents=True)
    (own / "themes.jupyterlab-settings").write_text('{"theme": "JupyterLab Dark"}', "utf-8")
    port = lab.free_port(8950)
    argv = [*TRILATERAL, "lab", "--no-browser", "--port", str(port)]
    with start(argv, course, home, port) as running:
        yield running


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """Start JupyterLab in the course's environment as somebody who never heard of the course."""
    port = lab.free_port(9050)
    argv = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    folder, home = (tmp_path_factory.mktemp(name) for name in ("work", "home"))
    with start(argv, folder, home, port) as running:
        yield running


def settings(started: Started, plugin: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(started.get(f"/lab/api/settings/{plugin}")[1])
    return found


def status(started: Started, path: str) -> int:
    try:
        started.get(path)
    except urllib.error.HTTPError as refused:
        return refused.code
    return 200


def test_when_the_course_is_opened_then_it_answers_on_lab(started: Started) -> None:
    assert b"JupyterLab" in started.get("/lab")[1]


def test_when_the_server_is_visited_then_it_leads_to_the_start_page(started: Started) -> None:
    assert started.get("/")[0].endswith("/lab/tree/notebooks/home.ipynb")
    assert json.loads(started.get("/api/contents/notebooks/home.ipynb")[1])["content"]


def test_when_lab_opens_first_then_it_does_not_ask_about_news(started: Started) -> None:
    properties = settings(started, NOTIFICATION)["schema"]["properties"]
    assert properties["fetchNews"]["default"] == "false"
    assert properties["checkForUpdates"]["default"] is False


def test_when_a_plain_lab_is_started_then_the_courses_settings_hold_there_too(
    plain: Started,
) -> None:
    own = json.loads((PACKAGE / "jupyter/everywhere/default_setting_overrides.json").read_text())
    for plugin, values in own.items():
        properties = settings(plain, plugin)["schema"]["properties"]
        assert {name: properties[name]["default"] for name in values} == values
    assert own[NOTIFICATION]["fetchNews"] == "false"
    assert own[TRACKER]["recordTiming"] is False


@pytest.mark.parametrize("page", ["/tree", "/formgrader"])
def test_when_a_page_is_another_extensions_then_only_the_courses_own_lab_lacks_it(
    started: Started, plain: Started, page: str
) -> None:
    assert status(plain, page) == 200
    assert status(started, page) == 404


def test_when_a_learner_has_settings_then_they_stay_and_still_win(started: Started) -> None:
    assert settings(started, THEMES)["settings"]["theme"] == "JupyterLab Dark"
    written = {path.name for path in (started.home / ".jupyter").rglob("*") if path.is_file()}
    assert written <= {"themes.jupyterlab-settings", "migrated"}


def test_when_the_course_is_stopped_then_the_server_ends_and_the_address_was_said(
    started: Started,
) -> None:
    started.process.send_signal(signal.SIGINT)
    printed, _ = started.process.communicate(timeout=120)
    assert lab.url(started.port, {"JUPYTER_TOKEN": "secret"}) in printed
    assert "Ctrl-C" in printed
    assert lab.is_free(started.port)


@pytest.mark.parametrize("lesson", ["3", "03", "03_coercion", "03_coercion.ipynb"])
def test_when_a_lesson_is_named_then_its_notebook_is_found(tmp_path: Path, lesson: str) -> None:
    assert lab.lesson_path(make_course(tmp_path / "c"), lesson) == "notebooks/03_coercion.ipynb"


def test_when_a_lesson_is_unknown_then_those_there_are_are_listed(tmp_path: Path) -> None:
    with pytest.raises(CourseNotFoundError, match="00_start_here, 03_coercion"):
        lab.lesson_path(make_course(tmp_path / "c"), "9")


def test_when_a_port_is_in_use_then_another_is_taken_but_not_for_one_asked_for(
    tmp_path: Path,
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert lab.free_port(port) != port
        refused = subprocess.run(
            [*TRILATERAL, "lab", "--no-browser", "--port", str(port)],
            cwd=make_course(tmp_path / "c"),
            capture_output=True,
            text=True,
            check=False,
        )
    assert refused.returncode == 2
    assert f"Port {port} is in use" in refused.stderr


def test_when_there_is_no_course_here_then_it_says_so_and_what_to_do(tmp_path: Path) -> None:
    # A copy of the package, because one in a checkout finds the checkout's notebooks.
    shutil.copytree(PACKAGE, tmp_path / "src" / "trilateral")
    refused = subprocess.run(
        [*TRILATERAL, "lab", "--no-browser"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"trilateral: No course found in {tmp_path}")
    assert "Change into the folder" in refused.stderr

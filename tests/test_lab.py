"""JupyterLab, started as a learner starts it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from trilateral import lab
from trilateral.errors import CourseNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(lab.__file__).parent
TRILATERAL = [sys.executable, "-c", "from trilateral.cli import app; app()"]
NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
THEMES = "@jupyterlab/apputils-extension:themes"
NOTIFICATION = "@jupyterlab/apputils-extension:notification"


def make_course(folder: Path) -> Path:
    notebooks = folder / "notebooks"
    notebooks.mkdir(parents=True)
    for name in ("00_start_here", "03_coercion"):
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
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.url, response.read()

    def wait(self) -> None:
        for _ in range(300):
            try:
                self.get("/api/status")
            except urllib.error.URLError:
                assert self.process.poll() is None, "the server ended"
                time.sleep(0.1)
            else:
                return
        pytest.fail("JupyterLab did not answer in 30 seconds")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """Start the course for a learner who set Lab's theme before."""
    course = make_course(tmp_path_factory.mktemp("course"))
    home = tmp_path_factory.mktemp("home")
    own = home / ".jupyter/lab/user-settings/@jupyterlab/apputils-extension"
    own.mkdir(parents=True)
    (own / "themes.jupyterlab-settings").write_text('{"theme": "JupyterLab Dark"}', "utf-8")
    port = lab.free_port(8950)
    process = subprocess.Popen(
        [*TRILATERAL, "lab", "--no-browser", "--port", str(port)],
        cwd=course,
        env={**os.environ, "HOME": str(home), "JUPYTER_TOKEN": "secret"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    lab_server = Started(process, home, port)
    try:
        lab_server.wait()
        yield lab_server
    finally:
        process.kill()
        process.wait()


def settings(started: Started, plugin: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(started.get(f"/lab/api/settings/{plugin}")[1])
    return found


def test_when_the_course_is_opened_then_it_answers_on_lab(started: Started) -> None:
    assert b"JupyterLab" in started.get("/lab")[1]


def test_when_the_server_is_visited_then_it_leads_to_the_first_notebook(started: Started) -> None:
    assert started.get("/")[0].endswith("/lab/tree/notebooks/00_start_here.ipynb")
    assert json.loads(started.get("/api/contents/notebooks/00_start_here.ipynb")[1])["content"]


def test_when_lab_opens_first_then_it_does_not_ask_about_news(started: Started) -> None:
    properties = settings(started, NOTIFICATION)["schema"]["properties"]
    assert properties["fetchNews"]["default"] == "false"
    assert properties["checkForUpdates"]["default"] is False


def test_when_a_learner_has_settings_then_they_stay_and_still_win(started: Started) -> None:
    assert settings(started, THEMES)["settings"]["theme"] == "JupyterLab Dark"
    written = {path.name for path in (started.home / ".jupyter").rglob("*") if path.is_file()}
    assert written <= {"themes.jupyterlab-settings", "migrated"}


def test_when_the_course_is_stopped_then_the_server_ends_and_the_address_was_said(
    started: Started,
) -> None:
    started.process.send_signal(signal.SIGINT)
    printed, _ = started.process.communicate(timeout=30)
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

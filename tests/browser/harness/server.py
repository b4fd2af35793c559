"""A real JupyterLab on a copy of the course, as a learner starts it, from an empty home."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.error import URLError

from trilateral import lab

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_SECONDS = 90

# Lab draws only the cells in view; a test wants to see all of them.
_SETTINGS = {"@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"}}


@dataclass(frozen=True)
class Server:
    """A running JupyterLab."""

    port: int
    token: str
    course: Path

    def url(self, notebook: str) -> str:
        """Return the address of a notebook, with nothing else restored beside it."""
        return f"http://localhost:{self.port}/lab/tree/{notebook}?token={self.token}&reset"


def copy_course(source: Path, target: Path) -> Path:
    """Copy what a learner opens, so that no test writes into the checkout."""
    for folder in ("notebooks", "data"):
        shutil.copytree(source / folder, target / folder)
    return target


@contextlib.contextmanager
def serve(course: Path, home: Path) -> Iterator[Server]:
    """Start Lab on `course` with its state under `home`; stop it and its kernels at the end."""
    port = lab.free_port(tries=0)  # the system's choice: two workers must not pick the same
    argv, env = lab.command(course, port)
    for plugin, settings in _SETTINGS.items():
        file = home / "lab" / "settings" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(settings))
    env |= {
        "HOME": str(home),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "lab" / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "lab" / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "TRILATERAL_STATE": str(home / "state"),
        # Nothing listens there: a library that asks the network for something fails at once.
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "no_proxy": "localhost,127.0.0.1",
    }
    log = home / "lab.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*argv, "--LabApp.expose_app_in_browser=True"],
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(process, port, env["JUPYTER_TOKEN"], log)
        yield Server(port, env["JUPYTER_TOKEN"], course)
    finally:
        process.terminate()  # Lab ends its kernels before it goes
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], port: int, token: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(URLError, OSError):
            address = f"http://localhost:{port}/api/status?token={token}"
            with urllib.request.urlopen(address, timeout=5):
                return
        time.sleep(0.2)
    message = (
        f"JupyterLab did not answer on port {port}:\n{log.read_text(errors='replace')[-3000:]}"
    )
    raise RuntimeError(message)

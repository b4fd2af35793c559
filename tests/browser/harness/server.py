"""A real JupyterLab on a copy of the course, as a learner starts it, from an empty home."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from trilateral import lab

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_SECONDS = 90

# Lab draws only the cells in view; a test wants to see all of them.
_SETTINGS = {"@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"}}


App = Literal["lab", "notebook"]
_CLASS: Final[dict[App, str]] = {"lab": "LabApp", "notebook": "JupyterNotebookApp"}


@dataclass(frozen=True)
class Server:
    """A running JupyterLab or Notebook 7."""

    port: int
    token: str
    course: Path
    app: App = "lab"

    def url(self, notebook: str) -> str:
        """Return the address of a notebook, with nothing else restored beside it."""
        place = "lab/tree" if self.app == "lab" else "notebooks"
        return f"http://localhost:{self.port}/{place}/{notebook}?token={self.token}&reset"

    def ask(self, path: str) -> Any:  # noqa: ANN401 -- JSON
        """Return the JSON that the server answers with, such as at ``/api/kernels``."""
        address = f"http://localhost:{self.port}{path}?token={self.token}"
        with urllib.request.urlopen(address, timeout=30) as answer:
            return json.load(answer)


def copy_course(source: Path, target: Path) -> Path:
    """Copy what a learner opens, so that no test writes into the checkout."""
    for folder in ("notebooks", "data"):
        shutil.copytree(source / folder, target / folder)
    return target


@contextlib.contextmanager
def serve(
    course: Path, home: Path, python: str = sys.executable, app: App = "lab"
) -> Iterator[Server]:
    """Start `python`'s Lab or Notebook on `course`, its state under `home`; stop it at the end."""
    port = lab.free_port(tries=0)  # the system's choice: two workers must not pick the same
    argv, env = lab.command(course, port)
    if app == "notebook":  # as a learner starts it who has it anyway: without our Lab's settings
        argv = [argv[0], "-m", "notebook", *(each for each in argv[3:] if "LabApp." not in each)]
        env.pop("JUPYTER_CONFIG_PATH")
    for plugin, settings in _SETTINGS.items():
        file = home / "lab" / "settings" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
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
    env.pop("TRILATERAL_STILLS", None)  # a learner's kernel draws none
    log = home / "lab.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [python, *argv[1:], f"--{_CLASS[app]}.expose_app_in_browser=True"],
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait(process, port, env["JUPYTER_TOKEN"], log)
        yield Server(port, env["JUPYTER_TOKEN"], course, app)
    finally:
        process.terminate()  # Lab ends its kernels before it goes
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()


def wait(process: subprocess.Popen[Any], port: int, token: str, log: Path, base: str = "") -> None:
    """Wait until a Jupyter server answers; where it does not, show the end of its log."""
    address = f"http://localhost:{port}{base}/api/status?token={token}"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):  # of a socket, or of urllib
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.2)
    said = log.read_text(errors="replace")[-3000:]
    message = f"JupyterLab did not answer on port {port}:\n{said}"
    raise RuntimeError(message)

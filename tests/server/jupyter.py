"""A Jupyter server without Lab, which keeps records and serves the front end's modules."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.harness.front import FOLDER
from tests.browser.harness.server import wait
from trilateral import lab

TOKEN = "secret"  # noqa: S105 -- of a server that ends with its test
EXTENSIONS = {
    "trilateral.server": True,
    "jupyterlab": False,
    "jupyter_lsp": False,
    "notebook": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.validate_assignment": False,
}
STATICS = Path(__file__).parent / "statics"


@dataclass
class Jupyter:
    """One server, which can be killed and started again where it was."""

    home: Path
    course: Path
    port: int = field(default_factory=lambda: lab.free_port(tries=0))
    options: tuple[str, ...] = ()
    base: str = ""
    process: subprocess.Popen[Any] | None = None

    @property
    def records(self) -> Path:
        """Folder of the learner's records."""
        return self.home / "state"

    def url(self, path: str = "/static/blank.html") -> str:
        """Return an address on it."""
        return f"http://127.0.0.1:{self.port}{path}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = {
            "root_dir": str(self.course),
            "ip": "127.0.0.1",
            "port": str(self.port),
            "port_retries": "0",
            "open_browser": "False",
            "extra_static_paths": repr([str(FOLDER.parent), str(STATICS)]),
            "jpserver_extensions": repr(EXTENSIONS),
        }
        argv = [sys.executable, "-m", "jupyter_server", "--allow-root", "--log-level=WARN"]
        env = os.environ | {
            "HOME": str(self.home),
            "JUPYTER_TOKEN": TOKEN,
            "TRILATERAL_STATE": str(self.records),
            "JUPYTER_CONFIG_DIR": str(self.home / "config"),
            "JUPYTER_RUNTIME_DIR": str(self.home / "runtime"),
        }
        log = self.home / "server.log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [*argv, *(f"--ServerApp.{k}={v}" for k, v in options.items()), *self.options],
                env=env,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        wait(self.process, self.port, TOKEN, log, self.base)

    def ask(
        self, path: str, body: object = None, method: str = "", token: str = TOKEN
    ) -> tuple[int, Any]:
        """Return the status and the JSON that it answers with."""
        request = urllib.request.Request(
            self.url(path),
            None if body is None else json.dumps(body).encode(),
            {"Authorization": f"token {token}", "Content-Type": "application/json"},
            method=method or None,
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(30)
            self.process = None

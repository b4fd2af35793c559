"""A real JupyterHub with its proxy, from what `trilateral hub` wrote, with folders for homes."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from dockerfile_parse import DockerfileParser

from tests.browser.harness.page import PATIENCE, LabPage
from tests.browser.harness.server import Server
from trilateral import lab
from trilateral.deploy.home import FOLDER, RELEASE
from trilateral.deploy.hub import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PROXY: Final = "configurable-http-proxy"
MISSING: Final = f"No {PROXY} found. Install it: `apt-get install node-{PROXY}`, or with npm."
SECRET: Final = "a secret of this test"  # noqa: S105 -- of a hub that goes away
_START_SECONDS: Final = 60
_IMAGE: Final = "/opt/trilateral"
"""Where the image has what lies beside the configuration here."""
_CHANGED: Final = """
load_subconfig("jupyterhub_config.py", path={folder!r})
c = get_config()
c.JupyterHub.spawner_class = "simple"  # processes and folders in place of containers
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.environment = {{**c.Spawner.environment, **{environment!r}}}
c.Spawner.args = ["--allow-root", "--LabApp.expose_app_in_browser=True"]
c.Authenticator.allowed_users = {learners!r}
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_ip = c.JupyterHub.hub_connect_ip = "127.0.0.1"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
ports = iter({ports!r})
c.Spawner.pre_spawn_hook = lambda spawner: setattr(spawner, "port", next(ports))
"""
"""What a machine without containers has to say otherwise; all else is as written."""


@dataclass(frozen=True)
class Hub:
    """A running JupyterHub."""

    port: int
    homes: Path
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def address(self) -> str:
        """Where the hub is."""
        return f"http://127.0.0.1:{self.port}"

    def seat(self, learner: str) -> Seat:
        """Return a learner's place on the hub."""
        course = self.homes / learner / FOLDER
        return Seat(port=self.port, token="", course=course, hub=self, learner=learner)

    def sign_in(self, browser: Browser, learner: str, notebook: str) -> LabPage:
        """Sign a learner in, in a profile of its own, on the way to a notebook of the course."""
        seat = self.seat(learner)
        page = LabPage.new(browser, seat)
        place = f"/hub/user-redirect/lab/tree/{FOLDER}/{notebook}?reset"
        page.page.goto(f"{self.address}/hub/login?next={quote(place, safe='')}")
        page.page.locator("#username_input").fill(learner)
        page.page.locator("#password_input").fill(SECRET)
        page.page.locator("#login_submit").click()
        page.page.wait_for_url(f"{seat.base}/lab/tree/{FOLDER}/{notebook}*")
        return page


@dataclass(frozen=True, kw_only=True)
class Seat(Server):
    """One learner's server."""

    hub: Hub
    learner: str

    @property
    def base(self) -> str:
        """The server's address, without a slash at its end."""
        return f"{self.hub.address}/user/{self.learner}"

    @property
    def home(self) -> Path:
        """The learner's home."""
        return self.course.parent

    def url(self, notebook: str) -> str:
        """Return the address of a notebook of the course, with nothing else restored beside it."""
        return f"{self.base}/lab/tree/{FOLDER}/{notebook}?reset"

    def records(self) -> str:
        """Return all that is kept of the learner, as it is in the home."""
        kept = (self.home / ".local/share/trilateral").rglob("*.jsonl")
        return "\n".join(path.read_text("utf-8") for path in sorted(kept))


@contextlib.contextmanager
def serve_hub(folder: Path, place: Path, learners: set[str], more: str = "") -> Iterator[Hub]:
    """Start the hub of a folder that `trilateral hub` wrote, its homes and data under `place`.

    What stands in `more` is added to the configuration.
    """
    homes = place / "homes"
    for path in (homes, place / "data"):
        path.mkdir()
    port, hub_port, api_port, *ports = _free_ports(3 + 2 * len(learners))
    values = {
        "folder": str(folder),
        "homes": str(homes),
        "environment": _image_environment(folder),
        "learners": learners,
        "port": port,
        "hub_port": hub_port,
        "api_port": api_port,
        "ports": ports,
    }
    config = place / "config.py"
    config.write_text(_CHANGED.format(**values) + more, "utf-8")
    env = {
        **os.environ,
        PASSWORD: SECRET,
        RELEASE: f"file://{folder}/course",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NODE_PATH": "/usr/share/nodejs",  # Debian's modules, for a Node that is not Debian's
    }
    log = place / "hub.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "--config", str(config)],
            cwd=place,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(process, port, log)
        yield Hub(port, homes, process, log)
    finally:
        process.terminate()  # the hub ends its servers, its proxy and its services
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
        _end_proxy(place / "data/proxy.pid")


def _end_proxy(noted: Path) -> None:
    """End the proxy that a hub has left behind: one that could not start, or was killed."""
    with contextlib.suppress(OSError):  # nothing is left, as a rule
        os.kill(int(noted.read_text("utf-8")), signal.SIGTERM)


def _image_environment(folder: Path) -> dict[str, str]:
    """Return what the image sets, but for paths that lie beside the configuration here."""
    parser = DockerfileParser(path=str(folder / "learner.Dockerfile"))
    settings = {name: value for name, value in parser.envs.items() if name != "PATH"}
    return {name: value.replace(_IMAGE, str(folder)) for name, value in settings.items()}


def _free_ports(count: int) -> list[int]:
    """Return ports that no system gives away by itself: a kernel might take one before the hub."""
    candidates = random.sample(range(20_000, 32_000), 40 * count)
    return [port for port in candidates if lab.is_free(port)][:count]


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            address = f"http://127.0.0.1:{port}/hub/api/"
            with urllib.request.urlopen(address, timeout=5) as answer:
                json.load(answer)
                return
        time.sleep(0.1)
    message = (
        f"JupyterHub did not answer on port {port}:\n{log.read_text(errors='replace')[-3000:]}"
    )
    raise RuntimeError(message)


def delivered(page: LabPage) -> None:
    """Wait until each answer has left the browser."""
    waiting = "() => Object.keys(localStorage).some(key => key.startsWith('trilateral/waiting'))"
    page.page.wait_for_function(f"() => !({waiting})()", timeout=PATIENCE)


def kernel_says(page: LabPage, expression: str) -> str:
    """Return what an expression of Python gives in the kernel of the notebook on screen."""
    ask = """async code => {
      const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
      const future = kernel.requestExecute({code: '', user_expressions: {said: code}});
      const reply = await future.done;
      return reply.content.user_expressions.said.data['text/plain'];
    }"""
    return str(page.page.evaluate(ask, expression))


def has_proxy() -> bool:
    """Say whether JupyterHub's proxy is on this machine."""
    return shutil.which(PROXY) is not None

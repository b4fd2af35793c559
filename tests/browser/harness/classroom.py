"""A real class: ``trilateral class`` in a process of its own, its pages, and plain clients."""

from __future__ import annotations

import contextlib
import json
import re
import secrets
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from trilateral import lab

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRILATERAL: Final = [sys.executable, "-c", "from trilateral.cli import app; app()"]
START_SECONDS: Final = 60
_SECRET = re.compile(r"desk#(\S+)")


@dataclass
class Class:
    """A class that can be killed and started again."""

    folder: Path
    port: int
    lesson: str = "03"
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the phones' page is, on this machine."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def secret(self) -> str:
        """The desk's secret, as the server has printed it."""
        match = _SECRET.search(self._log.read_text("utf-8"))
        assert match
        return match[1]

    @property
    def _log(self) -> Path:
        return self.folder / "class.log"

    def start(self) -> None:
        """Start the server, or start it again, and wait until it answers."""
        argv = [*TRILATERAL, "class", self.lesson, "--no-browser"]
        argv += ["--folder", str(self.folder / "kept"), "--port", str(self.port)]
        with self._log.open("wb") as output:
            self.process = subprocess.Popen(argv, stdout=output, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(self.address, timeout=5).close()
                return
            time.sleep(0.1)
        raise RuntimeError(self._log.read_text("utf-8"))

    def kill(self) -> None:
        """Kill the server, as a power cut would."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def order(self, **order: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
        """Give an order as the desk does."""
        reply: dict[str, Any] = self.ask("api/order", self.secret, order)
        return reply

    def desk(self) -> dict[str, Any]:
        """Return the desk's view."""
        view: dict[str, Any] = self.ask("api/desk", self.secret)["view"]
        return view

    def ask(self, path: str, key: str, body: object = None) -> Any:  # noqa: ANN401 -- JSON
        """Return what the server answers with."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}{path}", data, headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


@dataclass
class Plain:
    """A student without a page: the same requests, made by hand."""

    room: Class
    key: str = field(default_factory=lambda: secrets.token_hex(16))
    seat: str = ""
    n: int = 0

    def join(self) -> Plain:
        """Take a seat."""
        self.seat = self.room.ask("api/join", "", {"key": self.key})["seat"]
        return self

    def view(self) -> dict[str, Any]:
        """Return what the phone would show."""
        view: dict[str, Any] = self.room.ask("api/phone", self.key)["view"]
        return view

    def act(self, step: str, do: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
        """Do something; the reply says whether it counts."""
        self.n += 1
        body = {"n": self.n, "step": step, "do": do, **more}
        reply: dict[str, Any] = self.room.ask("api/act", self.key, body)
        return reply


@contextlib.contextmanager
def hold(folder: Path, lesson: str = "03") -> Iterator[Class]:
    """Hold a class, and stop it at the end."""
    room = Class(folder, lab.free_port(tries=0), lesson)
    room.start()
    try:
        yield room
    finally:
        room.kill()

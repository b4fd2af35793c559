"""A class's server in this process, and plain clients that send it requests."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.classroom.samples import CLASS
from trilateral.classroom.hall import Hall, Setting
from trilateral.classroom.keeping import Kept, started
from trilateral.classroom.network import free_port
from trilateral.classroom.room import Room
from trilateral.classroom.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 300.0


@dataclass(frozen=True)
class Heard:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 -- whatever was answered
        """The answer as JSON."""
        return json.loads(self.body)


@dataclass
class House:
    """A server that runs."""

    kept: Kept
    hall: Hall
    said: list[str]

    @property
    def port(self) -> int:
        """Where it listens."""
        return self.hall.setting.port

    def ask(  # noqa: PLR0913 -- one for each part of a request
        self,
        address: str,
        body: object = None,
        *,
        key: str | None = None,
        method: str | None = None,
        source: str = "127.0.0.1",
        headers: dict[str, str] | None = None,
    ) -> Heard:
        """Ask one thing, from an address of loopback."""
        sent = {"Content-Type": "application/json"} if body is not None else {}
        if key:
            sent["Authorization"] = f"Bearer {key}"
        content = body if isinstance(body, str) else json.dumps(body)
        line = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE, source_address=(source, 0)
        )
        with closing(line):
            line.request(
                method or ("GET" if body is None else "POST"),
                f"/{address}",
                None if body is None else content.encode(),
                sent | (headers or {}),
            )
            answer = line.getresponse()
            return Heard(answer.status, dict(answer.getheaders()), answer.read())

    def desk(self, **order: object) -> Any:  # noqa: ANN401 -- whatever was answered
        """Give an order."""
        heard = self.ask("api/order", order, key=self.kept.desk.secret)
        assert heard.status == 200, heard.body
        return heard.json

    def at(self, step: str, *stages: str) -> None:
        """Go to a step and through some of its stages."""
        assert self.desk(do="go", to=step)["taken"]
        for stage in stages:
            assert self.desk(do="stage", step=step, to=stage)["taken"]

    def sees(self, page: str, key: str | None = None) -> Any:  # noqa: ANN401 -- a view
        """Return what a page shows."""
        key = self.kept.desk.secret if page == "desk" else key
        return self.ask(f"api/{page}", key=key).json["view"]

    def join(self, number: int, source: str = "127.0.0.1") -> str:
        """Seat a phone, and return its key."""
        key = f"{number:032x}"
        heard = self.ask("api/join", {"key": key}, source=source)
        assert heard.status == 200, heard.body
        return key


@contextmanager
def open_house(
    folder: Path,
    kept: Kept | None = None,
    **settings: Any,  # noqa: ANN401 -- those of `Setting`
) -> Iterator[House]:
    """Hold a class while a test asks things."""
    kept = kept or started(folder, CLASS, free_port())
    said: list[str] = []
    halls: list[Hall] = []
    loops: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = []
    reached = threading.Event()
    setting = Setting(kept.desk.port, **settings)

    def ready(hall: Hall) -> None:
        halls.append(hall)
        reached.set()

    async def hold() -> None:
        task = asyncio.current_task()
        assert task
        loops.append((asyncio.get_running_loop(), task))
        await serve(Room(kept, said.append), setting, ready)

    def run() -> None:
        try:
            asyncio.run(hold())
        except asyncio.CancelledError:
            return

    thread = threading.Thread(target=run, daemon=True)
    with kept.held():
        thread.start()
        assert reached.wait(PATIENCE)
        try:
            yield House(kept, halls[0], said)
        finally:
            loop, task = loops[0]
            loop.call_soon_threadsafe(task.cancel)
            thread.join(PATIENCE)

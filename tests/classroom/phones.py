"""Students without browsers, a projector and a desk, at the real server in its own process."""

from __future__ import annotations

import asyncio
import json
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tornado.httpclient import AsyncHTTPClient, HTTPClientError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator

    from trilateral.classroom.keeping import Kept

PATIENCE = 300.0
TRILATERAL = Path(sys.executable).parent / "trilateral"
View = dict[str, Any]
_T = TypeVar("_T")


@dataclass
class Served:
    """``trilateral class`` in a process of its own."""

    kept: Kept
    process: subprocess.Popen[str] | None = None

    @property
    def home(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.kept.desk.port}/"

    def start(self) -> None:
        """Start it; it resumes the class that is there."""
        folder = self.kept.folder.parent
        command = [str(TRILATERAL), "class", self.kept.script.lesson, "--folder", str(folder)]
        self.process = subprocess.Popen(
            [*command, "--no-browser"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def wait(self) -> None:
        """Wait until it listens."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.kept.desk.port), 1).close()
                return
            time.sleep(0.1)
        raise TimeoutError

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process
        self.process.kill()
        self.process.communicate()

    def interrupt(self) -> tuple[str, str]:
        """Press Ctrl+C, and return what it has said."""
        assert self.process
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=PATIENCE)

    def peak(self) -> float:
        """Return the most memory that it has held, in megabytes."""
        assert self.process
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024


@dataclass
class Page:
    """Something that looks at the class, again and again, whatever happens to the server."""

    served: Served
    page: str
    key: str | None = None
    view: View = field(default_factory=dict)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def live(self) -> None:
        """Look for as long as the test lasts."""
        tag = ""
        while True:
            try:
                heard = await self.call(f"api/{self.page}?after={tag}")
            except (OSError, HTTPClientError):
                await asyncio.sleep(random.uniform(0.1, 0.4))  # noqa: S311 -- no secret
                continue
            if heard is not None:
                tag = heard["tag"]
                async with self.changed:
                    self.view = heard["view"]
                    self.changed.notify_all()

    async def call(self, address: str, body: object = None) -> Any:  # noqa: ANN401 -- JSON
        """Ask one thing."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        heard = await CLIENT.get().fetch(
            self.served.home + address,
            method="GET" if body is None else "POST",
            body=None if body is None else json.dumps(body),
            headers=headers,
            request_timeout=120,
        )
        return json.loads(heard.body) if heard.body else None

    async def until(self, wanted: Any) -> View:  # noqa: ANN401 -- a question about a view
        """Wait until a view is as wanted."""
        async with asyncio.timeout(PATIENCE), self.changed:
            await self.changed.wait_for(lambda: self.view and wanted(self.view))
            return self.view


class _Client:
    """One HTTP client for each event loop."""

    def get(self) -> AsyncHTTPClient:
        """Return this loop's."""
        return AsyncHTTPClient(max_clients=300)


CLIENT = _Client()


@dataclass
class Phone(Page):
    """A student's phone: it answers whatever is open, once, and sends until it is heard."""

    n: int = 0
    chance: random.Random = field(default_factory=random.Random)
    done: set[tuple[str, str]] = field(default_factory=set)
    sent: list[float] = field(default_factory=list)
    replies: list[View] = field(default_factory=list)
    waits: float = 0.2
    """Seconds in which it answers."""

    async def take_part(self) -> None:
        """Join, look and answer."""
        await self.surely("api/join", {"key": self.key})
        looking = asyncio.create_task(self.live())
        try:
            while True:
                view = await self.until(lambda view: list(self.open(view)))
                for place, act in list(self.open(view)):
                    await asyncio.sleep(self.chance.uniform(0, self.waits))
                    self.n += 1
                    self.done.add(place)
                    self.sent.append(time.monotonic())
                    self.replies.append(await self.surely("api/act", {"n": self.n, **act}))
        finally:
            looking.cancel()

    async def until(self, wanted: Any) -> View:  # noqa: ANN401 -- a question about a view
        """Wait for as long as it takes: a student waits for the class."""
        async with self.changed:
            await self.changed.wait_for(lambda: self.view and wanted(self.view))
            return self.view

    async def surely(self, address: str, body: object) -> Any:  # noqa: ANN401 -- JSON
        """Send until there is an answer, and each thing twice now and then."""
        while True:
            try:
                answer = await self.call(address, body)
                if self.chance.random() < 0.2:  # the answer was lost on its way
                    answer = await self.call(address, body)
            except HTTPClientError as error:
                if error.code < 500 and error.code != 429:
                    raise
            except OSError:
                pass
            else:
                return answer
            await asyncio.sleep(0.2)

    def open(self, view: View) -> Iterator[tuple[tuple[str, str], View]]:
        """Yield what the phone may answer now and has not."""
        step = view["step"]
        stage = step.get("stage", "")
        if step["kind"] == "vote" and stage in ("first", "second"):
            yield from self._one(step, stage, {"round": stage}, step["question"])
        elif step["kind"] in ("poll", "predict", "words") and stage == "open":
            yield from self._one(step, "only", {}, step["question"])
        elif step["kind"] == "groups" and stage == "mixed" and step.get("reports"):
            if (step["id"], "report") not in self.done:
                report = {"do": "report", "step": step["id"], "text": "We agree on one row."}
                yield (step["id"], "report"), report
        elif step["kind"] == "exit" and stage == "open":
            for item in step["items"]:
                yield from self._one(step, item["id"], {"item": item["id"]}, item["question"])
            yield from self._one(step, "open", {"item": "open"}, step["open"])

    def _one(
        self, step: View, name: str, place: View, question: View
    ) -> Iterator[tuple[tuple[str, str], View]]:
        if (step["id"], name) not in self.done:
            act = {"do": "answer", "step": step["id"], **place, "answer": self._answer(question)}
            yield (step["id"], name), act

    def _answer(self, question: View) -> View:
        match question["type"]:
            case "bars":
                most = int(question["most"])
                return {
                    "bars": {each["id"]: self.chance.randint(0, most) for each in question["bars"]}
                }
            case "number":
                return {"number": self.chance.randint(0, 50)}
            case "text":
                return {"text": "In 2025 <b>more</b> incidents were counted."}
            case _:
                return {"picked": [self.chance.choice(question["options"])["id"]]}


@dataclass
class Crowd:
    """A class of phones with its projector and desk."""

    served: Served
    phones: list[Phone]
    screen: Page
    desk: Page
    total: int
    """Phones of the class, those that are not plain clients included."""
    latencies: list[float] = field(default_factory=list)
    """Seconds from the sending of a round's last answer to the projector's count."""
    visited: list[tuple[str, str]] = field(default_factory=list)

    async def order(self, order: View) -> None:
        """Give an order, and again if the server is gone; repeating an order does no harm."""
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(OSError, HTTPClientError):
                    assert (await self.desk.call("api/order", order))["taken"], order
                    return
                await asyncio.sleep(0.2)

    async def all_answered(self) -> None:
        """Wait until the projector counts everybody, and note how long the last one took."""
        await self.shown(lambda step: step.get("answered") == self.total)
        self.latencies.append(time.monotonic() - max(phone.sent[-1] for phone in self.phones))

    async def shown(self, seen: Callable[[View], bool]) -> None:
        """Wait until the projector shows this in the latest step, not in the one before."""
        at = self.visited[-1]
        await self.screen.until(
            lambda view: (
                (view["step"]["id"], view["step"].get("stage", "")) == at and seen(view["step"])
            )
        )

    async def next(self) -> bool:
        """Do what the desk's main button does; return whether there was one."""
        await self.desk.until(lambda view: view["joined"] == self.total)
        view = self.desk.view
        main = [move for move in view["moves"] if move.get("main")]
        if not main:
            return False
        act = main[0]["act"]
        await self.order(act)
        await self.desk.until(lambda view: _carried_out(view, act))
        step = self.desk.view["step"]
        self.visited.append((step["id"], step.get("stage", "")))
        return True


def _carried_out(view: View, act: View) -> bool:
    if act["do"] == "go":
        return bool(view["at"] == act["to"])
    return bool(view["step"]["id"] == act["step"] and view["step"]["stage"] == act["to"])


OPEN = {"first", "second", "open"}


@asynccontextmanager
async def crowd(served: Served, count: int, others: int = 0) -> AsyncIterator[Crowd]:
    """Bring so many plain phones into a class that is served, where others are pages."""
    AsyncHTTPClient.configure(None, max_clients=300)
    desk = Page(served, "desk", served.kept.desk.secret)
    screen = Page(served, "screen")
    phones = [
        Phone(served, "phone", secrets.token_hex(16), chance=random.Random(seed))  # noqa: S311
        for seed in range(count)
    ]
    tasks = [asyncio.create_task(each.live()) for each in (desk, screen)]
    tasks += [asyncio.create_task(phone.take_part()) for phone in phones]
    try:
        yield Crowd(served, phones, screen, desk, count + others)
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run in a thread of its own: a browser of other tests has an event loop in this one."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()


async def whole_class(
    served: Served, count: int, killed_at: tuple[str, str] | None = None, others: int = 0
) -> Crowd:
    """Go through a whole plan by the desk's main button; kill the server where it is said."""
    some = (count + others) // 3
    async with crowd(served, count, others) as room:
        await room.screen.until(lambda view: view["joined"] == room.total)
        while await room.next():
            if room.visited[-1] == killed_at:
                await room.shown(lambda step: step.get("answered", 0) >= some)
                served.kill()
                served.start()
            if room.visited[-1][1] in OPEN:
                await room.all_answered()
            if room.visited[-1][1] == "mixed":
                await room.shown(lambda step: all(group["reported"] for group in step["groups"]))
    return room


def alive() -> bool:
    """Return whether this system has what the tests of a process need."""
    return os.name == "posix" and Path("/proc/self/status").exists()

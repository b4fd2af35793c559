"""A class on a hub: what each learner costs in memory and seconds.

Starts the JupyterHub that `trilateral hub` writes, with processes in place of containers. Learners
come one after the other, a few at once; each gets a server, opens a lesson through the hub's proxy
and runs its cells in a kernel. Servers and kernels stay until all learners are there, as in class.
Then the memory of each is taken, as Linux shares it out among processes. No browser is simulated:
what a page draws costs the learner's machine, not the hub's. Linux alone.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import statistics
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import nbformat

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script finds its own folder only
from benchmarks.setting import ROOT, machine, table
from tests.browser.harness.hub import MISSING, Hub, Seat, has_proxy, serve_hub
from trilateral.deploy.hub import write

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLE: Final = """example:
  uv run --group dev python benchmarks/hub.py --learners 40
  uv run --group dev python benchmarks/hub.py --learners 6 --lesson 00_start_here
"""
TOKEN: Final = "a-token-of-this-benchmark"  # noqa: S105 -- of a hub that goes away
SERVICE: Final = f"""
c.JupyterHub.services.append({{"name": "benchmark", "api_token": {TOKEN!r}}})
c.JupyterHub.load_roles.append({{
    "name": "benchmark",
    "services": ["benchmark"],
    "scopes": ["servers", "access:servers", "read:users"],
}})
c.JupyterHub.concurrent_spawn_limit = 0
"""
PATIENCE: Final = 600
"""Seconds that a server or a cell may take on a machine with too many learners."""
MEGABYTE: Final = 1e6


@dataclass(frozen=True)
class Visit:
    """One learner's seconds."""

    server: float
    """From the wish for a server until it answers; the course is put into the home in it."""
    kernel: float
    """From there until the lesson has been read and its kernel answers."""
    run: float
    """From there until the last cell has run."""


@dataclass(frozen=True)
class Memory:
    """Megabytes of one learner's processes."""

    server: float
    kernel: float


async def visit(http: aiohttp.ClientSession, seat: Seat, lesson: str) -> Visit:
    """Start a learner's server, open a lesson on it and run the lesson."""
    begun = time.perf_counter()
    await _start(http, seat)
    served = time.perf_counter()
    path = f"{seat.course.name}/notebooks/{lesson}.ipynb"
    for address in (f"{seat.base}/lab/tree/{path}", f"{seat.base}/api/contents/{path}"):
        async with http.get(address) as answer:
            answer.raise_for_status()
            await answer.read()
    wanted = {"path": path, "name": lesson, "type": "notebook", "kernel": {"name": "python3"}}
    async with http.post(f"{seat.base}/api/sessions", json=wanted) as answer:
        answer.raise_for_status()
        kernel = (await answer.json())["kernel"]["id"]
    notebook = nbformat.read(seat.course / "notebooks" / f"{lesson}.ipynb", as_version=4)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    async with http.ws_connect(
        f"{seat.base}/api/kernels/{kernel}/channels", max_msg_size=0
    ) as channels:
        await _execute(channels, "None")
        ready = time.perf_counter()
        for source in cells:
            await _execute(channels, source)
    return Visit(served - begun, ready - served, time.perf_counter() - ready)


async def _start(http: aiohttp.ClientSession, seat: Seat) -> None:
    api = f"{seat.hub.address}/hub/api/users/{seat.learner}"
    async with http.post(f"{api}/server") as answer:
        answer.raise_for_status()
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        async with http.get(api) as answer:
            if (await answer.json())["servers"].get("", {}).get("ready"):
                return
        await asyncio.sleep(0.2)
    sys.exit(f"The server of {seat.learner} does not answer. See {seat.hub.log}.")


async def _execute(channels: aiohttp.ClientWebSocketResponse, source: str) -> None:
    """Run a cell and wait until the kernel has nothing left to do for it."""
    asked = uuid.uuid4().hex
    header = {"msg_id": asked, "msg_type": "execute_request", "session": asked, "username": ""}
    header |= {"version": "5.3", "date": ""}
    content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    await channels.send_json({**message, "channel": "shell", "buffers": []})
    waiting = {"idle", "reply"}
    while waiting:
        reply: dict[str, Any] = await channels.receive_json(timeout=PATIENCE)
        if reply["parent_header"].get("msg_id") != asked:
            continue
        if reply["msg_type"] == "execute_reply":
            if reply["content"]["status"] != "ok":
                sys.exit(f"A cell has failed: {reply['content']}\n{source}")
            waiting.discard("reply")
        elif reply["msg_type"] == "status" and reply["content"]["execution_state"] == "idle":
            waiting.discard("idle")


async def visits(hub: Hub, learners: Sequence[str], lesson: str, at_once: int) -> list[Visit]:
    """Let learners come, at most so many of them at once on their way."""
    door = asyncio.Semaphore(at_once)
    timeout = aiohttp.ClientTimeout(total=PATIENCE)
    headers = {"Authorization": f"token {TOKEN}"}
    async with aiohttp.ClientSession(timeout=timeout, headers=headers) as http:

        async def come(learner: str) -> Visit:
            async with door:
                done = await visit(http, hub.seat(learner), lesson)
            print(f"{learner}: {done.server + done.kernel + done.run:.1f} s", file=sys.stderr)
            return done

        return await asyncio.gather(*map(come, learners))


def memory(seat: Seat) -> Memory:
    """Return what a learner's processes hold."""
    server = kernel = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"HOME={seat.home}\0" in (folder / "environ").read_text():
                held = megabytes(folder)
                if "ipykernel" in (folder / "cmdline").read_text():
                    kernel += held
                else:
                    server += held
    return Memory(server, kernel)


def megabytes(process: Path) -> float:
    """Return a process's proportional set size."""
    kept = re.search(r"^Pss:\s+(\d+) kB$", (process / "smaps_rollup").read_text(), re.MULTILINE)
    return int(kept[1]) * 1024 / MEGABYTE if kept else 0.0


def own(hub: Hub) -> float:
    """Return the megabytes of the hub itself, with its proxy and its service."""
    parent = f"PPid:\t{hub.process.pid}\n"
    held = megabytes(Path(f"/proc/{hub.process.pid}"))
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            ours = f"HOME={hub.homes}/" not in (folder / "environ").read_text()
            if ours and parent in (folder / "status").read_text():
                held += megabytes(folder)
    return held


def report(seen: Sequence[Visit], held: Sequence[Memory], hub: float) -> str:
    """Return both tables."""
    waits = {
        "a server, with the course in the home": [each.server for each in seen],
        "the lesson and its kernel": [each.kernel for each in seen],
        "every cell run": [each.run for each in seen],
        "all together": [each.server + each.kernel + each.run for each in seen],
    }
    seconds = [
        [what, f"{statistics.median(values):.1f}", f"{max(values):.1f}"]
        for what, values in waits.items()
    ]
    sizes = {
        "server": [each.server for each in held],
        "kernel": [each.kernel for each in held],
        "together": [each.server + each.kernel for each in held],
    }
    rows = [
        [what, f"{statistics.median(values):.0f}", f"{max(values):.0f}", f"{sum(values):.0f}"]
        for what, values in sizes.items()
    ]
    rows.append(["hub, proxy and idle culler", "", "", f"{hub:.0f}"])
    return "\n\n".join(
        [
            table(["a learner waits for", "s, median", "s, longest"], seconds),
            table(["memory", "MB a learner, median", "MB, most", "MB in all"], rows),
        ]
    )


def main() -> None:
    """Read the command line, measure, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learners", type=int, default=40, help="how many learners come (40)")
    parser.add_argument("--at-once", type=int, default=2, help="on their way at once (2)")
    parser.add_argument("--lesson", default="03_coercion", help="what they open (03_coercion)")
    options = parser.parse_args()
    if not has_proxy():
        sys.exit(MISSING)
    names = [f"learner{number:03}" for number in range(options.learners)]
    with tempfile.TemporaryDirectory(prefix="trilateral-benchmark-") as folder:
        write(ROOT, Path(folder) / "folder", practice=True)  # the same lessons, sooner written
        started = machine()
        begun = time.perf_counter()
        with serve_hub(Path(folder) / "folder", Path(folder), set(names), SERVICE) as hub:
            seen = asyncio.run(visits(hub, names, options.lesson, options.at_once))
            whole = time.perf_counter() - begun
            held = [memory(hub.seat(name)) for name in names]
            print(f"{started}\n\n{report(seen, held, own(hub))}")
    print(
        f"\n{options.learners} learners with {options.lesson}, {options.at_once} on their way at "
        f"once: {whole:.0f} s until the last had run it."
    )


if __name__ == "__main__":
    main()

"""One run of a submission: its process and its marker, and the messages between them."""

from __future__ import annotations

import os
import select
import signal
import time
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from trilateral.grading.channel import (
    ChannelError,
    ClockError,
    ClosedError,
    ProtocolError,
)
from trilateral.grading.errors import GradingError
from trilateral.grading.watch import Trouble, ending, held, processor, threads, written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trilateral.grading.plan import Plan
    from trilateral.grading.processes import Child
    from trilateral.grading.unit import Bench

_LOOK: Final = 0.2
"""Seconds between looks at what a submission writes."""
_GLANCE: Final = 0.05
"""Seconds between looks at its threads, of which thousands are made in that time."""
_CALLS: Final = 10_000
OUTPUTS: Final = 2_000_000
"""Bytes of what one cell shows: beyond any honest cell's."""


class StuckError(Exception):
    """The submission's process cannot go on."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.said)
        self.trouble = trouble


@dataclass
class Session:
    """What a run has found so far."""

    bench: Bench
    plan: Plan
    assignment: str
    learner: str
    folder: Path
    deadline: float
    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the marker said, by task."""
    reports: dict[str, bytes] = field(default_factory=dict)
    """What the marker showed, by task: the forms of a notebook's output."""
    failed: dict[str, str] = field(default_factory=dict)
    """Why the marker could not, by task."""
    slow: set[str] = field(default_factory=set)
    """Tasks whose answers keep the marker busy for too long."""
    troubles: dict[int, Trouble] = field(default_factory=dict)
    """What happened in cells, by step."""
    errors: dict[int, str] = field(default_factory=dict)
    """Exceptions of cells, by step."""
    outputs: dict[int, bytes] = field(default_factory=dict)
    late: set[str] = field(default_factory=set)
    """Tasks whose answers came once more at the end."""
    at: int = -1
    """The step that is running."""
    memory: int = 0
    processor: float = 0.0
    _marker: Child | None = None
    _looked: float = field(default_factory=time.monotonic)

    def run(self, skipped: Mapping[int, Trouble]) -> None:
        """Run all steps but those in `skipped`.

        Raises
        ------
        StuckError
            The submission's process ended or had to be ended in step `at`.
        GradingError
            Grading itself cannot go on.
        """
        self.troubles.update(skipped)
        request = {
            "folder": str(self.folder),
            "learner": self.learner,
            "seed": self.plan.seed,
            "clock": self.bench.limits.cell,
            "patience": self.bench.limits.patience,
            "memory": self.bench.limits.memory,
            "processor": self.bench.limits.processor,
            "core": self.bench.core,
            "file": self.bench.limits.file,
            "trusted": self.bench.trusted,
        }
        child = self.bench.warm.learners.fork("learner", request)
        stuck: Trouble | None = None
        try:
            child.channel.send({}, self.plan.message(skipped))
            self._serve(child)
        except (ClockError, ProtocolError) as error:
            stuck = self._late() if isinstance(error, ClockError) else Trouble(_NO_MESSAGE)
        except ClosedError:
            stuck = Trouble("")
        except StuckError as error:
            stuck = error.trouble
        finally:
            ended = child.end()
            self.memory = max(self.memory, ended["memory"])
            self.processor += ended.get("processor", 0.0)
            self._end_marker()
        if stuck:
            raise StuckError(stuck if stuck.said else ending(ended["status"]))

    def _serve(self, child: Child) -> None:
        while True:
            header, payload = self._next(child)
            match header:
                case {"began": int(at)} if at == self.at + 1 and at < len(self.plan.steps):
                    self.at = at
                case {"ran": int(at), "error": str(error), "timed_out": bool(late)}:
                    if at != self.at or at in self.outputs:
                        raise ProtocolError(_NO_MESSAGE)
                    self._ran(error, late=late, outputs=payload)
                case {"answers": list(told), "task": str(task), "late": bool(late)}:
                    self._answers(child, task, told, payload, late=late)
                    child.channel.send({"go": True})
                case {"done": True}:
                    return
                case {"failed": str(why)} if self.at < 0:
                    raise GradingError(why)
                case _:
                    raise ProtocolError(_NO_MESSAGE)

    def _ran(self, error: str, *, late: bool, outputs: bytes) -> None:
        self.outputs[self.at] = outputs if len(outputs) <= OUTPUTS else b"[]"
        if late:
            self.troubles[self.at] = Trouble(
                f"was stopped: it took longer than {self.bench.limits.cell:g} seconds",
                timed_out=True,
            )
        elif error:
            self.errors[self.at] = error[:500]

    def _next(self, child: Child) -> tuple[dict[str, Any], bytes]:
        """Return the next message, looking after what is written while it is waited for."""
        limits = self.bench.limits
        wall = limits.cell * limits.patience + limits.grace
        until = min(self.deadline, time.monotonic() + wall)
        used: float | None = None
        poll = select.poll()
        poll.register(child.channel.file, select.POLLIN)
        while not poll.poll(_GLANCE * 1000):
            used = processor(child.pid) if used is None else used
            if time.monotonic() > until or processor(child.pid) > used + limits.cell + limits.grace:
                raise StuckError(self._late())
            self._look(child.pid)
        if time.monotonic() > self._looked + _LOOK:  # also where messages leave no time to wait
            self._look(child.pid)
        return child.channel.receive(until)

    def _look(self, pid: int) -> None:
        limits = self.bench.limits
        if threads(pid) > limits.threads:
            raise StuckError(Trouble("started more threads than there is room for"))
        if time.monotonic() < self._looked + _LOOK:
            return
        self._looked = time.monotonic()
        sizes = list(islice(written(self.folder), limits.entries + 2))
        size = held(pid, self.folder, limits.file) + sum(sizes)
        if len(sizes) > limits.entries + 1 or size > limits.folder:
            raise StuckError(Trouble("wrote more files than there is room for"))

    def _late(self) -> Trouble:
        if time.monotonic() > self.deadline:
            return Trouble(
                f"was running when the notebook's {self.bench.limits.whole:g} seconds were over",
                timed_out=True,
            )
        return Trouble(f"did not end within {self.bench.limits.cell:g} seconds", timed_out=True)

    def _answers(
        self, child: Child, task: str, told: list[Any], payload: bytes, *, late: bool
    ) -> None:
        if late:
            known = task not in self.late and any(step.task == task for step in self.plan.steps)
            self.late.add(task)
        else:
            step = self.plan.steps[self.at] if self.at >= 0 else None
            done = any(task in ended for ended in (self.results, self.failed, self.slow))
            known = step is not None and step.task == task and not done
        clean = [_told(one) for one in told[:20]]
        if not known or None in clean:
            raise ProtocolError(_NO_MESSAGE)
        before = self.results.get(task, {}).get("outcome")
        if not late or before == "not attempted":
            self._mark(child, task, clean, payload)

    def _mark(self, child: Child, task: str, told: list[Any], payload: bytes) -> None:
        body = b""
        try:
            marker = self._get_marker()
            marker.channel.send({"task": task, "answers": told}, payload)
            for _ in range(_CALLS):
                header, body = self._reply(marker)
                if "call" not in header:
                    break
                self._call(child, marker, int(header["call"]), body)
            else:
                header = {"failed": "The check called a learner's function too often."}
        except ChannelError as error:
            late = self._end_marker() == signal.SIGXCPU or isinstance(error, ClockError)
            header = {"late" if late else "failed": f"The check did not finish. {error}"}
        if "result" in header:
            self.results[task], self.reports[task] = header["result"], body
        elif "late" in header:
            self.slow.add(task)
        else:
            self.failed[task] = str(header.get("failed"))

    def _reply(self, marker: Child) -> tuple[dict[str, Any], bytes]:
        """Return the marker's next message, for which it has as long as a cell."""
        limits = self.bench.limits
        until = time.monotonic() + limits.cell * limits.patience + limits.grace
        used: float | None = None
        poll = select.poll()
        poll.register(marker.channel.file, select.POLLIN)
        while not poll.poll(_LOOK * 1000):
            used = processor(marker.pid) if used is None else used
            if time.monotonic() > until or processor(marker.pid) > used + limits.cell:
                raise ClockError(_SLOW)
        return marker.channel.receive(until)

    def _call(self, child: Child, marker: Child, number: int, arguments: bytes) -> None:
        """Have a learner's function called in the learner's process."""
        try:
            child.channel.send({"call": number}, arguments)
            answer, payload = self._next(child)
        except ChannelError as error:
            trouble = self._late() if isinstance(error, ClockError) else Trouble("")
            raise StuckError(trouble) from error
        kept: dict[str, Any] = {
            key: answer[key] for key in ("returned", "raised", "said", "line") if key in answer
        }
        if "said" in kept:
            kept["said"] = str(kept["said"])[:300]
        marker.channel.send(kept, payload)

    def _get_marker(self) -> Child:
        if self._marker is None:
            self._marker = self.bench.warm.markers.fork(
                "mark",
                {
                    "assignment": self.assignment,
                    "learner": self.learner,
                    "seed": self.plan.seed,
                    "processor": self.bench.limits.processor,
                    "core": self.bench.core,
                    "trusted": self.bench.trusted,
                },
            )
        return self._marker

    def _end_marker(self) -> int:
        """End the marker, and return the signal that had ended it, or 0."""
        if self._marker is None:
            return 0
        status = int(self._marker.end()["status"])
        self._marker = None
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


_SLOW: Final = "The marker took too long."
_NO_MESSAGE: Final = "wrote to the grader's own connection"


def _told(one: object) -> dict[str, Any] | None:
    match one:
        case {"name": str(name), "bytes": int(size), "refused": str(why)} if size >= 0:
            return {"name": name[:80], "bytes": size, "refused": why[:300]}
        case _:
            return None

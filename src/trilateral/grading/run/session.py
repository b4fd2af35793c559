"""One run of a submission: its process and its marker, and the messages between them."""

from __future__ import annotations

import builtins
import json
import os
import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pydantic

from trilateral.grading.errors import GradingError
from trilateral.grading.room import Room
from trilateral.grading.sandbox.channel import (
    ChannelError,
    ClockError,
    ClosedError,
    ProtocolError,
)
from trilateral.grading.sandbox.watch import StuckError, Trouble, Turn, Watch, ending
from trilateral.tasks.outcome import Outcome, Result

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trilateral.grading.run.bench import Bench
    from trilateral.grading.run.plan import Plan
    from trilateral.grading.sandbox.processes import Child

_CALLS: Final = 10_000
OUTPUTS: Final = 2_000_000
"""Bytes of what one cell shows: beyond any honest cell's."""
SHOWN: Final = (16_000_000, 100_000, 500_000)
"""Bytes, parts and values of what all cells of a notebook show."""


@dataclass
class Session:
    """What a run has found so far."""

    bench: Bench
    plan: Plan
    assignment: str
    learner: str
    folder: Path
    seconds: float
    """Seconds that it may take, by the clock of `Watch`."""
    results: dict[str, Result] = field(default_factory=dict)
    """What the marker said, by task."""
    reports: dict[str, bytes] = field(default_factory=dict)
    """What the marker showed, by task: the forms of a notebook's output."""
    failed: dict[str, str] = field(default_factory=dict)
    """Why the marker could not, by task."""
    slow: set[str] = field(default_factory=set)
    """Tasks whose answers keep the marker busy for too long."""
    halted: set[str] = field(default_factory=set)
    """Tasks whose answer's cell stopped before it was done with it, as the submission says."""
    troubles: dict[int, Trouble] = field(default_factory=dict)
    """What happened in cells, by step."""
    errors: dict[int, str] = field(default_factory=dict)
    """Exceptions of cells, by step."""
    idle: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """What cells asked of a front end and grading has not done, by step."""
    outputs: dict[int, bytes] = field(default_factory=dict)
    """What cells showed, by step: JSON, as much as there is room for."""
    late: set[str] = field(default_factory=set)
    """Tasks whose answers came once more at the end."""
    at: int = -1
    """The step that is running."""
    memory: int = 0
    processor: float = 0.0
    _called: bool = False
    """Whether the submission's process was told what a check calls a function with."""
    _marker: Child | None = None
    _room: Room = field(default_factory=lambda: Room(*SHOWN))

    def __post_init__(self) -> None:
        """Set up the watch."""
        self._watch = Watch(self.bench.limits, self.folder, self.seconds)

    @property
    def spent(self) -> float:
        """Seconds that it has taken, by the clock of `Watch`."""
        return self._watch.now

    def run(self, skipped: Mapping[int, Trouble]) -> None:
        """Run all steps but those in `skipped`.

        Raises
        ------
        StuckError
            The submission's process ended or had to be ended in step `at`.
        StalledError
            The system has not run it.
        GradingError
            Grading itself cannot continue.
        """
        self.troubles.update(skipped)
        request = {
            "folder": str(self.folder),
            "learner": self.learner,
            "seed": self.plan.seed,
            "choices": self.plan.choices,
            "clock": self.bench.limits.cell,
            "memory": self.bench.limits.memory,
            "processor": self.bench.limits.processor,
            "core": self.bench.core,
            "file": self.bench.limits.file,
            "trusted": self.bench.trusted,
        }
        child = self.bench.warm.learners.fork("learner", request)
        self._watch.follow(child.pid)
        stuck: Trouble | None = None
        try:
            child.channel.send({}, self.plan.message(skipped), self._turn(child))
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
            raise StuckError(stuck if stuck.what else ending(ended["status"]))

    def _serve(self, child: Child) -> None:
        while True:
            header, payload = self._next(child)
            match header:
                case {"began": int(at)} if at == self.at + 1 and at < len(self.plan.steps):
                    self.at = at
                case {"ran": int(at), "error": str(error), "timed_out": bool(late)}:
                    if at != self.at or at in self.outputs:
                        raise ProtocolError(_NO_MESSAGE)
                    if error and self._called:
                        error = self._brief(header.get("kind"), header.get("line"))
                    if not self._called:
                        self.idle[at] = self.plan.steps[at].asks(header.get("idle"))
                    self._ran(error, late=late, outputs=payload)
                case {"answers": list(records), "task": str(task), "late": bool(late)}:
                    self._answers(child, task, records, payload, late=late)
                    child.channel.send({"go": True}, patience=self._turn(child))
                case {"done": True}:
                    return
                case {"failed": str(why)} if self.at < 0:
                    raise GradingError(why)
                case _:
                    raise ProtocolError(_NO_MESSAGE)

    def _ran(self, error: str, *, late: bool, outputs: bytes) -> None:
        fits = len(outputs) <= OUTPUTS and self._room.take(outputs)
        self.outputs[self.at] = outputs if fits else _TOO_MUCH
        if late:
            self.troubles[self.at] = Trouble(
                f"was stopped: it took longer than {self.bench.limits.cell:g} seconds",
                timed_out=True,
            )
        elif error:
            self.errors[self.at] = error[:500].replace(f"{self.folder.resolve()}/", "")

    def _brief(self, kind: object, line: object) -> str:
        """Return an exception without its text: the process knows what hidden tests ask."""
        name = kind if isinstance(kind, str) and kind in _KINDS else "an error"
        where = f" at line {line}" if self._line(line) else ""
        return f"Your code stopped{where}: {name}."

    def _line(self, line: object) -> int:
        """Return the number of a line, or 0 where no cell has as many."""
        longest = max((step.source.count("\n") + 1 for step in self.plan.steps), default=0)
        return line if isinstance(line, int) and 0 < line <= longest else 0

    def _turn(self, child: Child) -> Turn:
        """Return how long the submission's process has for its next message, or to read one.

        Where it only waits for too long it is rung first, so that it may go on to its next cell.
        """
        limits = self.bench.limits
        wait = limits.cell * limits.patience
        processor, ring = limits.cell + limits.grace, wait if self.at >= 0 else None
        return Turn(self._watch, child.pid, processor, wait + limits.grace, ring)

    def _next(self, child: Child, turn: Turn | None = None) -> tuple[dict[str, Any], bytes]:
        """Return the next message."""
        return child.channel.receive(turn or self._turn(child))

    def _late(self) -> Trouble:
        if self._watch.now > self._watch.end:
            return Trouble(
                f"was running when the notebook's {self.bench.limits.whole:g} seconds were over",
                timed_out=True,
            )
        return Trouble(f"did not end within {self.bench.limits.cell:g} seconds", timed_out=True)

    def _answers(
        self, child: Child, task: str, records: list[Any], payload: bytes, *, late: bool
    ) -> None:
        if late:
            due = task not in self.late and any(step.task == task for step in self.plan.steps)
            self.late.add(task)
        else:
            step = self.plan.steps[self.at] if self.at >= 0 else None
            done = any(task in ended for ended in (self.results, self.failed, self.slow))
            due = step is not None and step.task == task and not done
        clean = [_record(record) for record in records[:20]]
        if not due or None in clean:
            raise ProtocolError(_NO_MESSAGE)
        if any(record["halted"] for record in clean if record):
            self.halted.add(task)
        before = self.results.get(task)
        if not late or (before and before.outcome is Outcome.NOT_ATTEMPTED):
            self._mark(child, task, clean, payload)

    def _mark(self, child: Child, task: str, records: list[Any], payload: bytes) -> None:
        body = b""
        try:
            marker = self._get_marker()
            turn = self._marking(marker)
            marker.channel.send({"task": task, "answers": records}, payload, turn)
            for _ in range(_CALLS):
                header, body = marker.channel.receive(turn)
                if "call" not in header:
                    break
                turn = self._call(child, marker, int(header["call"]), body)
            else:
                header = {"failed": "The check called a learner's function too often."}
        except ChannelError as error:
            late = self._end_marker() == signal.SIGXCPU or isinstance(error, ClockError)
            header = {"late" if late else "failed": f"The check did not finish. {error}"}
        if "result" in header:
            self.results[task] = _RESULT.validate_python(header["result"])
            self.reports[task] = body if self._room.take(body) else b"{}"
        elif "late" in header:
            self.slow.add(task)
        else:
            self.failed[task] = str(header.get("failed"))

    def _marking(self, marker: Child) -> Turn:
        """Return how long the marker has for its next message: as long as a cell."""
        limits = self.bench.limits
        wall = limits.cell * limits.patience + limits.grace
        return Turn(self._watch, marker.pid, limits.cell, wall)

    def _call(self, child: Child, marker: Child, number: int, arguments: bytes) -> Turn:
        """Have a learner's function called in the learner's process."""
        self._called = True
        turn = self._turn(child)
        try:
            child.channel.send({"call": number}, arguments, turn)
            answer, payload = self._next(child, turn)
        except ChannelError as error:
            trouble = self._late() if isinstance(error, ClockError) else Trouble("")
            raise StuckError(trouble) from error
        fields: dict[str, Any] = {key: answer[key] for key in _ANSWERS if key in answer}
        if "raised" in fields:
            fields["line"] = self._line(answer.get("line"))
        turn = self._marking(marker)
        marker.channel.send(fields, payload, turn)
        return turn

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
            self._watch.follow(self._marker.pid)
        return self._marker

    def _end_marker(self) -> int:
        """End the marker, and return the signal that had ended it, or 0."""
        if self._marker is None:
            return 0
        self._watch.leave(self._marker.pid)
        status = int(self._marker.end()["status"])
        self._marker = None
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


_ANSWERS: Final = ("returned", "refused", "late", "raised")
"""What a call may come to."""
_KINDS: Final = frozenset(
    name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException)
)
_RESULT: pydantic.TypeAdapter[Result] = pydantic.TypeAdapter(Result)
_TOO_MUCH: Final = json.dumps(
    [
        {
            "output_type": "stream",
            "name": "stderr",
            "text": "[This cell's output is too large to keep.]",
        }
    ]
).encode()
_NO_MESSAGE: Final = "wrote to the grader's own connection"


def _record(record: object) -> dict[str, Any] | None:
    match record:
        case {
            "name": str(name),
            "bytes": int(size),
            "refused": str(why),
            "halted": bool(halted),
        } if size >= 0:
            return {"name": name[:80], "bytes": size, "refused": why[:300], "halted": halted}
        case _:
            return None

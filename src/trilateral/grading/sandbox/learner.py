"""The confined process: runs a learner's cells and hands over the declared answers.

It holds nothing that a submission may not have: no solution, no hidden test, no other submission.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from trilateral.grading.sandbox.answers import Reason, RefusedError, decode, encode
from trilateral.grading.sandbox.channel import ClosedError
from trilateral.grading.sandbox.confinement import Policy, enter, readable
from trilateral.grading.sandbox.shell import CellTimeoutError, Shell, place
from trilateral.parts import choices
from trilateral.tasks.answers import MISSING, is_placeholder
from trilateral.tasks.variants import LEARNER, VARIANT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.grading.sandbox.channel import Channel

_MESSAGE = 500


def serve(channel: Channel, request: Mapping[str, Any]) -> None:
    """Confine this process and run the one submission that comes through `channel`.

    Parameters
    ----------
    channel
        Leads to who wants the answers.
    request
        ``folder`` to work in, ``learner``, ``seed`` of the learner's variants, ``choices`` by task,
        ``clock`` in seconds per cell, and the limits.
    """
    folder = Path(request["folder"])
    os.chdir(folder)
    os.environ.update({LEARNER: request["learner"], VARIANT: request["seed"]})
    os.environ.update({"HOME": str(folder), "TMPDIR": str(folder)})
    os.environ["TRILATERAL_STATE"] = str(folder / ".state")
    choices.take(request["choices"])
    policy = Policy(readable(), (folder,), request["memory"], request["processor"], request["file"])
    enter(policy, trusted=request["trusted"])
    sys.path.append(str(folder))  # a module of the learner's own, but none in place of Python's
    random.seed(0)  # the same in every run, so that a mark is
    np.random.seed(0)  # noqa: NPY002 -- what learners' code draws from without asking
    shell = Shell(request["clock"])
    shell.begin()
    _, steps = channel.receive()
    _Session(channel, shell).run(json.loads(steps))


class _Session:
    def __init__(self, channel: Channel, shell: Shell) -> None:
        self._channel = channel
        self._shell = shell
        self._functions: list[Any] = []

    def run(self, steps: list[dict[str, Any]]) -> None:
        """Run the cells and ask for answers, step by step."""
        waiting: list[dict[str, Any]] = []
        try:
            for at, step in enumerate(steps):
                self._channel.send({"began": at})
                if step["kind"] == "check":
                    self._define(step["cell"], step["source"])
                    if not self._answer(step, late=False):
                        waiting.append(step)
                elif step["kind"] == "run":
                    self._cell(at, step["cell"], step["source"])
            for step in waiting:
                self._answer(step, late=True)
            self._channel.send({"done": True})
        except ClosedError:
            pass

    def _cell(self, at: int, name: str, source: str) -> None:
        ran = self._shell.run(name, source)
        try:
            outputs = json.dumps(ran.outputs).encode()
        except (ValueError, TypeError, RecursionError):
            outputs = b"[]"
        if len(outputs) > 2_000_000:  # noqa: PLR2004 -- beyond any honest cell's
            outputs = b"[]"
        message = {"error": ran.error[:_MESSAGE], "timed_out": ran.timed_out, "idle": ran.idle[:20]}
        self._channel.send({"ran": at, **message, "kind": ran.kind, "line": ran.line}, outputs)

    def _define(self, name: str, source: str) -> None:
        """Give the notebook its `check`, as it has in a learner's hands."""
        try:
            with self._shell.clock():
                self._shell.define(name, source)
        except BaseException:  # noqa: BLE001, S110 -- the real checks are elsewhere
            pass

    def _answer(self, step: dict[str, Any], *, late: bool) -> bool:
        """Hand over the answers of a task; say whether all of them were there."""
        namespace = self._shell.namespace
        values = {name: namespace.get(name, MISSING) for name in step["names"]}
        earlier = {name: namespace.get(name, MISSING) for name in step["earlier"]}
        there = not any(is_placeholder(value) for value in values.values())
        if late and not there:
            return False
        parts: list[bytes] = []
        records: list[dict[str, Any]] = []
        for name, value in (values | earlier).items():
            encoded, refused = self._encoded(value)
            halted = name in values and name in self._shell.log.halts
            records.append(
                {"name": name, "bytes": len(encoded), "refused": refused, "halted": halted}
            )
            parts.append(encoded)
        self._channel.send(
            {"answers": records, "task": step["task"], "late": late}, b"".join(parts)
        )
        self._wait()
        return there

    def _wait(self) -> None:
        """Have functions called until the task is marked: one worker is one processor's work."""
        while True:
            header, payload = self._channel.receive()
            if "call" not in header:
                return
            self._call(int(header["call"]), payload)

    def _encoded(self, value: object) -> tuple[bytes, str]:
        try:
            with self._shell.clock():
                return encode(value, self._keep), ""
        except RefusedError as error:
            return b"", str(error)
        except CellTimeoutError:
            return b"", Reason.LATE
        except BaseException:  # noqa: BLE001 -- a learner's value may raise anything
            return b"", Reason.RAISES

    def _keep(self, function: object) -> int:
        self._functions.append(function)
        return len(self._functions) - 1

    def _call(self, number: int, payload: bytes) -> None:
        arguments, named = decode(payload, lambda *_: None)
        try:
            with self._shell.clock():
                returned = self._functions[number](*arguments, **named)
        except CellTimeoutError:
            self._channel.send({"late": True})
        except BaseException as error:  # noqa: BLE001 -- a learner's function may raise anything
            kind, line = place(error)  # and not its text, which may hold what it was called with
            self._channel.send({"raised": kind, "line": line})
        else:
            encoded, refused = self._encoded(returned)
            self._channel.send({"refused": refused} if refused else {"returned": True}, encoded)

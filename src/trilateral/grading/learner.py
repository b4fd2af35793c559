"""The confined process: runs a learner's cells and hands over the declared answers.

It holds nothing that a submission may not have: no solution, no hidden test, no other submission.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from trilateral.grading.answers import RefusedError, decode, encode
from trilateral.grading.channel import ClosedError
from trilateral.grading.confinement import Policy, enter, readable
from trilateral.grading.shell import CellTimeoutError, Shell
from trilateral.tasks.answers import MISSING, is_placeholder
from trilateral.tasks.variants import LEARNER, VARIANT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.grading.channel import Channel

_MESSAGE = 300


def serve(channel: Channel, request: Mapping[str, Any]) -> None:
    """Confine this process and run the one submission that comes through `channel`.

    Parameters
    ----------
    channel
        Leads to who wants the answers.
    request
        ``folder`` to work in, ``learner``, ``seed`` of the learner's variants, ``clock`` in seconds
        per cell, and the limits.
    """
    folder = Path(request["folder"])
    os.chdir(folder)
    os.environ.update({LEARNER: request["learner"], VARIANT: request["seed"]})
    os.environ.update({"HOME": str(folder), "TMPDIR": str(folder)})
    os.environ["TRILATERAL_STATE"] = str(folder / ".state")
    policy = Policy(readable(), (folder,), request["memory"], request["processor"], request["file"])
    enter(policy, trusted=request["trusted"])
    random.seed(0)  # the same in every run, so that a mark is
    np.random.seed(0)  # noqa: NPY002 -- what learners' code draws from without asking
    shell = Shell(request["clock"], request["patience"])
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
        self._channel.send(
            {"ran": at, "error": ran.error[:_MESSAGE], "timed_out": ran.timed_out}, outputs
        )

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
        there = not any(is_placeholder(value) for value in values.values())
        if late and not there:
            return False
        parts: list[bytes] = []
        told: list[dict[str, Any]] = []
        for name, value in values.items():
            encoded, refused = self._encoded(value)
            told.append({"name": name, "bytes": len(encoded), "refused": refused})
            parts.append(encoded)
        self._channel.send({"answers": told, "task": step["task"], "late": late}, b"".join(parts))
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
            return b"", "to read it took too long"
        except BaseException as error:  # noqa: BLE001 -- a learner's value may raise anything
            return b"", f"it raises {type(error).__name__} when it is read"[:_MESSAGE]

    def _keep(self, function: object) -> int:
        self._functions.append(function)
        return len(self._functions) - 1

    def _call(self, number: int, payload: bytes) -> None:
        arguments, named = decode(payload, lambda *_: None)
        try:
            with self._shell.clock():
                returned = self._functions[number](*arguments, **named)
                encoded = encode(returned, self._keep)
        except CellTimeoutError:
            self._channel.send({"raised": "TimeoutError", "said": "It ran too long.", "line": 0})
        except BaseException as error:  # noqa: BLE001 -- a learner's function may raise anything
            self._channel.send(_raised(error))
        else:
            self._channel.send({"returned": True}, encoded)


def _raised(error: BaseException) -> dict[str, Any]:
    try:
        said = str(error)[:_MESSAGE]
    except BaseException:  # noqa: BLE001 -- an exception may be made to raise when shown
        said = ""
    kinds = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
    line, place = 0, error.__traceback__
    while place:
        if place.tb_frame.f_code.co_filename.startswith("<"):
            line = place.tb_lineno
        place = place.tb_next
    return {"raised": kinds[0], "said": said, "line": line}

"""The clean process: holds the hidden tests, and marks answers that came as plain values.

It never sees a line of a submission. A marker is forked for each submission, so that what one
answer does to it cannot touch the next, and is confined too, in case reading an answer fails in a
way nobody thought of.
"""

from __future__ import annotations

import builtins
import json
import os
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trilateral.assignments.cells import Role, grade_id, read, role
from trilateral.grading.answers import RefusedError, decode, encode
from trilateral.grading.channel import Channel, ClosedError
from trilateral.grading.confinement import Policy, enter, readable
from trilateral.tasks import TaskError, define
from trilateral.tasks.answers import MISSING
from trilateral.tasks.outcome import Outcome, Result
from trilateral.tasks.variants import LEARNER, VARIANT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.tasks import Task

_WAIT = 3600.0
"""Seconds for a learner's function: longer than the grader lets one take, which ends both."""


@dataclass(frozen=True)
class Tests:
    """An assignment's checks, ready to mark."""

    tasks: dict[str, Task]
    given: tuple[str, ...]
    """Given cells that draw a learner's variant: they run again for each learner."""
    namespace: dict[str, Any]
    broken: dict[str, str]
    """Checks that the solution itself does not pass, and why: they mark nobody."""


def load(path: Path) -> Tests:
    """Return the checks of a solution, hidden ones included, each tried on its own answers.

    So a check with a fault is found before it costs anybody points, and what checks use is warm.

    Raises
    ------
    TaskError
        A cell is written wrongly.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    tasks: dict[str, Task] = {}
    drawing: list[str] = []
    trial: dict[str, Any] = {"__name__": "__main__"}
    broken: dict[str, str] = {}
    for cell in read(path).cells:
        if cell.cell_type != "code":
            continue
        kind, name = role(cell), grade_id(cell)
        if kind is not Role.CHECK:
            with suppress(Exception):  # what it lacks then, the checks say
                exec(compile(cell.source, f"<{name}>", "exec"), trial)  # noqa: S102 -- the course's own
        if kind is Role.GIVEN:
            exec(compile(cell.source, f"<{name}>", "exec"), namespace)  # noqa: S102 -- the course's own
            if "draw(" in cell.source:
                drawing.append(cell.source)
        elif kind is Role.CHECK:
            tasks[name] = define(cell.source, namespace, name)
            broken |= _tried(name, tasks[name], trial)
    return Tests(tasks, tuple(drawing), namespace, broken)


def _tried(name: str, task: Task, answers: Mapping[str, Any]) -> dict[str, str]:
    try:
        result = task.mark(answers)
    except TaskError as error:
        return {name: str(error)}
    if result.outcome is Outcome.CORRECT:
        return {}
    said = " ".join((result.note, *result.messages))
    return {name: f"The solution itself does not pass this check: {said}"}


def serve(channel: Channel, request: Mapping[str, Any]) -> None:
    """Load the checks of all assignments, say which tasks they have, and fork markers."""
    from trilateral.grading import zygote  # noqa: PLC0415 -- it imports this module

    tests: dict[str, Tests] = {}
    told: dict[str, Any] = {}
    for name, path in request["solutions"].items():
        try:
            tests[name] = load(Path(path))
        except Exception as error:  # noqa: BLE001 -- whatever the course's own cells raise
            channel.send({"failed": f"{path}: {type(error).__name__}: {error}"[:1000]})
            return
        told[name] = {
            task: {"names": list(made.definition.answers), "points": made.definition.points}
            for task, made in tests[name].tasks.items()
        }
    channel.send({"tasks": told})

    def mark(inner: Channel, asked: Mapping[str, Any]) -> None:
        _mark(inner, tests[asked["assignment"]], asked)

    zygote.serve(socket.socket(fileno=channel.file), {"mark": mark})


def _mark(channel: Channel, tests: Tests, request: Mapping[str, Any]) -> None:
    os.environ.update({LEARNER: request["learner"], VARIANT: request["seed"]})
    enter(Policy(readable(), processor=request["processor"]), trusted=request["trusted"])
    for source in tests.given:
        exec(source, tests.namespace)  # noqa: S102 -- the course's own
    while True:
        try:
            header, payload = channel.receive()
        except ClosedError:
            return
        name = header["task"]
        if name in tests.broken:
            channel.send({"failed": tests.broken[name][:1000]})
        else:
            channel.send(*_marked(channel, tests.tasks[name], header["answers"], payload))


def _marked(
    channel: Channel, task: Task, told: list[Mapping[str, Any]], payload: bytes
) -> tuple[dict[str, Any], bytes]:
    """Return the result, and the report that a notebook shows of it."""
    try:
        answers = _answers(channel, task, told, payload)
        result = task.mark(answers)
    except RefusedError as error:
        definition = task.definition
        result = Result(
            definition.id, Outcome.ERROR, 0.0, definition.points, note=f"{error}. Mend that answer."
        )
    except TaskError as error:
        return {"failed": str(error)[:1000]}, b""
    except Exception as error:  # noqa: BLE001 -- a check that fails is no learner's fault
        return {"failed": f"{type(error).__name__}: {error}"[:1000]}, b""
    plain = result.plain()
    clipped = {
        **plain,
        "messages": [text[:1000] for text in plain["messages"]],
        "note": plain["note"][:1000],
    }
    return {"result": clipped}, json.dumps(result._repr_mimebundle_()).encode()


def _answers(
    channel: Channel, task: Task, told: list[Mapping[str, Any]], payload: bytes
) -> dict[str, Any]:
    answers: dict[str, Any] = dict.fromkeys(task.definition.answers, MISSING)
    start = 0
    for one in told:
        name, size, refused = str(one["name"]), int(one["bytes"]), str(one["refused"])[:300]
        encoded, start = payload[start : start + size], start + size
        if name not in answers:
            continue
        try:
            if refused:
                raise RefusedError(refused)  # noqa: TRY301 -- named below, like the decoder's own
            answers[name] = decode(encoded, lambda number, name: _Remote(channel, number, name))
        except RefusedError as error:
            message = f"`{name}` could not be marked: {error}"
            raise RefusedError(message) from error
    return answers


class _Remote:
    """Stands for a learner's function, which runs in the learner's own process."""

    def __init__(self, channel: Channel, number: int, name: str) -> None:
        self._channel, self._number, self.__name__ = channel, number, name

    def __call__(self, *arguments: object, **named: object) -> Any:  # noqa: ANN401 -- a plain value
        encoded = encode([list(arguments), named], _no_functions)
        self._channel.send({"call": self._number}, encoded)
        header, payload = self._channel.receive(time.monotonic() + _WAIT)
        if "returned" in header:
            return decode(payload, lambda number, name: _Remote(self._channel, number, name))
        kind = getattr(builtins, str(header.get("raised")), RuntimeError)
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            kind = RuntimeError
        line = int(header.get("line", 0))
        where = f" (line {line} of its cell)" if line else ""
        raise _made(kind, f"{header.get('said', '')}{where}")


def _made(kind: type[Exception], message: str) -> Exception:
    if issubclass(kind, StopIteration):  # would end a check's `map` early, as if all were well
        return RuntimeError(f"{kind.__name__}: {message}")
    try:
        return kind(message)
    except TypeError:  # a few of Python's own want more than a message
        return RuntimeError(f"{kind.__name__}: {message}")


def _no_functions(_: object) -> int:
    message = "a function cannot be handed to a learner's function"
    raise RefusedError(message)

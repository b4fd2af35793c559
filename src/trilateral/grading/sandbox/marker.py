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
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trilateral.assignments.cells import Role, grade_id, read, role
from trilateral.grading.sandbox import forking
from trilateral.grading.sandbox.answers import Reason, RefusedError, decode, encode, reason
from trilateral.grading.sandbox.channel import Channel, ClosedError
from trilateral.grading.sandbox.confinement import Policy, enter, readable
from trilateral.tasks import TaskError, define
from trilateral.tasks.answers import MISSING
from trilateral.tasks.marking import mark
from trilateral.tasks.outcome import Outcome, Result
from trilateral.tasks.variants import LEARNER, VARIANT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.tasks.marking import Definition


@dataclass(frozen=True)
class Tests:
    """An assignment's checks, ready to mark."""

    tasks: dict[str, Definition]
    draws: tuple[str, ...]
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
    tasks: dict[str, Definition] = {}
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
            tasks[name] = define(cell.source, namespace, name).definition
            broken |= _tried(name, tasks[name], trial)
    return Tests(tasks, tuple(drawing), namespace, broken)


def _tried(name: str, task: Definition, answers: Mapping[str, Any]) -> dict[str, str]:
    try:
        result = mark(task, answers)
    except TaskError as error:
        return {name: str(error)}
    if result.outcome is Outcome.CORRECT:
        return {}
    words = " ".join((result.note, *result.messages))
    return {name: f"The solution itself does not pass this check: {words}"}


def serve(channel: Channel, request: Mapping[str, Any]) -> None:
    """Load the checks of all assignments, say which tasks they have, and fork markers."""
    tests: dict[str, Tests] = {}
    message: dict[str, Any] = {}
    for name, path in request["solutions"].items():
        try:
            tests[name] = load(Path(path))
        except Exception as error:  # noqa: BLE001 -- whatever the course's own cells raise
            channel.send({"failed": f"{path}: {type(error).__name__}: {error}"[:1000]})
            return
        message[name] = {
            task: {"answers": definition.answers, "earlier": definition.earlier}
            for task, definition in tests[name].tasks.items()
        }
    channel.send({"tasks": message})

    def answer(inner: Channel, request: Mapping[str, Any]) -> None:
        _answer(inner, tests[request["assignment"]], request)

    forking.serve(socket.socket(fileno=channel.file), {"mark": answer})


def _answer(channel: Channel, tests: Tests, request: Mapping[str, Any]) -> None:
    os.environ.update({LEARNER: request["learner"], VARIANT: request["seed"]})
    enter(Policy(readable(), processor=request["processor"]), trusted=request["trusted"])
    for source in tests.draws:
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
    channel: Channel, task: Definition, records: list[Mapping[str, Any]], payload: bytes
) -> tuple[dict[str, Any], bytes]:
    """Return the result, and the report that a notebook shows of it.

    Once a learner's function was called it knows what hidden tests ask, and whatever it returns or
    raises may say so. From then on none of its words, and none of its values, are quoted.
    """
    learner = _Learner(channel)
    try:
        answers = _answers(learner, task, records, payload)
        result = mark(task, answers, discreet=lambda: learner.called)
    except RefusedError as error:
        note = f"{error}. Change that answer."
        result = Result(task.id, Outcome.NOT_CHECKED, 0.0, task.points, note=note)
    except Exception as error:  # noqa: BLE001 -- a check that fails is not a learner's fault
        kind = type(error).__name__
        words = str(error) if isinstance(error, TaskError) else f"{kind}: {error}"
        return {
            "failed": f"The check stopped with {kind}." if learner.called else words[:1000]
        }, b""
    plain = result.plain()
    clipped = {
        **plain,
        "messages": [text[:1000] for text in plain["messages"]],
        "reasons": [text[:1000] for text in plain["reasons"]],
        "note": plain["note"][:1000],
    }
    return {"result": clipped}, json.dumps(result._repr_mimebundle_()).encode()


def _answers(
    learner: _Learner, task: Definition, records: list[Mapping[str, Any]], payload: bytes
) -> dict[str, Any]:
    answers: dict[str, Any] = dict.fromkeys(task.asked, MISSING)
    start = 0
    for record in records:
        name, size, refused = str(record["name"]), int(record["bytes"]), record["refused"]
        encoded, start = payload[start : start + size], start + size
        if name not in answers:
            continue
        try:
            if refused:
                raise RefusedError(reason(refused))  # noqa: TRY301 -- named below, like the decoder's own
            answers[name] = decode(encoded, learner.function)
        except RefusedError as error:
            if name in task.earlier:
                continue  # its own task says so
            message = f"`{name}` could not be marked: {error}"
            raise RefusedError(message) from error
    return answers


class _Learner:
    """The learner's process, which calls functions that the checks ask for."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.called = False
        """Whether it has been told what a check calls a function with."""

    def function(self, number: int, name: str) -> _Remote:
        """Return what stands for one of its functions."""
        return _Remote(self, number, name)

    def call(self, number: int, arguments: bytes) -> Any:  # noqa: ANN401 -- a plain value
        """Return what a function returns, or raise an exception of the same kind."""
        self.called = True
        self._channel.send({"call": number}, arguments)
        header, payload = self._channel.receive()
        if "returned" in header:
            return decode(payload, self.function)
        if "refused" in header:
            raise RefusedError(reason(header["refused"]))
        if "late" in header:
            raise _made(TimeoutError, "it ran too long")
        kind = getattr(builtins, str(header.get("raised")), RuntimeError)
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            kind = RuntimeError
        line = int(header.get("line", 0))
        raise _made(kind, f"line {line} of its cell" if line else "")


class _Remote:
    """Stands for a learner's function, which runs in the learner's own process."""

    def __init__(self, learner: _Learner, number: int, name: str) -> None:
        self._learner, self._number, self.__name__ = learner, number, name

    def __call__(self, *arguments: object, **named: object) -> Any:  # noqa: ANN401 -- a plain value
        return self._learner.call(self._number, encode([list(arguments), named], _no_functions))


def _made(kind: type[Exception], where: str) -> Exception:
    """Return an exception that says where it was raised, as `blame.sentence` asks it to."""
    words = f"{kind.__name__}, {where}".rstrip(", ")
    if issubclass(kind, StopIteration):  # would end a check's `map` early, as if all were well
        made: Exception = RuntimeError(words)
    else:
        try:
            made, words = kind(where), where
        except TypeError:  # a few of Python's own want more than a message
            made = RuntimeError(words)
    vars(made)["discreet"] = words
    return made


def _no_functions(_: object) -> int:
    raise RefusedError(Reason.FUNCTION)

"""Run a notebook's cells as IPython would, without its weight.

The last expression is shown, ``display`` shows, ``_`` and ``In`` are kept, ``await`` stands outside
functions, too, and IPython's own translator turns magics into calls. What those do is in `front`.
"""

from __future__ import annotations

import ast
import inspect
import linecache
import signal
import sys
import time
import traceback
import types
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from trilateral.grading.sandbox.front import Helpers, ZMQInteractiveShell
from trilateral.grading.sandbox.outputs import Outputs
from trilateral.grading.sandbox.waiting import Loop
from trilateral.tasks.execution import execute, without_call
from trilateral.tasks.raised import Log

if TYPE_CHECKING:
    from collections.abc import Iterator

_MESSAGE: Final = 2_000


class CellTimeoutError(BaseException):
    """A cell ran longer than its clock allows."""


@dataclass(frozen=True)
class Ran:
    """How a cell ran."""

    outputs: list[dict[str, Any]]
    error: str = ""
    """What is to be said about the exception; empty where there was none."""
    kind: str = ""
    """The exception's kind among Python's own."""
    line: int = 0
    """The line of a cell that it was raised in, or 0."""
    timed_out: bool = False
    idle: tuple[str, ...] = ()
    """What it asked of a front end, and grading has not done."""


class Shell:
    """A notebook's namespace, and how its cells run in it."""

    def __init__(self, clock: float) -> None:
        """Prepare to run cells of `clock` seconds of processor each."""
        self._clock = clock
        self._began: float | None = None
        self._module = types.ModuleType("__main__")
        self.namespace = self._module.__dict__
        self._cells: list[str] = []
        self._outputs = Outputs()
        self.log = Log()
        self._idle: list[str] = []
        self._loop: Loop | None = None
        self._front = ZMQInteractiveShell(
            self._run_code, self._outputs, self.namespace, self._idle.append
        )

    def begin(self) -> None:
        """Take over this process: its `__main__`, its output and its alarm clock."""
        import IPython.display  # noqa: PLC0415 -- only here is it replaced

        sys.modules["__main__"] = self._module
        self.namespace.update(
            In=[""], Out={}, get_ipython=lambda: self._front, display=self._outputs.display
        )
        IPython.display.display = self._outputs.display
        IPython.get_ipython = lambda: self._front
        Helpers(self._idle.append).begin()
        signal.signal(signal.SIGPROF, self._ring)
        signal.signal(signal.SIGALRM, self._ring)

    def run(self, name: str, source: str) -> Ran:
        """Run one cell."""
        self._outputs.begin()
        self._idle.clear()
        error, kind, line, late = "", "", 0, False
        try:
            with self.clock():
                self._execute(name, source)
        except CellTimeoutError:
            late = True
            error = f"The cell was stopped: it took longer than {self._clock:g} seconds."
        except BaseException as raised:  # noqa: BLE001 -- also SystemExit: a notebook continues
            kind, line = place(raised)
            error = self._describe(raised, name, source)
        else:
            with suppress(Exception):  # the cell may have put anything in Python's own place
                self.log.ended(source, name)
        idle = tuple(dict.fromkeys(self._idle))
        return Ran(self._outputs.end(), error, kind, line, late, idle)

    @contextmanager
    def clock(self) -> Iterator[None]:
        """Raise `CellTimeoutError` when the clock of a cell runs out.

        Processor time is counted here. Who only waits is rung by the grader, which alone can tell
        whether the system would have run this process.
        """
        self._began = time.monotonic()
        signal.setitimer(signal.ITIMER_PROF, self._clock)
        try:
            yield
        finally:
            self._began = None
            signal.setitimer(signal.ITIMER_PROF, 0)

    def _ring(self, number: int, _: object) -> None:
        """Stop what the clock was set for, unless it is over: another cell may have begun."""
        if self._began is None:
            return
        if number == signal.SIGALRM and time.monotonic() < self._began + self._clock:
            return
        raise CellTimeoutError

    def define(self, name: str, source: str) -> None:
        """Run a check cell without its last line, which calls the check."""
        execute(without_call(source), source, self.namespace, name)

    def try_out(self, source: str) -> None:
        """Run a cell for what it leaves warm, whatever comes of it."""
        with suppress(Exception):
            self._execute("warm", source)

    def _run_code(self, code: str) -> None:
        """Run the code behind a magic."""
        self._execute("magic", code)

    def _execute(self, name: str, source: str) -> None:
        self._cells.append(source)
        history = self.namespace.setdefault("In", [""])  # a cell may have deleted it
        if isinstance(history, list):
            history.append(source)
        file = f"<{name}>"
        code, tree = _parsed(source, file)
        linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
        last = tree.body[-1] if tree.body else None
        if isinstance(last, ast.Expr):
            tree.body.pop()
        self._value(tree, file, "exec")
        if isinstance(last, ast.Expr):
            value = self._value(ast.Expression(last.value), file, "eval")
            if value is not None and not code.rstrip().endswith(";"):
                self.namespace["_"] = value
                self._outputs.result(value, len(self._cells))

    def _value(self, tree: ast.Module | ast.Expression, file: str, mode: str) -> object:
        """Return what code comes to, once what it awaits has come."""
        # not with this module's own `from __future__`
        code = compile(tree, file, mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        value = eval(code, self.namespace)  # noqa: S307 -- that is what a cell is for
        if not code.co_flags & inspect.CO_COROUTINE:
            return value
        self._loop = self._loop or Loop()
        return self._loop.run_until_complete(value)

    def _describe(self, error: BaseException, name: str, source: str) -> str:
        try:
            words = self.log.stopped(error, source, name, self.namespace).sentence
            self._outputs.error(type(error).__name__, str(error)[:_MESSAGE], words)
        except BaseException as worse:  # noqa: BLE001 -- an exception may be made to raise when shown
            words = f"Your code stopped: {type(worse).__name__} (while an error was shown)."
            self._outputs.error(type(worse).__name__, "(while an error was shown)", words)
        return words


def place(error: BaseException) -> tuple[str, int]:
    """Return an exception's kind among Python's own, and the line of a cell it was raised in."""
    try:
        kinds = [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins"]
        lines = [
            line
            for frame, line in traceback.walk_tb(error.__traceback__)
            if frame.f_code.co_filename.startswith("<")
            and not frame.f_code.co_filename.startswith("<frozen")
        ]
        if isinstance(error, SyntaxError):
            lines = [error.lineno or 0]
    except BaseException:  # noqa: BLE001 -- its class may be made to raise when asked
        return "", 0
    return next(iter(kinds), ""), next(reversed(lines), 0)


def _parsed(source: str, file: str) -> tuple[str, ast.Module]:
    """Return a cell as Python, translated where it is not Python already (that takes longer)."""
    try:
        return source, ast.parse(source, file)
    except SyntaxError:
        code = str(_translator().transform_cell(source))
        return code, ast.parse(code, file)


@cache
def _translator() -> Any:  # noqa: ANN401 -- IPython's
    from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415 -- a large package

    return TransformerManager()

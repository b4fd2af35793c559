"""Run a notebook's cells as IPython would, without its weight.

The last expression is shown, ``display`` shows, ``_`` and ``In`` are kept, and IPython's own
translator turns magics into calls. Of the magics, ``%time``, ``%timeit``, ``%%time``,
``%%timeit`` and ``%%capture`` run their code once; ``%matplotlib``, ``%config``, ``%load_ext``,
``%autoreload``, ``%precision`` and ``name?`` do nothing; any other, and ``!``, is refused with a
sentence.
"""

from __future__ import annotations

import ast
import linecache
import signal
import sys
import traceback
import types
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from trilateral.grading.outputs import Outputs

if TYPE_CHECKING:
    from collections.abc import Iterator

_RUN: Final = {"time", "timeit", "capture"}
_IDLE: Final = {
    "matplotlib",
    "config",
    "load_ext",
    "reload_ext",
    "autoreload",
    "precision",
    "pinfo",
    "pinfo2",
}
_MESSAGE: Final = 2_000


class CellTimeoutError(BaseException):
    """A cell ran longer than its clock allows."""


@dataclass(frozen=True)
class Ran:
    """How a cell ran."""

    outputs: list[dict[str, Any]]
    error: str = ""
    """The exception, in a line; empty where there was none."""
    timed_out: bool = False


class Shell:
    """A notebook's namespace, and how its cells run in it."""

    def __init__(self, clock: float, patience: float) -> None:
        """Prepare to run cells of `clock` seconds of processor, or `patience` times that in all."""
        self._clock, self._patience = clock, patience
        self._module = types.ModuleType("__main__")
        self.namespace = self._module.__dict__
        self._cells: list[str] = []
        self._outputs = Outputs()

    def begin(self) -> None:
        """Take over this process: its `__main__`, its output and its alarm clock."""
        import IPython.display  # noqa: PLC0415 -- only here is it replaced

        sys.modules["__main__"] = self._module
        self.namespace.update(
            In=[""], Out={}, get_ipython=lambda: self, display=self._outputs.display
        )
        IPython.display.display = self._outputs.display
        signal.signal(signal.SIGPROF, _ring)
        signal.signal(signal.SIGALRM, _ring)

    def run(self, name: str, source: str) -> Ran:
        """Run one cell."""
        self._outputs.begin()
        error, late = "", False
        try:
            with self.clock():
                self._execute(name, source)
        except CellTimeoutError:
            late = True
            error = f"The cell was stopped: it took longer than {self._clock:g} seconds."
        except BaseException as raised:  # noqa: BLE001 -- also SystemExit: a notebook goes on
            error = self._describe(raised)
        return Ran(self._outputs.end(), error, late)

    @contextmanager
    def clock(self) -> Iterator[None]:
        """Raise `CellTimeoutError` when the clock of a cell runs out."""
        signal.setitimer(signal.ITIMER_PROF, self._clock)
        signal.setitimer(signal.ITIMER_REAL, self._clock * self._patience)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)

    def define(self, name: str, source: str) -> None:
        """Run a check cell without its last line, which calls the check."""
        tree = ast.parse(source)
        while tree.body and isinstance(tree.body[-1], ast.Expr):
            tree.body.pop()
        exec(compile(tree, f"<{name}>", "exec"), self.namespace)  # noqa: S102 -- the course's own

    def try_out(self, source: str) -> None:
        """Run a cell for what it leaves warm, whatever comes of it."""
        with suppress(Exception):
            self._execute("warm", source)

    def run_line_magic(self, name: str, line: str, _stack_depth: int = 1) -> None:
        """Do what ``%name line`` does in a notebook, as far as grading needs it."""
        self._magic(name, f"%{name}", line)

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Do what ``%%name line`` does in a notebook, as far as grading needs it."""
        self._magic(name, f"%%{name}", cell if name in _RUN else line)

    def system(self, command: str) -> None:
        """Refuse ``!command``."""
        message = f"`!{command:.40}`: grading starts no other programs."
        raise PermissionError(message)

    getoutput = system

    def _magic(self, name: str, shown: str, code: str) -> None:
        if name in _RUN:
            self._execute("magic", code)
        elif name not in _IDLE:
            message = f"`{shown}` is not available at grading."
            raise NameError(message)

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
        exec(compile(tree, file, "exec"), self.namespace)  # noqa: S102 -- that is what a cell is for
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), file, "eval"), self.namespace)  # noqa: S307 -- likewise
            if value is not None and not code.rstrip().endswith(";"):
                self.namespace["_"] = value
                self._outputs.result(value, len(self._cells))

    def _describe(self, error: BaseException) -> str:
        try:
            lines = [
                frame.lineno
                for frame in traceback.extract_tb(error.__traceback__)
                if frame.filename.startswith("<") and not frame.filename.startswith("<frozen")
            ]
            if isinstance(error, SyntaxError):
                lines = [error.lineno]
            where = f" (line {lines[-1]})" if lines else ""
            told = f"{type(error).__name__}: {error}".rstrip(": ")[:_MESSAGE] + where
            self._outputs.error(type(error).__name__, str(error)[:_MESSAGE], told)
        except BaseException as worse:  # noqa: BLE001 -- an exception may be made to raise when shown
            told = f"{type(worse).__name__} (while an error was shown)"
            self._outputs.error(type(worse).__name__, "(while an error was shown)", told)
        return told


def _parsed(source: str, file: str) -> tuple[str, ast.Module]:
    """Return a cell as Python, translated where it is not Python already (that takes longer)."""
    try:
        return source, ast.parse(source, file)
    except SyntaxError:
        code = str(_translator().transform_cell(source))
        return code, ast.parse(code, file)


def _ring(*_: object) -> None:
    raise CellTimeoutError


@cache
def _translator() -> Any:  # noqa: ANN401 -- IPython's
    from IPython.core.inputtransformer2 import TransformerManager  # noqa: PLC0415 -- a large package

    return TransformerManager()

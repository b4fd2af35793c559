"""What stands for a front end while a notebook is graded: `get_ipython()`, magics and helpers.

Grading is not a front end. What only one can do does nothing, and is noted, so that a line that a
learner's Jupyter took costs nothing here: other programs, unknown magics, Colab's own modules.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from trilateral.grading.sandbox.outputs import Outputs

_RUN: Final = {"time", "timeit", "prun"}
"""Magics that run their code; here once."""
_QUIET: Final = {
    "matplotlib",
    "config",
    "load_ext",
    "reload_ext",
    "autoreload",
    "precision",
    "pinfo",
    "pinfo2",
}
"""Magics that change nothing that is graded."""
_HELPERS: Final = (
    "google.colab",
    "js",
    "kaggle_secrets",
    "micropip",
    "piplite",
    "pyodide",
    "pyodide_js",
)
"""Modules that a front end brings along and no package does."""
_HOLDERS: Final = {name.rpartition(".")[0] for name in _HELPERS} - {""}


class Idle:
    """Takes whatever is asked of it and does nothing."""

    def __getattr__(self, name: str) -> Idle:
        """Return what a front end would have; Python's own protocols stay absent."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: object, **__: object) -> Idle:
        """Do nothing."""
        return self

    def __getitem__(self, _: object) -> Idle:
        """Hold nothing."""
        return self

    def __iter__(self) -> Iterator[Idle]:
        """Hold nothing to go over."""
        return iter(())

    def __contains__(self, _: object) -> bool:
        """Hold nothing."""
        return False

    def __len__(self) -> int:
        """Hold nothing."""
        return 0

    def __await__(self) -> Generator[None, None, Idle]:
        """Come at once."""
        return self
        yield

    def __enter__(self) -> Self:
        """Begin nothing."""
        return self

    def __exit__(self, *_: object) -> None:
        """End nothing."""

    def __repr__(self) -> str:
        """Return what to show of it."""
        return "<nothing, at grading>"


class Captured:
    """What ``%%capture`` has kept of a cell."""

    def __init__(
        self, outputs: Sequence[dict[str, Any]], show: Callable[[dict[str, Any]], None]
    ) -> None:
        self._outputs, self._show = tuple(outputs), show

    @property
    def stdout(self) -> str:
        """What was printed."""
        return self._text("stdout")

    @property
    def stderr(self) -> str:
        """What was printed as an error."""
        return self._text("stderr")

    @property
    def outputs(self) -> list[dict[str, Any]]:
        """What was shown."""
        return [output for output in self._outputs if output["output_type"] != "stream"]

    def show(self) -> None:
        """Show it after all."""
        for output in self._outputs:
            self._show(output)

    __call__ = show

    def __str__(self) -> str:
        """Return what was printed."""
        return self.stdout

    def _text(self, name: str) -> str:
        return "".join(output["text"] for output in self._outputs if output.get("name") == name)


class ZMQInteractiveShell:
    """What `get_ipython()` gives: its class is called as in Jupyter, for code that asks.

    Whatever it lacks is `Idle`.
    """

    kernel: Final = None
    """No page listens, so nothing is to be sent to one."""

    def __init__(
        self,
        execute: Callable[[str], None],
        outputs: Outputs,
        namespace: dict[str, Any],
        note: Callable[[str], None],
    ) -> None:
        self._execute, self._outputs, self._note = execute, outputs, note
        self.user_ns = namespace
        self.user_global_ns = namespace

    def __getattr__(self, name: str) -> Idle:
        """Return what a front end would have; Python's own protocols stay absent."""
        if name.startswith("__"):
            raise AttributeError(name)
        return Idle()

    def run_line_magic(self, name: str, line: str, _stack_depth: int = 1) -> object:
        """Do what ``%name line`` does in a notebook, as far as grading needs it."""
        return self._magic(name, f"%{name}", line, line)

    def run_cell_magic(self, name: str, line: str, cell: str) -> object:
        """Do what ``%%name line`` does in a notebook, as far as grading needs it."""
        return self._magic(name, f"%%{name}", line, cell)

    def magic(self, line: str) -> object:
        """Do what a line with a magic does."""
        name, _, rest = line.lstrip("%").partition(" ")
        return self.run_line_magic(name, rest)

    def run_cell(self, code: str, *_: object, **__: object) -> None:
        """Run code as a cell does."""
        self._execute(code)

    def system(self, command: str) -> None:
        """Start no other program."""
        self._idle(f"!{command.split(maxsplit=1)[0] if command.strip() else ''}")

    def getoutput(self, command: str, *_: object, **__: object) -> list[str]:
        """Start no other program, which so has no output."""
        self.system(command)
        return []

    def _magic(self, name: str, words: str, line: str, code: str) -> object:
        if name in _RUN:
            self._execute(code)
        elif name == "capture":
            self._capture(line, code)
        elif name in {"writefile", "file"}:
            _write(line, code)
        elif name not in _QUIET:
            self._idle(words)
        return None

    def _capture(self, line: str, code: str) -> None:
        name = next((word for word in line.split() if not word.startswith("-")), "")
        with self._outputs.aside() as outputs:
            self._execute(code)
        if name:
            self.user_ns[name] = Captured(outputs, self._outputs.add)

    def _idle(self, words: str) -> None:
        self._note(words)
        self._outputs.print("stderr", f"`{words}` does nothing at grading.\n")


def _write(line: str, code: str) -> None:
    """Do what ``%%writefile [-a] name`` does."""
    *options, name = line.split() or [""]
    with Path(name).open("a" if options else "w", encoding="utf-8") as file:
        file.write(code)


class Helpers(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules that only a front end has, where nobody else does."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note = note

    def find_spec(
        self, name: str, *_: object, **__: object
    ) -> importlib.machinery.ModuleSpec | None:
        """Return how to make one of the modules."""
        helper = next(
            (module for module in _HELPERS if name == module or name.startswith(f"{module}.")), ""
        )
        if helper:
            self._note(helper)
        if not helper and name not in _HOLDERS:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Return a module that has whatever is asked of it."""
        return _Helper(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Leave it empty."""

    def begin(self) -> None:
        """Have Python ask here last, when no package has such a module."""
        sys.meta_path.append(self)


class _Helper(types.ModuleType):
    """A module that does nothing."""

    def __getattr__(self, name: str) -> Idle:
        """Return what a front end would have; Python's own protocols stay absent."""
        if name.startswith("__"):
            raise AttributeError(name)
        return Idle()

"""What a cell prints and shows, kept within bounds."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from trilateral.hosts import CHART

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT: Final = 100_000
"""Characters of printed text that are kept of a cell."""
SHOWN: Final = 1_000_000
"""Characters of a shown value, all its forms together."""
COUNT: Final = 100
"""Outputs that are kept of a cell."""


class Outputs:
    """Collects the outputs of one cell after another, in nbformat's form."""

    def __init__(self) -> None:
        self._outputs: list[dict[str, Any]] = []
        self._room = TEXT
        self._streams = {name: _Stream(self, name) for name in ("stdout", "stderr")}

    def begin(self) -> None:
        """Start to collect the outputs of a cell."""
        self._outputs, self._room = [], TEXT
        sys.stdout, sys.stderr = self._streams["stdout"], self._streams["stderr"]

    def end(self) -> list[dict[str, Any]]:
        """Return what the cell put out."""
        return self._outputs

    def print(self, name: str, text: str) -> None:
        """Keep printed text, as much as there is room for."""
        if self._room <= 0:
            return
        part = text[: self._room]
        self._room -= len(part)
        if self._room <= 0:
            part += f"\n[Of what this cell printed, {TEXT:,} characters are kept.]"
        last = self._outputs[-1] if self._outputs else {}
        if last.get("name") == name:
            last["text"] += part
        else:
            self.add({"output_type": "stream", "name": name, "text": part})

    def display(self, *values: object, **_: object) -> None:
        """Show values, as IPython's `display` does."""
        for value in values:
            data, metadata = _bundle(value)
            self.add({"output_type": "display_data", "data": data, "metadata": metadata})

    def result(self, value: object, count: int) -> None:
        """Show the value of a cell's last expression."""
        data, metadata = _bundle(value)
        self.add(
            {
                "output_type": "execute_result",
                "execution_count": count,
                "data": data,
                "metadata": metadata,
            }
        )

    def error(self, name: str, value: str, words: str) -> None:
        """Show an exception."""
        self.add({"output_type": "error", "ename": name, "evalue": value, "traceback": [words]})

    @contextmanager
    def aside(self) -> Iterator[list[dict[str, Any]]]:
        """Keep what is put out in a list of its own."""
        before, self._outputs = self._outputs, []
        try:
            yield self._outputs
        finally:
            self._outputs = before

    def add(self, output: dict[str, Any]) -> None:
        """Keep an output, as long as there is room for one."""
        if len(self._outputs) < COUNT:
            self._outputs.append(output)


class _Stream(io.TextIOBase):
    """Stands for `sys.stdout` and `sys.stderr`."""

    def __init__(self, outputs: Outputs, name: str) -> None:
        self._outputs, self._name = outputs, name

    def write(self, text: str) -> int:
        self._outputs.print(self._name, text)
        return len(text)

    def writable(self) -> bool:
        return True


def _bundle(value: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a value in the forms a notebook shows, within bounds."""
    altair = sys.modules.get("altair")
    if altair is not None and isinstance(value, altair.TopLevelMixin):
        # the specification alone: nobody looks at the picture while grading runs
        data: dict[str, Any] = {CHART: value.to_dict()}
        return {**data, "text/plain": "A chart"}, {}
    data, metadata = _formatter().format(value)
    if sum(len(str(form)) for form in data.values()) > SHOWN:
        return {"text/plain": "[A value too large to keep.]"}, {}
    return data, metadata


@cache
def _formatter() -> Any:  # noqa: ANN401 -- IPython's
    from IPython.core.formatters import DisplayFormatter  # noqa: PLC0415 -- a large package

    return DisplayFormatter()

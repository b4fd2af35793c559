"""From an exception to the words that explain it to a learner."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.tasks.raised import source as reading
from trilateral.tasks.raised.words import Scene, meaning

if TYPE_CHECKING:
    from collections.abc import Mapping

FIX: Final = "Fix that line, rerun its cell, then rerun this one."
_LINE: Final = 70
_SAID: Final = 480


@dataclass(frozen=True)
class Halt:
    """A cell's end before its last line."""

    sentence: str
    """Which line stopped, and what that means."""
    unset: frozenset[str]
    """Names that the cell would have set, and did not."""


def halt(
    error: BaseException,
    source: str,
    namespace: Mapping[str, object],
    before: Mapping[str, Halt] | None = None,
) -> Halt:
    """Return what is to be said about a cell that raised.

    Parameters
    ----------
    error
        What it raised.
    source
        The cell.
    namespace
        The notebook's names.
    before
        By name, the halts that have left a name unset: what a later cell lacks may be an earlier
        one's.
    """
    top, place = _places(error, source, namespace)
    line = source.splitlines()[place - 1].strip() if 0 < place <= source.count("\n") + 1 else ""
    scene = Scene(reading.statement_at(source, place), namespace, before or {})
    try:
        what = meaning(error, scene)
    except Exception:  # noqa: BLE001 -- an exception may be made to raise when it is asked
        what = "Python could not say why"
    quotation = f", `{_short(line)}`" if line else ""
    where = f"Your code stopped at line {place}{quotation}: " if place else "Your code stopped: "
    return Halt(f"{where}{what}"[:_SAID], reading.names_set(source, top))


def _places(error: BaseException, source: str, namespace: Mapping[str, object]) -> tuple[int, int]:
    """Return the line at a cell's own level that raised, and the one that is to blame.

    They differ where a function of the same cell was called; a function of another cell is left
    out, as its lines are not this one's.
    """
    frames = _of(error, namespace)
    if isinstance(error, SyntaxError) and not frames:
        return 0, error.lineno or 0
    if not frames:
        return 0, 0
    file, top = frames[0]
    deepest = [line for name, line in frames if name == file]
    return top, deepest[-1] if deepest[-1] <= source.count("\n") + 1 else top


def _of(error: BaseException, namespace: Mapping[str, object]) -> list[tuple[str, int]]:
    return [
        (frame.f_code.co_filename, line)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_globals is namespace
    ]


def _short(line: str) -> str:
    line = line.replace("`", "'")
    return line if len(line) <= _LINE else f"{line[:_LINE]}..."

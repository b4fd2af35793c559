"""When each was handed in, and how late, by Moodle's grading worksheet in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from trilateral.grading.intake.times import placed, worded
from trilateral.grading.people.roster import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo
    from pathlib import Path

_NUMBER: Final = re.compile(r"\D*[^\d\s]\s*(\d+)")
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(frozen=True)
class HandIn:
    """What a worksheet says about one submission."""

    time: datetime | None = None
    late: str = ""
    """By how much, in the platform's words."""


@dataclass(frozen=True)
class HandIns:
    """What a worksheet says about all."""

    by_number: Mapping[str, HandIn] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    """Times that cannot be read, as they are written."""


def hand_ins(path: Path, where: tzinfo | None = None) -> HandIns:
    """Return when what was handed in, by the participants' numbers; nothing for other lists.

    The column with the time is the first one in which some cell is a time: what comes behind it is
    when a mark was given.
    """
    rows = [row for row in read_rows(path)[1:] if row]
    numbers = [fit[1] if (fit := _NUMBER.fullmatch(row[0].strip())) else "" for row in rows]
    width = max(map(len, rows), default=0)
    table = [[*row, *[""] * (width - len(row))] for row in rows]
    if not table or not all(numbers):
        return HandIns()
    column = next((at for at in range(1, width) if any(worded(row[at]) for row in table)), None)
    hand_ins: dict[str, HandIn] = {}
    unread: list[str] = []
    for number, row in zip(numbers, table, strict=True):
        text = row[column].strip() if column is not None else ""
        time = worded(text)
        if time is None and text not in ("", "-"):
            unread.append(text)
        hand_ins[number] = HandIn(placed(time, where) if time else None, _late(row[1:column]))
    return HandIns(hand_ins, tuple(unread))


def _late(cells: list[str]) -> str:
    """Return by how much it is late: the part of a status with a number that is not a date."""
    for cell in cells:
        for part in cell.split(" - ")[1:]:
            if re.search(r"\d", part) and not _YEAR.search(part) and ":" not in part:
                return part.strip()
    return ""

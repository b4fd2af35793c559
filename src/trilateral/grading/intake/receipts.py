"""The receipt of a submission: what was handed in, and when, as far as is known."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pydantic

from trilateral import files
from trilateral.grading.intake.times import TimeError, stamp

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "receipt.json"
TIME: Final = "timestamp.txt"
"""Where nbgrader looks for the time of a submission."""


@dataclass(frozen=True)
class Receipt:
    """What was handed in."""

    learner: str
    assignment: str
    sha256: str
    bytes: int
    source: str
    """What it was called where it came from."""
    collected: datetime
    """When this file was first seen here."""
    time: datetime | None = None
    """When it was handed in, where that is known: Canvas's bulk download does not say."""
    late: bool | None = None
    """Whether the platform marked it as late; None where it says nothing."""
    tasks: tuple[str, ...] = ()
    """The tasks found in it."""
    missing: tuple[str, ...] = ()
    """Tasks of the assignment that are not."""
    unreadable: str = ""
    """Why it is not a notebook that can be graded."""
    group: str = ""
    """The group that handed it in together."""
    lateness: str = ""
    """By how much it is late, in the platform's words."""
    beside: tuple[str, ...] = ()
    """Files that were handed in with it and lie beside it, such as data."""


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content, the same that grading computes."""
    return hashlib.sha256(content).hexdigest()


def earlier(old: Receipt, new: Receipt) -> Receipt:
    """Return the receipt to keep of two for identical files: the earlier time counts.

    Moodle's is one time, which is only read again, perhaps with another zone.
    """
    times = [time for time in (old.time, new.time) if time is not None]
    if new.time and "_assignsubmission_" in new.source:
        times = [new.time]
    late = new.late if old.late is None else old.late and new.late is not False
    lateness = (old.lateness or new.lateness) if late else ""
    return replace(old, time=min(times, default=None), late=late, lateness=lateness)


def write(receipt: Receipt, folder: Path) -> None:
    """Write a receipt beside its notebook, and its time where nbgrader looks for it."""
    plain = json.dumps(asdict(receipt), ensure_ascii=False, indent=1, default=_plain)
    files.replace(folder / FILE, f"{plain}\n".encode())
    if receipt.time is None:
        (folder / TIME).unlink(missing_ok=True)
    else:
        time = receipt.time.astimezone(UTC).replace(tzinfo=None)
        files.replace(folder / TIME, f"{time.isoformat(' ')} UTC\n".encode())


def read(folder: Path) -> Receipt | None:
    """Return the receipt in a folder, or None where there is none or it is damaged."""
    try:
        return _RECEIPT.validate_json((folder / FILE).read_bytes())
    except (OSError, pydantic.ValidationError):
        return None


def timestamp(folder: Path) -> datetime | None:
    """Return the time in nbgrader's ``timestamp.txt``, or None; without a zone it is UTC.

    Raises
    ------
    TimeError
        It is there and cannot be read.
    """
    try:
        text = (folder / TIME).read_text(encoding="utf-8").strip()[:100]
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        message = f"{TIME} cannot be read"
        raise TimeError(message) from error
    return stamp(text)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


_RECEIPT: pydantic.TypeAdapter[Receipt] = pydantic.TypeAdapter(Receipt)

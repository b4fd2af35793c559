"""The receipt of a submission: what was handed in, and when, as far as is known."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pydantic

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
    """When it was handed in. A bulk download does not say."""
    late: bool | None = None
    """Whether the platform marked it as late; None where it says nothing."""
    tasks: tuple[str, ...] = ()
    """The tasks found in it."""
    missing: tuple[str, ...] = ()
    """Tasks of the assignment that are not."""
    unreadable: str = ""
    """Why it is no notebook that can be graded."""


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content, the same that grading computes."""
    return hashlib.sha256(content).hexdigest()


def earlier(old: Receipt, new: Receipt) -> Receipt:
    """Return the receipt to keep of two for identical files: the earlier time counts."""
    times = [time for time in (old.time, new.time) if time is not None]
    late = new.late if old.late is None else old.late and new.late is not False
    return replace(old, time=min(times, default=None), late=late)


def write(receipt: Receipt, folder: Path) -> None:
    """Write a receipt beside its notebook, and its time where nbgrader looks for it."""
    plain = json.dumps(asdict(receipt), ensure_ascii=False, indent=1, default=_plain)
    (folder / FILE).write_text(plain + "\n", encoding="utf-8")
    if receipt.time is None:
        (folder / TIME).unlink(missing_ok=True)
    else:
        time = receipt.time.astimezone(UTC).replace(tzinfo=None)
        (folder / TIME).write_text(f"{time.isoformat(' ')} UTC\n", encoding="utf-8")


def read(folder: Path) -> Receipt | None:
    """Return the receipt in a folder, or None where there is none or it is damaged."""
    try:
        return _RECEIPT.validate_json((folder / FILE).read_bytes())
    except (OSError, pydantic.ValidationError):
        return None


def timestamp(folder: Path) -> datetime | None:
    """Return the time in nbgrader's ``timestamp.txt``, or None; without a zone it is UTC."""
    try:
        text = (folder / TIME).read_text(encoding="utf-8").strip()[:100]
        return _time(text)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return None


def _time(text: str) -> datetime:
    """Read ``2026-03-01 10:00:00 Asia/Manila`` and ISO 8601."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        said, _, zone = text.rpartition(" ")
        return datetime.fromisoformat(said).replace(tzinfo=ZoneInfo(zone))
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


_RECEIPT: pydantic.TypeAdapter[Receipt] = pydantic.TypeAdapter(Receipt)

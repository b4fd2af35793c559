"""When something was handed in, as platforms and people write it; never a guess.

Moodle writes times in words of its user's language and names no zone; its zip file gives them in
the server's. So the zone is an option of collecting, and this machine's otherwise.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from trilateral.printing import one_line

_HOURS: Final = {
    "UTC": 0,
    "GMT": 0,
    "WET": 0,
    "WEST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "WIB": 7,
    "ICT": 7,
    "HKT": 8,
    "SGT": 8,
    "PHT": 8,
    "JST": 9,
    "KST": 9,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "HST": -10,
    "AKST": -9,
    "AKDT": -8,
    "PDT": -7,
    "MST": -7,
    "MDT": -6,
    "EST": -5,
    "EDT": -4,
}
"""Short names of zones that mean one thing."""
_TWO_ZONES: Final = {
    "PST": "Pacific (America/Los_Angeles) or Philippine time (Asia/Manila)",
    "CST": "Central (America/Chicago) or China's time (Asia/Shanghai)",
    "CDT": "Central (America/Chicago) or Cuba's time (America/Havana)",
    "IST": "India's (Asia/Kolkata), Irish (Europe/Dublin) or Israel's time (Asia/Jerusalem)",
    "BST": "British (Europe/London) or Bangladesh's time (Asia/Dhaka)",
    "AST": "Atlantic (America/Halifax) or Arabia's time (Asia/Riyadh)",
}
_MONTHS: Final = (
    ("january", "januar", "jänner", "enero"),
    ("february", "februar", "febrero", "pebrero"),
    ("march", "märz", "marzo", "marso"),
    ("april", "abril"),
    ("may", "mai", "mayo"),
    ("june", "juni", "junio", "hunyo"),
    ("july", "juli", "julio", "hulyo"),
    ("august", "agosto"),
    ("september", "septiembre", "setyembre"),
    ("october", "oktober", "octubre", "oktubre"),
    ("november", "noviembre", "nobyembre"),
    ("december", "dezember", "diciembre", "disyembre"),
)
"""In English, German, Spanish and Filipino."""
_EAST: Final = re.compile(r"(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日")
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?")


class TimeError(ValueError):
    """A time that cannot be read; the message says why and how to write it."""


def zone(name: str) -> tzinfo | None:
    """Return a zone by its name; None stands for this machine's.

    Raises
    ------
    TimeError
        It names no zone, or more than one.
    """
    if not name:
        return None
    if name.upper() in _TWO_ZONES:
        message = f"{name} may be {_TWO_ZONES[name.upper()]}. Write one of these instead"
        raise TimeError(message)
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]))
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        message = (
            f"{one_line(name, 40)!r} is not a time zone. Write one such as Asia/Manila or +08:00"
        )
        raise TimeError(message) from error


def stamp(text: str) -> datetime:
    """Return a time such as ``2026-03-01 10:00:00 Asia/Manila`` or in ISO 8601, as UTC.

    nbgrader writes them; without a zone it means UTC.

    Raises
    ------
    TimeError
        It is none, or its zone may be one of two.
    """
    try:
        try:
            time = datetime.fromisoformat(text)
        except ValueError:
            moment, _, name = text.rpartition(" ")
            time = datetime.fromisoformat(moment).replace(tzinfo=zone(name))
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except TimeError:
        raise
    except (ValueError, OverflowError) as error:
        message = (
            f"{one_line(text, 60)!r} is not a time. Write it like 2026-03-01 18:00 Asia/Manila"
        )
        raise TimeError(message) from error


def worded(text: str) -> datetime | None:
    """Return a time that Moodle has written in words, still without a zone, or None."""
    clock = _CLOCK.search(text)
    if not clock:
        return None
    hour = int(clock[1]) % 12 if clock[3] else int(clock[1])
    hour += 12 if clock[3] and clock[3].casefold() == "pm" else 0
    day = _east(text) or _west(text.replace(clock[0], " "))
    try:
        return day and day.replace(hour=hour, minute=int(clock[2]))
    except ValueError:
        return None


def placed(time: datetime, where: tzinfo | None) -> datetime | None:
    """Return a time without a zone as UTC: of a place, or of this machine."""
    try:
        return (time.replace(tzinfo=where) if where else time).astimezone(UTC)
    except (OverflowError, OSError):
        return None


def _east(text: str) -> datetime | None:
    fit = _EAST.search(text)
    return _day(int(fit[1]), int(fit[2]), int(fit[3])) if fit else None


def _west(text: str) -> datetime | None:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    months = {at for at, names in enumerate(_MONTHS, 1) if not set(names).isdisjoint(words)}
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    years = [number for number in numbers if number > 1900]  # noqa: PLR2004 -- no day
    days = [number for number in numbers if number <= 31]  # noqa: PLR2004 -- no year
    if not len(months) == len(years) == len(days) == 1:
        return None
    return _day(years[0], months.pop(), days[0])


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)  # noqa: DTZ001 -- Moodle names no zone
    except ValueError:
        return None

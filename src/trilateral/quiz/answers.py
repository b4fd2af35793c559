"""Read what a learner typed: numbers in several notations, words without accents or case."""

from __future__ import annotations

import math
import re
import unicodedata

from trilateral.quiz.words import _

LONGEST = 500
"""Characters; longer answers are refused unread."""

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f_']+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE)
_START = re.compile(r"[+-]?[\d.][\d., ]*(?:e[+-]?\d{1,3})?", re.IGNORECASE)


class UnreadableError(ValueError):
    """An answer that isn't in a form we can mark; the message says which part and why."""


def read_number(text: str, unit: str = "") -> float:
    """Return the number a learner typed.

    Commas and spaces (also thin or non-breaking ones) may stand between groups of three
    digits; a point is the decimal sign; the item's own unit may follow.

    Parameters
    ----------
    text
        What was typed.
    unit
        The item's unit, e.g. ``%`` or ``days``.

    Raises
    ------
    UnreadableError
        Nothing was typed, or it is no number, or another unit follows.

    Examples
    --------
    >>> [read_number(text, "%") for text in ("1,180", "1 180", "1180.0", "43 %")]
    [1180.0, 1180.0, 1180.0, 43.0]
    """
    if len(text) > LONGEST:
        message = _("That answer has {count} characters; a number needs only a few.")
        raise UnreadableError(message.format(count=f"{len(text):,}"))
    tidy = _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).replace("\u2212", "-").strip()
    if not tidy:
        raise UnreadableError(_("No number was given yet."))
    found = _START.match(tidy)
    digits = found.group().strip() if found else ""
    rest = tidy[len(digits) :].strip()
    if not digits or not any(sign.isdigit() for sign in digits):
        message = _("Could not read “{text}” as a number. Write it in digits, e.g. 12.5.")
        raise UnreadableError(message.format(text=_short(tidy)))
    if rest and fold(rest) != fold(unit) and rest != unit:
        if unit:
            message = _("Could not read “{text}” after the number. The unit here is {unit}.")
        else:
            message = _("Could not read “{text}” after the number. Write the number alone.")
        raise UnreadableError(message.format(text=_short(rest), unit=unit))
    return _value(digits)


def _value(digits: str) -> float:
    if _GROUPED.fullmatch(digits):
        digits = re.sub("[, ]", "", digits)
    if not _PLAIN.fullmatch(digits):
        message = _(
            "Could not read “{text}” as one number. Commas or spaces may part groups of three "
            "digits; the decimal sign is a point."
        )
        raise UnreadableError(message.format(text=_short(digits)))
    value = float(digits)
    if not math.isfinite(value):
        raise UnreadableError(_("“{text}” is too large a number.").format(text=_short(digits)))
    return value


def fold(text: str) -> str:
    """Return `text` without case, accents, punctuation and double spaces.

    Examples
    --------
    >>> fold("  Réciprocal-Access   AGREEMENT. ")
    'reciprocal access agreement'
    """
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(sign)
    )
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())


def matches(pattern: str, text: str) -> bool:
    """Tell whether `text` fits `pattern`, in which ``*`` stands for any run of characters.

    The time needed grows with the product of the lengths at worst: no pattern can hang.

    Examples
    --------
    >>> matches("reciprocal access agreement*", "Reciprocal Access Agreements")
    True
    """
    parts = [fold(part) for part in pattern.split("*")]
    answer = fold(text)
    if len(parts) == 1:
        return answer == parts[0]
    first, *middle, last = parts
    if len(answer) < len(first) + len(last):
        return False
    if not (answer.startswith(first) and answer.endswith(last)):
        return False
    at, end = len(first), len(answer) - len(last)
    for part in middle:
        found = answer.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"  # noqa: PLR2004 -- fits one line

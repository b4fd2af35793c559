"""The words of the quiz's interface, by gettext.

Source strings are English. A translator fills in ``locale/<language>/LC_MESSAGES/trilateral.po``
from ``locale/trilateral.pot``; where a word has no translation, English stands.
"""

from __future__ import annotations

import gettext as _gettext
import os
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "locale"
_ASKED = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def _(message: str) -> str:
    """Return `message` in the learner's language (``LANGUAGE``, ``LC_ALL``, ``LANG``)."""
    return _catalogue().gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """Return the form that fits `count`, with ``{count}`` filled in."""
    return _catalogue().ngettext(one, many, count).format(count=count)


def _catalogue() -> _gettext.NullTranslations:
    return _found(LOCALE, tuple(os.environ.get(name) for name in _ASKED))


@cache
def _found(folder: Path, _language: tuple[str | None, ...]) -> _gettext.NullTranslations:
    """Look for a catalogue once for each language, not for each word."""
    return _gettext.translation("trilateral", folder, fallback=True)

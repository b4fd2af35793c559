"""The words of the quiz's interface, by gettext.

Source strings are English. A translator fills in ``locale/<language>/LC_MESSAGES/trilateral.po``
from ``locale/trilateral.pot``; where a word has no translation, English stands.
"""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "locale"


def _(message: str) -> str:
    """Return `message` in the learner's language (``LANGUAGE``, ``LC_ALL``, ``LANG``)."""
    return _gettext.translation("trilateral", LOCALE, fallback=True).gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """Return the form that fits `count`, with ``{count}`` filled in."""
    catalogue = _gettext.translation("trilateral", LOCALE, fallback=True)
    return catalogue.ngettext(one, many, count).format(count=count)

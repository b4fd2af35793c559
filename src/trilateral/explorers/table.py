"""Work out every view of an explorer beforehand, so that the page needs no kernel to show one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from trilateral.errors import TrilateralError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from trilateral.explorers.controls import Control, Values
    from trilateral.explorers.view import View

MOST: Final = 2_000
"""Views that one explorer may have; a page and a reader are served better by fewer controls."""
_SHARED: Final = re.compile(
    r"(<a [^>]*>.*?</a>|<li>[^<]*</li>|(?:</td></tr>)?<tr><th scope=\"row\">[^<]*</th><td>)"
)
"""What many views have in common inside their pieces: sources, and the names of facts."""


class TooManyViewsError(TrilateralError):
    """An explorer's controls can be set in more ways than can be worked out beforehand."""

    def __init__(self, title: str) -> None:
        """Name the explorer."""
        super().__init__(
            f"“{title}” has more than {MOST} views. Give it fewer choices, or a core of its own in "
            "front/parts."
        )


def table(
    title: str, controls: Sequence[Control], show: Callable[[Values], View]
) -> dict[str, Any]:
    """Return every view that the controls can reach, as ``front/parts/explorer/core.js`` reads it.

    Parameters
    ----------
    title
        Name of the explorer, for the error.
    controls
        In the order they are met by keyboard.
    show
        From the controls' values to a `View`; pure.

    Returns
    -------
    dict
        ``controls``; ``sentences`` and ``pieces``, each text once; ``pages``, each the numbers of
        the pieces that some view shows; and ``views``, one for each way that the controls can be
        set, in order: numbers of sentences, a slash, and the number of a page. Pages and views
        are one text each because a notebook's file gives each entry of a list a line.

    Raises
    ------
    TooManyViewsError
        There are more than `MOST`.
    """
    sentences, pieces, pages = _Numbered(), _Numbered(), _Numbered()
    views: list[str] = []
    for values in _settings(controls):
        if len(views) == MOST:
            raise TooManyViewsError(title)
        view = show(values)
        page = pieces.numbers(part for each in view.pieces for part in _SHARED.split(each) if part)
        views.append(f"{sentences.numbers(view.sentences)}/{pages.numbers([page])}")
    return {
        "controls": [_plain(control, controls) for control in controls],
        "sentences": sentences.all,
        "pieces": pieces.all,
        "pages": " ".join(pages.all),
        "views": " ".join(views),
    }


def start(controls: Sequence[Control]) -> dict[str, Any]:
    """Return the values that the controls start with; ``look`` in ``core.js`` settles alike."""
    values: dict[str, Any] = {}
    for control in controls:
        offered = _offered(control, values) or [""]
        values[control.name] = control.value if control.value in offered else offered[0]
    return values


def _settings(
    controls: Sequence[Control], before: dict[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield all the values that the controls can have together; ``core.js`` has the same order."""
    values = before or {}
    if not controls:
        yield values
        return
    first, *others = controls
    for value in _offered(first, values) or [""]:
        yield from _settings(others, {**values, first.name: value})


def _offered(control: Control, values: Mapping[str, Any]) -> list[Any]:
    if control.kind == "checkbox":
        return [True, False]
    offered = control.offered(values) if control.offered else None
    return [key for key, _ in control.options if offered is None or key in offered]


def _plain(control: Control, controls: Sequence[Control]) -> dict[str, Any]:
    """Return a control as JSON, with what is on offer by the values of those before it."""
    if not control.offered:
        return control.plain
    before = controls[: [each.name for each in controls].index(control.name)]
    places = {key: place for place, (key, _) in enumerate(control.options)}
    sets = {
        _key(values.values()): " ".join(str(places[key]) for key in _offered(control, values))
        for values in _settings(before)
    }
    return {**control.plain, "sets": sets}


def _key(values: Iterable[Any]) -> str:
    """Return where values stand in a table; ``key`` in ``core.js`` says the same."""
    return "|".join(
        str(value).lower() if isinstance(value, bool) else str(value) for value in values
    )


class _Numbered:
    """Texts, each once, by their number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, texts: Iterable[str]) -> str:
        return ",".join(str(self._numbers.setdefault(text, len(self._numbers))) for text in texts)

    @property
    def all(self) -> list[str]:
        return list(self._numbers)

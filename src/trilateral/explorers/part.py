"""An explorer: controls on one side, a pure function from their values to a view on the other."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from trilateral.explorers.table import start, table
from trilateral.parts import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trilateral.explorers.controls import Control, Values
    from trilateral.explorers.view import View


def explorer(
    name: str, title: str, controls: Sequence[Control], show: Callable[[Values], View]
) -> Part:
    """Return an explorer that lives in the page, all its views worked out beforehand.

    Parameters
    ----------
    name
        Its own name in the course, such as ``accounts``.
    title
        Read out with its controls.
    controls
        In the order they are met by keyboard.
    show
        From the controls' values to a `View`; pure.

    Returns
    -------
    Part
        Its twin is the view it starts with.

    Raises
    ------
    TooManyViewsError
        The controls can be set in too many ways to work all of them out.
    """
    first = show(start(controls))
    return Part(
        kind="explorer",
        id=name,
        title=title,
        data=table(title, controls, show),
        twin=f"<p>{html.escape(first.summary)}</p>{first.html}",
        text=f"{title}. {first.summary}",
    )

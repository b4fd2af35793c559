"""What an instructor should look at: all of it for a script, a line for each kind on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NAMED: Final = 3


@dataclass(frozen=True)
class Notice:
    """Something to look at."""

    text: str
    who: str = ""
    """The learner it is about, if any."""
    kind: str = ""
    """What is said once for all whom it is about."""


def about(who: str, what: str, kind: str = "") -> Notice:
    """Return something to look at in one learner's case."""
    return Notice(f"{one_line(who)}: {what}", who, kind or what)


def lines(notices: Iterable[Notice]) -> list[str]:
    """Return a line for each kind, with how many learners and the first of them."""
    kinds: dict[str, list[Notice]] = {}
    for notice in notices:
        kinds.setdefault(notice.kind or notice.text, []).append(notice)
    return [
        alike[0].text
        if len(alike) == 1
        else f"{learners([notice.who for notice in alike])}: {kind}"
        for kind, alike in kinds.items()
    ]


def learners(names: Sequence[str]) -> str:
    """Return how many learners and who, such as ``38 learners (ann, bea, cem and 35 more)``."""
    more = len(names) - _NAMED
    text = ", ".join(map(one_line, names[:_NAMED])) + (f" and {more} more" if more > 0 else "")
    return f"{len(names)} learner{'s' if len(names) > 1 else ''} ({text})"

"""Keep the files fresh that are made from the tables: figures' cards and the codebook."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from trilateral import evidence
from trilateral.evidence.cards import FILE, cards
from trilateral.evidence.codebook import BOOK, refreshed
from trilateral.notebook.tidying import Tidied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def tidy_made(*, write: bool = True) -> Iterator[Tidied]:
    """Bring ``data/cards.json`` and ``data/README.md`` up to date; about 20 seconds.

    Parameters
    ----------
    write
        Whether to save; without it the results say which file is stale.

    Raises
    ------
    EvidenceError
        A table is damaged.
    """
    directory = evidence.default().directory
    makers: dict[str, Callable[[], str]] = {
        FILE: lambda: cards(evidence.default()),
        BOOK: lambda: refreshed(directory),
    }
    for name, make in makers.items():
        start = time.perf_counter()
        path, text = directory / name, make()
        stale = not path.is_file() or path.read_text(encoding="utf-8") != text
        if stale and write:
            path.write_text(text, encoding="utf-8", newline="\n")
        yield Tidied(path, stale, (), time.perf_counter() - start)

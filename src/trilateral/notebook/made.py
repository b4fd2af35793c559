"""Keep the file fresh that says what is behind each figure."""

from __future__ import annotations

import time

from trilateral import evidence
from trilateral.evidence.cards import FILE, cards
from trilateral.notebook.tidying import Tidied


def tidy_cards(*, write: bool = True) -> Tidied:
    """Bring ``data/cards.json`` up to date with the tables; about 20 seconds.

    Parameters
    ----------
    write
        Whether to save; without it the result says whether the file is stale.

    Raises
    ------
    EvidenceError
        A table is damaged.
    """
    start = time.perf_counter()
    path = evidence.default().directory / FILE
    text = cards(evidence.default())
    stale = not path.is_file() or path.read_text(encoding="utf-8") != text
    if stale and write:
        path.write_text(text, encoding="utf-8", newline="\n")
    return Tidied(path, stale, (), time.perf_counter() - start)

"""Which sources a chart names first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral import evidence

if TYPE_CHECKING:
    import pandas as pd

_RANK: Final = {
    kind: rank
    for rank, kinds in enumerate(
        (("treaty", "official"), ("academic", "dataset", "think-tank"), ("analysis", "news"))
    )
    for kind in kinds
}
"""Closest to the fact first; kinds not named here come last."""


def sources(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the source ids of a frame's rows, the closest to the fact and most used first.

    Parameters
    ----------
    frame
        Rows of a table of the evidence, with their ``source_ids``.
    """
    uses = frame["source_ids"].explode().value_counts()
    kinds = evidence.load("sources").set_index("id")["kind"].astype(str)

    def order(source_id: str) -> tuple[int, int, str]:
        return _RANK.get(kinds[source_id], len(_RANK)), -int(uses[source_id]), source_id

    return tuple(sorted((str(s) for s in uses.index), key=order))

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

    A page that the evidence calls a rewrite comes last: it is kept for its mistake.

    Parameters
    ----------
    frame
        Rows of a table of the evidence, with their ``source_ids``.
    """
    uses = frame["source_ids"].explode().value_counts()
    table = evidence.load("sources").set_index("id")
    kinds = table["kind"].astype(str)
    rewritten = table["publisher"].str.endswith(" rewrite)")

    def order(source_id: str) -> tuple[bool, int, int, str]:
        rank = _RANK.get(kinds[source_id], len(_RANK))
        return bool(rewritten[source_id]), rank, -int(uses[source_id]), source_id

    return tuple(sorted((str(s) for s in uses.index), key=order))

"""How many incidents the record may lack: capture-recapture between two lists of reports."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

_Z: Final = 1.96
"""Standard deviations on either side that hold 95 per cent of a normal distribution."""


@dataclass(frozen=True)
class Estimate:
    """How many there are, by two lists that each miss some."""

    listed: int
    """On one of the lists or on both."""
    total: float
    """All, by the estimate."""
    low: float
    """Lower end of the interval, 95 per cent; never below `listed`."""
    high: float
    """Upper end of it."""


def chapman(first: int, second: int, both: int) -> Estimate:
    """Return Chapman's estimate of how many there are, with an interval.

    The smaller the part of one list that the other has too, the more both have missed. The
    estimate holds only if the lists are independent, everything is equally easy to find, and
    nothing is matched wrongly. Lists that follow each other give too small a number.

    Parameters
    ----------
    first, second
        Length of each list.
    both
        How many are on both lists.

    Raises
    ------
    ValueError
        More are on both lists than on one of them, or a length is negative.

    Notes
    -----
    Estimate: D. G. Chapman, Some properties of the hypergeometric distribution (1951). Variance:
    G. A. F. Seber, The effects of trap response (1970). Interval: log-normal for the number
    missed, as in A. Chao, Estimating the population size (1987), so that it cannot fall below
    what is known. Against its rival: M. Sadinle (2008), source ``sadinle-2008-dual-system``.

    Examples
    --------
    >>> round(chapman(20, 15, 10).total, 1)
    29.5
    """
    if not 0 <= both <= min(first, second):
        message = f"{both} cannot be on both lists of {first} and {second}"
        raise ValueError(message)
    union = first + second - both
    total = (first + 1) * (second + 1) / (both + 1) - 1
    missed = total - union
    if missed <= 0:
        return Estimate(union, total, union, union)
    top = (first + 1) * (second + 1) * (first - both) * (second - both)
    variance = top / ((both + 1) ** 2 * (both + 2))
    spread = math.exp(_Z * math.sqrt(math.log1p(variance / missed**2)))
    return Estimate(union, total, union + missed / spread, union + missed * spread)


def publishers(incidents: pd.DataFrame, sources: pd.DataFrame) -> tuple[set[str], set[str]]:
    """Return the incidents that a Philippine publisher reports, and those that another does."""
    voices = dict(zip(sources["id"].to_list(), sources["perspective"].to_list(), strict=True))
    philippine, foreign = set(), set()
    cited = zip(incidents["id"].to_list(), incidents["source_ids"].to_list(), strict=True)
    for incident, source_ids in cited:
        heard = {voices[source] for source in source_ids if source in voices}
        philippine |= {incident} if "PH" in heard else set()
        foreign |= {incident} if heard - {"PH"} else set()
    return philippine, foreign

"""Do counts scatter as a Poisson interval supposes? The index of dispersion."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import gammaincc, gammainccinv

from trilateral.models.rates import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence


class Dispersion(NamedTuple):
    """How counts scatter, beside what chance alone leaves open."""

    ratio: float
    """Variance over mean: about 1 for independent events at a steady rate, more for clusters."""
    chance: Interval
    """Where the index lies, in so many of 100 records of such events."""
    p: float
    """How often such events would scatter at least as widely."""


def dispersion(counts: Sequence[int], confidence: float = 0.95) -> Dispersion:
    """Return the index of dispersion of counts in stretches of equal length, with its test.

    Parameters
    ----------
    counts
        Events in each stretch, 0 or more; at least two stretches and one event.
    confidence
        Share of records of independent events whose index lies within `Dispersion.chance`.

    Raises
    ------
    ValueError
        There are fewer than two stretches, no event, or a count below 0.

    Notes
    -----
    Fisher, R. A., Thornton, H. G. and Mackenzie, W. A. (1922), "The accuracy of the plating method
    of estimating the density of bacterial populations", *Annals of Applied Biology* 9: the index
    times n - 1 is about chi-square with n - 1 degrees of freedom, written with the inverse of the
    regularised incomplete gamma function. A wide scatter says that events are not independent or
    their rate not steady, and not which; with few events the test sees little.

    Examples
    --------
    >>> round(dispersion([2, 0, 1, 3, 2, 1]).ratio, 2)
    0.73
    """
    values = np.asarray(counts, dtype=float)
    if len(values) < 2 or values.min() < 0 or not values.any():  # noqa: PLR2004 -- for a variance
        message = f"Give two counts or more, none below 0 and not all 0; these are {list(counts)}."
        raise ValueError(message)
    freedom = len(values) - 1
    ratio = float(values.var(ddof=1) / values.mean())
    tail = (1 - confidence) / 2
    low, high = (float(2 * gammainccinv(freedom / 2, t) / freedom) for t in (1 - tail, tail))
    p = float(gammaincc(freedom / 2, ratio * freedom / 2))
    return Dispersion(ratio, Interval(low, high), p)

"""Counts, rates and their intervals."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

import numpy as np
from scipy.special import gammaincinv, gammaln, xlog1py, xlogy

_ROUNDING = 1e-7
"""How much likelier, relatively, a split may come out than one that is just as likely."""


class Interval(NamedTuple):
    """A closed interval, in the unit of what it bounds."""

    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Return whether the two intervals share a value."""
        return self.low <= other.high and other.low <= self.high


def poisson_interval(count: int, confidence: float = 0.95) -> Interval:
    """Return the exact central interval for the mean behind a Poisson count.

    Parameters
    ----------
    count
        Events seen, 0 or more.
    confidence
        Coverage, between 0 and 1 exclusive; the exact interval covers at least this share.

    Raises
    ------
    ValueError
        `count` is negative or `confidence` is not between 0 and 1.

    Notes
    -----
    Garwood, F. (1936), "Fiducial limits for the Poisson distribution", *Biometrika* 28: half the
    chi-square quantiles with 2n and 2n + 2 degrees of freedom, written with the inverse of the
    regularised incomplete gamma function.

    Examples
    --------
    >>> low, high = poisson_interval(10)
    >>> round(low, 2), round(high, 2)
    (4.8, 18.39)
    """
    if count < 0:
        message = f"A count cannot be negative, and this one is {count}."
        raise ValueError(message)
    if not 0 < confidence < 1:
        message = f"A confidence lies between 0 and 1, and this one is {confidence}."
        raise ValueError(message)
    tail = (1 - confidence) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return Interval(low, float(gammaincinv(count + 1, 1 - tail)))


def rate_interval(count: int, exposure: float, confidence: float = 0.95) -> Interval:
    """Return the interval for events per unit of exposure.

    Parameters
    ----------
    count
        Events seen.
    exposure
        Time watched, above 0, in the unit the rate is expected per (for a rate per month, months).
    confidence
        Coverage, between 0 and 1 exclusive.

    Raises
    ------
    ValueError
        `exposure` is not above 0, or as `poisson_interval`.
    """
    if exposure <= 0:
        message = f"Exposure must be above 0, and this one is {exposure}."
        raise ValueError(message)
    low, high = poisson_interval(count, confidence)
    return Interval(low / exposure, high / exposure)


class Bounds(NamedTuple):
    """The counts from which on a difference of two rates is more than chance."""

    few: int
    """This count or less is too few."""
    many: int
    """This count or more is too many."""


def same_rate(counts: tuple[int, int], exposures: tuple[float, float]) -> float:
    """Return the p-value of the exact conditional test that two Poisson rates are one.

    Parameters
    ----------
    counts
        Events seen in either stretch, 0 or more.
    exposures
        Time watched in either stretch, above 0, both in one unit.

    Returns
    -------
    float
        Between 0 and 1: how often one rate would part the events of both stretches at least as
        unevenly as they are; 1 without any event.

    Raises
    ------
    ValueError
        A count is negative or an exposure is not above 0.

    Notes
    -----
    Przyborowski, J. and Wilenski, H. (1940), "Homogeneity of results in testing samples from
    Poisson series", *Biometrika* 31: given the total, the first count is binomial with the first
    exposure's share of the time. Two-sided, as scipy's `binomtest` and R's `poisson.test` are: the
    chance of all splits no likelier than the one seen. `scipy.stats` itself would cost a learner's
    kernel 38 MB for this one sum.

    Examples
    --------
    >>> round(same_rate((11, 21), (800, 3011)), 4)
    0.0797
    """
    if min(counts) < 0:
        message = f"A count cannot be negative, and these are {counts[0]} and {counts[1]}."
        raise ValueError(message)
    if min(exposures) <= 0:
        message = f"Exposure must be above 0, and these are {exposures[0]} and {exposures[1]}."
        raise ValueError(message)
    total = sum(counts)
    share = exposures[0] / sum(exposures)
    first = np.arange(total + 1)
    ways = gammaln(total + 1) - gammaln(first + 1) - gammaln(total - first + 1)
    chances = np.exp(ways + xlogy(first, share) + xlog1py(total - first, -share))
    seen = chances[counts[0]] * (1 + _ROUNDING)
    return min(1.0, float(chances[chances <= seen].sum()))


def beyond_chance(total: int, exposures: tuple[float, float], level: float = 0.05) -> Bounds:
    """Return the first counts of a total for which `same_rate` is below a level.

    Where no count is low enough, `few` is -1; where none is high enough, `many` is ``total + 1``.
    """

    def p(first: int) -> float:
        return same_rate((first, total - first), exposures)

    # p rises to 1 at the likeliest split and falls after it: each end is found by halving.
    likeliest = min(total, int((total + 1) * exposures[0] / sum(exposures)))
    low, high = range(likeliest), range(likeliest, total + 1)
    few = bisect_left(low, level, key=p) - 1
    return Bounds(few, likeliest + bisect_right(high, -level, key=lambda first: -p(first)))

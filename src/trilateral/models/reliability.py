"""How far measurements agree: items of a test with each other, two coders with one another.

Nothing here is said where it cannot be computed: a test of one item, a class of one, scores that
do not vary.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import stats

from trilateral.models.rates import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

_FISHER: Final = 4
"""Learners whom the interval of a correlation needs."""
_PAIR: Final = 2
"""Learners, or items, without whom nothing varies."""
_DIGITS: Final = 9
"""Scores that agree to so many decimals are the same: sums of decimal points are not exact."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval."""

    value: float
    low: float
    high: float


def correlation(
    first: Sequence[float], second: Sequence[float], confidence: float = 0.95
) -> Estimate | None:
    """Return Pearson's r with an interval that allows for scores bunched at one end.

    Parameters
    ----------
    first, second
        Two scores of each learner, in the same order. For an item and the rest of its test the
        rest leaves out the item, which would otherwise correlate with itself.
    confidence
        Coverage, between 0 and 1 exclusive; approximate. In simulations of 20 to 100 learners
        95 % intervals covered 90 % or more, but 82 to 93 % where nearly all are right in nearly
        every item.

    Returns
    -------
    Estimate or None
        None with fewer than four learners, or where one of the scores does not vary.

    Notes
    -----
    Fisher, R. A. (1921), "On the 'probable error' of a coefficient of correlation deduced from a
    small sample", *Metron* 1: atanh r is about normal with variance 1 / (n - 3). That is too little
    for easy items, so the variance that is free of a distribution counts where it is larger:
    Steiger, J. H. and Hakstian, A. R. (1982), "The asymptotic distribution of elements of a
    correlation matrix", *British Journal of Mathematical and Statistical Psychology* 35, 208-215.
    Henrysson, S.
    (1963), "Correction of item-total correlations in item analysis", *Psychometrika* 28, on
    leaving the item out.

    Examples
    --------
    >>> correlation([0, 0, 1, 1], [1, 2, 3, 4]).value.__round__(3)
    0.894
    >>> correlation([1, 1, 1, 1], [1, 2, 3, 4])
    """
    if len(first) < _FISHER or not (_varies(first) and _varies(second)):
        return None
    r = float(stats.pearsonr(first, second).statistic)
    if abs(r) >= 1 - 1e-12:  # the interval of a perfect relation has no width to compute
        return Estimate(round(r), round(r), round(r))
    spread = max(1.0, _spread(first, second, r))
    reach = spread * float(stats.norm.ppf((1 + confidence) / 2)) / math.sqrt(len(first) - 3)
    return Estimate(r, math.tanh(math.atanh(r) - reach), math.tanh(math.atanh(r) + reach))


def _spread(first: Sequence[float], second: Sequence[float], r: float) -> float:
    """Return the standard error of atanh r, times the root of n, whatever the distribution."""
    a, b = stats.zscore(first), stats.zscore(second)
    influence = a * b - r * (a**2 + b**2) / 2
    return float(np.sqrt(np.mean(influence**2))) / (1 - r**2)


def kappa(first: Sequence[bool], second: Sequence[bool]) -> float | None:
    """Return Cohen's kappa: how far two coders agree beyond what chance would give.

    Parameters
    ----------
    first, second
        Each coder's yes or no about the same cases, in the same order.

    Returns
    -------
    float or None
        1 is full agreement, 0 what chance gives, below 0 less than that; None without cases, or
        where chance alone gives full agreement: both said yes to all, or no to all.

    Raises
    ------
    ValueError
        The two have not judged the same number of cases.

    Notes
    -----
    Cohen, J. (1960), "A coefficient of agreement for nominal scales", *Educational and
    Psychological Measurement* 20, 37-46, for two categories. Where a code is rare, a few cases
    move it far.

    Examples
    --------
    >>> kappa([True, True, False, False], [True, False, False, False])
    0.5
    >>> kappa([False, False], [False, False])
    """
    if len(first) != len(second):
        message = f"{len(first)} cases and {len(second)} are not the same cases."
        raise ValueError(message)
    if not first:
        return None
    cases = len(first)
    seen = sum(a == b for a, b in zip(first, second, strict=True))
    yes = sum(first) * sum(second)
    no = (cases - sum(first)) * (cases - sum(second))
    chance = yes + no  # cases squared times the agreement that chance gives
    if chance == cases**2:
        return None
    return (seen * cases - chance) / (cases**2 - chance)


def group_size(learners: int, share: float = 0.27) -> int:
    """Return how many learners the upper group has, and the lower one."""
    return max(1, round(share * learners))


def discrimination(
    scores: Sequence[float], ability: Sequence[float], share: float = 0.27
) -> float | None:
    """Return D, the mean score of the strongest less that of the weakest.

    Parameters
    ----------
    scores
        Each learner's score in the item, from 0 to 1.
    ability
        What tells the strong from the weak, in the same order: the rest of the test.
    share
        The share of the class in each of the two groups, at most one half.

    Returns
    -------
    float or None
        Between -1 and 1; None with fewer than two learners, or where one of the two does not vary.

    Notes
    -----
    Kelley, T. L. (1939), "The selection of upper and lower groups for the validation of test
    items", *Journal of Educational Psychology* 30, 17-24: 27 % tells the groups apart best where
    ability is normally distributed. Learners who tie for the last places of a group share them,
    so that D does not hang on the order of a list.

    Examples
    --------
    >>> discrimination([0, 0, 1, 0, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6, 7, 8])
    1.0
    >>> discrimination([0, 1, 0, 1], [5, 5, 5, 5])
    """
    if len(scores) < _PAIR or not (_varies(scores) and _varies(ability)):
        return None
    values, keys = np.asarray(scores, dtype=float), np.round(np.asarray(ability, float), _DIGITS)
    size = group_size(len(values), share)
    return _mean_of_first(values, -keys, size) - _mean_of_first(values, keys, size)


def alpha(scores: Sequence[Sequence[float]]) -> float | None:
    """Return Cronbach's alpha; of items that are right or wrong it is KR-20.

    Parameters
    ----------
    scores
        One row per learner, one column per item, in points; nothing missing.

    Returns
    -------
    float or None
        At most 1, and below 0 where items go against each other; None with fewer than two
        learners or two items, or where the totals do not vary.

    Notes
    -----
    Cronbach, L. J. (1951), "Coefficient alpha and the internal structure of tests",
    *Psychometrika* 16, 297-334: k / (k - 1) times one less the items' variances over the variance
    of the totals. KR-20: Kuder, G. F. and Richardson, M. W. (1937), "The theory of the estimation
    of test reliability", *Psychometrika* 2.

    Examples
    --------
    >>> alpha([[1, 1], [0, 0], [1, 1]])
    1.0
    >>> alpha([[1], [0]])
    """
    table = np.asarray(scores, dtype=float)
    if table.ndim != _PAIR or min(table.shape) < _PAIR or not _varies(table.sum(axis=1)):
        return None
    items = table.shape[1]
    shares = table.var(axis=0, ddof=1).sum() / table.sum(axis=1).var(ddof=1)
    return min(1.0, float(items / (items - 1) * (1 - shares)))


def alpha_interval(alpha: float, learners: int, items: int, confidence: float = 0.95) -> Interval:
    """Return Feldt's interval for Cronbach's alpha.

    Parameters
    ----------
    alpha
        As found, at most 1.
    learners, items
        Its table's rows and columns, two or more of each.
    confidence
        Coverage, between 0 and 1 exclusive; approximate. In simulations of eight right-or-wrong
        items 95 % intervals covered 95 % with items of all kinds or half right, 89 % with 80 %
        right in every item, 80 % with 90 %.

    Raises
    ------
    ValueError
        `alpha` is above 1, or there are fewer than two learners or items.

    Notes
    -----
    Feldt, L. S. (1965), "The approximate sampling distribution of Kuder-Richardson reliability
    coefficient twenty", *Psychometrika* 30, 357-370: of the true and the found alpha,
    (1 - true) / (1 - found) is about F with n - 1 and (n - 1)(k - 1) degrees of freedom.

    Examples
    --------
    >>> low, high = alpha_interval(0.8, learners=40, items=10)
    >>> round(low, 2), round(high, 2)
    (0.69, 0.88)
    """
    if alpha > 1 or min(learners, items) < _PAIR:
        message = (
            "Alpha is at most 1 and needs two learners and two items; this is "
            f"{alpha} of {learners} learners and {items} items."
        )
        raise ValueError(message)
    tail, degrees = (1 - confidence) / 2, (learners - 1, (learners - 1) * (items - 1))
    low, high = (1 - (1 - alpha) * float(stats.f.ppf(p, *degrees)) for p in (1 - tail, tail))
    return Interval(low, high)


def _varies(values: Sequence[float] | np.ndarray) -> bool:
    return len(np.unique(np.round(np.asarray(values, dtype=float), _DIGITS))) > 1


def _mean_of_first(values: np.ndarray, keys: np.ndarray, size: int) -> float:
    """Return the mean of the `size` values with the least keys; those on the edge share places."""
    edge = np.partition(keys, size - 1)[size - 1]
    inside, at = keys < edge, keys == edge
    rest = size - int(inside.sum())
    return float((values[inside].sum() + rest * values[at].mean()) / size)

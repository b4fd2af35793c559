"""What a class gained between two tests, and how often its members are right when they are sure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from trilateral.models.rates import Interval
from trilateral.models.reliability import Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

_TINY = 1e-12
"""A spread below this is rounding."""


@dataclass(frozen=True)
class Gain:
    """A class's mean gain, and how much easier one form of the test was than the other."""

    gain: Estimate
    easier: float
    """How much more is right in the second form than in the first, other things being equal."""


def paired_gain(
    first: Sequence[float], second: Sequence[float], confidence: float = 0.95
) -> Gain | None:
    """Return the mean gain between two tests of which each learner took one form, then the other.

    Parameters
    ----------
    first
        After less before, of each learner who began with the first form.
    second
        The same of each learner who began with the second form.
    confidence
        Coverage, between 0 and 1 exclusive.

    Returns
    -------
    Gain or None
        In the unit of the differences; None where nobody began with one of the forms, with fewer
        than three learners, or where learners of one order do not differ: then nothing tells the
        gain from the form, or from chance.

    Notes
    -----
    Hills, M. and Armitage, P. (1979), "The two-period cross-over clinical trial", *British Journal
    of Clinical Pharmacology* 8, 7-20: the form is what they call the treatment, the gain what they
    call the effect of the period. Half the sum of the two groups' mean differences is free of the
    form, half of what they differ by is the form. The interval is Student's, with the variance
    pooled from both groups and two degrees of freedom fewer than learners.

    Examples
    --------
    >>> found = paired_gain([3, 4, 5], [1, 2, 3])
    >>> found.gain.value, found.easier
    (3.0, 1.0)
    >>> paired_gain([3, 4, 5], [])
    """
    groups = [np.asarray(first, dtype=float), np.asarray(second, dtype=float)]
    sizes = [len(group) for group in groups]
    freedom = sum(sizes) - len(groups)
    if min(sizes) < 1 or freedom < 1:
        return None
    squares = sum(float(((group - group.mean()) ** 2).sum()) for group in groups)
    if squares < _TINY:
        return None
    means = [float(group.mean()) for group in groups]
    error = math.sqrt(squares / freedom * sum(1 / size for size in sizes)) / 2
    reach = float(stats.t.ppf((1 + confidence) / 2, freedom)) * error
    value = sum(means) / 2
    return Gain(Estimate(value, value - reach, value + reach), (means[0] - means[1]) / 2)


def clustered_share(
    right: Sequence[int], answers: Sequence[int], confidence: float = 0.95
) -> Estimate | None:
    """Return the share of answers that are right, where each learner gave several.

    Parameters
    ----------
    right
        How many of each learner's answers are right.
    answers
        How many each learner gave, in the same order; learners without any do not count.
    confidence
        Coverage, between 0 and 1 exclusive; the interval covers about that share or more.

    Returns
    -------
    Estimate or None
        From 0 to 1; None with fewer than two learners who gave any.

    Notes
    -----
    Korn, E. L. and Graubard, B. I. (1998), "Confidence intervals for proportions with small
    expected number of positive counts estimated from survey data", *Survey Methodology* 24,
    193-201: the exact binomial interval of an effective number of answers. One learner's answers
    are alike, so they tell less than as many learners' would; the effective number is what gives a
    binomial share the variance that is found between learners, lowered for few learners, and never
    above the answers given.

    Examples
    --------
    >>> found = clustered_share([5, 0, 4, 1], [5, 5, 5, 5])
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (0.5, 0.01, 0.99)
    >>> clustered_share([3], [4])
    """
    pairs = [(r, n) for r, n in zip(right, answers, strict=True) if n]
    learners, total = len(pairs), sum(n for _, n in pairs)
    if learners < 2:  # noqa: PLR2004 -- one learner has no spread
        return None
    share = sum(r for r, _ in pairs) / total
    between = sum((r - share * n) ** 2 for r, n in pairs) * learners / (learners - 1) / total**2
    effective = share * (1 - share) / between if between > _TINY else total
    quantile = (1 + confidence) / 2
    few = float(stats.t.ppf(quantile, total - 1) / stats.t.ppf(quantile, learners - 1)) ** 2
    low, high = _exact(share, min(total, effective) * few, confidence)
    return Estimate(share, low, high)


def _exact(share: float, answers: float, confidence: float) -> Interval:
    """Return the exact binomial interval, for a number of answers that may be no whole one."""
    tail, hits = (1 - confidence) / 2, share * answers
    low = float(stats.beta.ppf(tail, hits, answers - hits + 1)) if share > 0 else 0.0
    high = float(stats.beta.ppf(1 - tail, hits + 1, answers - hits)) if share < 1 else 1.0
    return Interval(low, high)

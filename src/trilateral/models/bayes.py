"""Process tracing as Bayes' rule: hypotheses, pieces of evidence, odds, and the four tests.

A piece of evidence is as strong as it is *more likely under one hypothesis than under another*.
That it fits a hypothesis says nothing until one asks how well it fits the rivals.

Sources
-------
Van Evera, S. (1997), *Guide to Methods for Students of Political Science* (the four tests);
Collier, D. (2011), "Understanding Process Tracing", *PS: Political Science & Politics* 44(4);
Bennett, A. (2008), "Process Tracing: A Bayesian Perspective", *The Oxford Handbook of Political
Methodology*, and (2015) the appendix of Bennett and Checkel, *Process Tracing*;
Humphreys, M. and Jacobs, A. (2015), "Mixing Methods: A Bayesian Approach", *American Political
Science Review* 109(4);
Fairfield, T. and Charman, A. (2017), "Explicit Bayesian Analysis for Process Tracing",
*Political Analysis* 25(3).

Conventions at 0 and 1
----------------------
A prior of 0 stays 0 whatever is found, and a likelihood of 0 rules a hypothesis out for good.
Nothing else comes to 0, however small it gets. A prior of 1 stays 1 unless its own likelihood is 0.
When nothing is left, the set of hypotheses was not complete: `posterior` says so with an
`ExhaustedError` instead of a number. No result is NaN.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from trilateral.errors import TrilateralError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STRONG: Final = 10.0
"""From this ratio on a test counts as strong: 10 decibels (Fairfield and Charman 2017)."""
_ROUNDING: Final = 1e-9


class ExhaustedError(TrilateralError):
    """The evidence rules out every hypothesis of the set."""


class Test(StrEnum):
    """The four tests, after Van Evera (1997) as Collier (2011) sets them out."""

    __test__ = False  # pytest would take the name for a test of its own

    HOOP = "hoop"
    """To be expected if the hypothesis is true: failing it counts strongly against."""
    SMOKING_GUN = "smoking gun"
    """Hardly to be expected otherwise: passing it counts strongly in favour."""
    STRAW_IN_THE_WIND = "straw in the wind"
    """Neither: it moves the balance a little either way."""
    DOUBLY_DECISIVE = "doubly decisive"
    """Both: passing counts strongly in favour, failing strongly against."""


def odds(probability: float) -> float:
    """Return the odds of a probability; those of 1 are infinite.

    Examples
    --------
    >>> odds(0.75)
    3.0
    """
    _check(probability, "A probability")
    return math.inf if probability == 1 else probability / (1 - probability)


def probability(odds: float) -> float:
    """Return the probability of odds of 0 or more, infinite odds included.

    Examples
    --------
    >>> probability(3)
    0.75
    """
    if math.isnan(odds) or odds < 0:
        message = f"Odds are 0 or more, and these are {odds}."
        raise ValueError(message)
    return 1.0 if math.isinf(odds) else odds / (1 + odds)


def likelihood_ratio(given: float, otherwise: float) -> float:
    """Return how many times as likely the evidence is under H as under not H.

    Parameters
    ----------
    given, otherwise
        p(E|H) and p(E|not H), each from 0 to 1.

    Returns
    -------
    float
        0 or more; infinite when only H allows the evidence; 1 when neither does, as what both
        rule out cannot tell them apart.

    Examples
    --------
    >>> likelihood_ratio(0.8, 0.2)
    4.0
    """
    _check(given, "A likelihood")
    _check(otherwise, "A likelihood")
    if given == otherwise:
        return 1.0
    return math.inf if otherwise == 0 else given / otherwise


def posterior(
    prior: Mapping[str, float], likelihoods: Iterable[Mapping[str, float]]
) -> dict[str, float]:
    """Return the probability of each hypothesis after the evidence.

    Parameters
    ----------
    prior
        A weight of 0 or more for each hypothesis; weights are scaled to sum to 1. The hypotheses
        exclude each other and are taken to be all there are.
    likelihoods
        For each piece of evidence p(E|H) of every hypothesis. Pieces count as independent given
        the hypothesis; two reports of one fact are one piece.

    Returns
    -------
    dict
        Probabilities that sum to 1, in the order of `prior`. The order of the evidence changes
        not even the last digit.

    Raises
    ------
    ExhaustedError
        The evidence rules out every hypothesis with a prior above 0.
    ValueError
        A number is out of its range, or a hypothesis has no likelihood.

    Notes
    -----
    The odds between any two hypotheses are multiplied by their likelihood ratio once for each
    piece (Bayes' rule in the form of odds, Fairfield and Charman 2017); logarithms are summed
    exactly, so that no order and no number of pieces loses a digit.

    Examples
    --------
    >>> posterior({"chain": 0.5, "rival": 0.5}, [{"chain": 0.8, "rival": 0.2}])
    {'chain': 0.8, 'rival': 0.2}
    """
    pieces = list(likelihoods)
    _check_prior(prior)
    for piece in pieces:
        _check_piece(prior, piece)
    logs = {
        name: math.fsum([_log(weight), *(_log(piece[name]) for piece in pieces)])
        for name, weight in prior.items()
    }
    top = max(logs.values())
    if top == -math.inf:
        message = (
            "This evidence rules out every hypothesis in the set. Raise a likelihood or a prior "
            "that is 0, or add the hypothesis that is missing."
        )
        raise ExhaustedError(message)
    weights = {name: math.exp(log - top) for name, log in logs.items()}
    total = math.fsum(weights.values())
    return {name: _share(weight / total, logs[name]) for name, weight in weights.items()}


def classify(given: float, otherwise: float, *, strong: float = STRONG) -> Test:
    """Return which of the four tests a piece of evidence is, for a hypothesis H.

    Parameters
    ----------
    given, otherwise
        p(E|H) and p(E|not H), each from 0 to 1.
    strong
        From which ratio on a result counts as strong.

    Notes
    -----
    Passing a test multiplies the odds of H by p(E|H) / p(E|not H); failing it divides them by
    p(not E|not H) / p(not E|H). Strong in passing alone is a smoking gun, in failing alone a hoop,
    in both doubly decisive, in neither a straw in the wind (Collier 2011, table 1; Bennett 2015).
    Evidence that is likelier without H is a straw in the wind for H: swap the two to see what it
    is for the rival.

    Examples
    --------
    >>> classify(0.95, 0.5).value
    'hoop'
    """
    passing = likelihood_ratio(given, otherwise)
    failing = likelihood_ratio(1 - otherwise, 1 - given)
    least = strong * (1 - _ROUNDING)
    match passing >= least, failing >= least:
        case True, True:
            return Test.DOUBLY_DECISIVE
        case True, False:
            return Test.SMOKING_GUN
        case False, True:
            return Test.HOOP
        case _:
            return Test.STRAW_IN_THE_WIND


def _share(share: float, log: float) -> float:
    """Return a probability to 15 digits, which hides the rounding of binary fractions.

    Digits, not decimals: what nothing has ruled out stays above 0, were it the smallest number
    there is.
    """
    return float(f"{share:.15g}") or (0.0 if log == -math.inf else math.ulp(0.0))


def _log(value: float) -> float:
    return math.log(value) if value else -math.inf


def _check(value: float, what: str) -> None:
    if not 0 <= value <= 1:
        message = f"{what} lies between 0 and 1, and this one is {value}."
        raise ValueError(message)


def _check_prior(prior: Mapping[str, float]) -> None:
    if not all(0 <= weight < math.inf for weight in prior.values()) or not any(prior.values()):
        message = f"Priors are 0 or more and not all 0; these are {dict(prior)}."
        raise ValueError(message)


def _check_piece(prior: Mapping[str, float], piece: Mapping[str, float]) -> None:
    missing = [name for name in prior if name not in piece]
    if missing:
        message = f"A piece of evidence has no likelihood for {', '.join(missing)}: give one each."
        raise ValueError(message)
    for name in prior:
        _check(piece[name], "A likelihood")

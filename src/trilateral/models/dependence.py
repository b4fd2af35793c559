"""Pieces of evidence that share a cause: of a group, only the strongest counts.

Bayes' rule multiplies the ratios of pieces that are independent of each other once a hypothesis is
given. Pieces with a cause in common are not: after one of them, the next is expected. How far
they depend on each other is rarely known. As a rule it lies between two ends: either they tell
nothing of each other, and each counts in full, or they tell the same thing, and the strongest tells
all. A judgement that is the same at both ends does not hang on the question.

Sources
-------
Fairfield, T. and Charman, A. (2017), "Explicit Bayesian Analysis for Process Tracing", *Political
Analysis* 25(3): the likelihood of a further piece is to be given with the earlier ones known.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def spread(piece: Mapping[str, float]) -> float:
    """Return how far a piece can part two hypotheses: its largest likelihood ratio, 1 or more.

    Infinite when it rules out some hypotheses and not others; 1 when it rules out all alike.

    Examples
    --------
    >>> spread({"chain": 0.2, "habit": 0.8, "taiwan": 0.4})
    4.0
    """
    low, high = min(piece.values()), max(piece.values())
    if low == high:
        return 1.0
    return high / low if low else math.inf


def counted(likelihoods: Iterable[Mapping[str, float]], causes: Sequence[str]) -> tuple[bool, ...]:
    """Return which pieces count when those that share a cause count once.

    Parameters
    ----------
    likelihoods
        For each piece p(E|H) of every hypothesis, each from 0 to 1.
    causes
        For each piece the name of the cause that it shares; an empty name is shared by none.

    Returns
    -------
    tuple of bool
        A piece without a shared cause counts. Of those that share one, the piece with the widest
        `spread` counts, the first of them where several are equally wide.

    Examples
    --------
    >>> weak, strong = {"chain": 0.4, "habit": 0.8}, {"chain": 0.2, "habit": 0.8}
    >>> counted([weak, strong, weak], ["early", "early", ""])
    (False, True, True)
    """
    spreads = [spread(piece) for piece in likelihoods]
    strongest: dict[str, int] = {}
    for place, (width, cause) in enumerate(zip(spreads, causes, strict=True)):
        if cause not in strongest or width > spreads[strongest[cause]]:
            strongest[cause] = place
    return tuple(not cause or strongest[cause] == place for place, cause in enumerate(causes))

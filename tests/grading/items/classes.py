"""Invented classes whose gain and calibration are known, as the page's answers would show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from tests.quiz.statements import NOON
from trilateral.quiz.bank import BEFORE_AFTER
from trilateral.quiz.statements import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.quiz.bank import Bank
    from trilateral.quiz.statements import Confidence

CASES: Final = 12
_HARD: Final = np.linspace(-1.0, 1.5, CASES)
_GUESSED: Final = 0.25
_CROWD: Final = 40_000


@dataclass(frozen=True)
class World:
    """What is true of the people that a class is drawn from."""

    spread: float
    """Of ability, in logits."""
    gain: float
    """In logits, on average; people differ in it."""
    second: float
    """How much harder the second form is, in logits."""
    bold: float
    """How easily people say that they are sure, in logits."""


@dataclass(frozen=True)
class Sittings:
    """Both tests of some people: arrays of people by cases, before and after."""

    second: np.ndarray
    """Who began with the second form."""
    chance: tuple[np.ndarray, np.ndarray]
    right: tuple[np.ndarray, np.ndarray]
    sure: tuple[np.ndarray, np.ndarray]
    stayed: np.ndarray
    """Who took both; the weaker stay away more often."""


@dataclass(frozen=True)
class Truth:
    """What the figures of a class estimate."""

    gain: float
    """Right answers, of those who stay."""
    sure: tuple[float, float]
    """The share right when sure, before and after."""


def drawn(world: World, people: int, chance: np.random.Generator) -> Sittings:
    """Draw people and let them take both tests."""
    ability = chance.normal(0, world.spread, people)
    gain = chance.normal(world.gain, 0.3, people)
    bold = chance.normal(world.bold, 0.7, people)
    second = chance.random(people) < 0.5
    knows, right, sure = [], [], []
    for skill, form in ((ability, second), (ability + gain, ~second)):
        logit = skill[:, None] - _HARD[None, :] - world.second * form[:, None]
        known = _GUESSED + (1 - _GUESSED) * _logistic(logit)
        knows.append(known)
        right.append(chance.random(known.shape) < known)
        sure.append(chance.random(known.shape) < _logistic(3 * (known - 0.6) + bold[:, None]))
    stayed = chance.random(people) < _logistic(2 + ability)
    return Sittings(second, (knows[0], knows[1]), (right[0], right[1]), (sure[0], sure[1]), stayed)


def truth(world: World, chance: np.random.Generator) -> Truth:
    """Return what is true, from a crowd so large that chance plays no part."""
    crowd = drawn(world, _CROWD, chance)
    more = (crowd.chance[1] - crowd.chance[0]).sum(axis=1)
    orders = [more[crowd.stayed & (crowd.second == order)].mean() for order in (False, True)]
    one, other = (
        float(known[crowd.stayed][sure[crowd.stayed]].mean())
        for known, sure in zip(crowd.chance, crowd.sure, strict=True)
    )
    return Truth(float(sum(orders) / 2), (one, other))


def events(tests: Sittings, bank: Bank) -> Iterator[Event]:
    """Yield the answers as they are read from records; who left gave only some after the course."""
    forms = (bank.firsts, bank.seconds)
    for who, second in enumerate(tests.second):
        for occasion, name in enumerate(("before", "after")):
            form = forms[int(second) if occasion == 0 else 1 - int(second)]
            answered = CASES if occasion == 0 or tests.stayed[who] else who % CASES
            for case, item in enumerate(form[:answered]):
                sure: Confidence = "sure" if tests.sure[occasion][who, case] else "fairly"
                yield Event(
                    "answered",
                    learner=f"learner-{who}",
                    quiz=f"{BEFORE_AFTER}/{name}",
                    lesson=BEFORE_AFTER,
                    item=item.id,
                    version=item.version,
                    attempt=1,
                    time=NOON + timedelta(days=60 * occasion, minutes=case),
                    id=f"{who}-{occasion}-{case}",
                    score=float(tests.right[occasion][who, case]),
                    confidence=sure,
                )


def _logistic(logit: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-logit)))

"""What a step names elsewhere: items of the banks, charts, predictions, cards."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from trilateral.classroom.errors import ClassroomError
from trilateral.classroom.jigsaw import jigsaw
from trilateral.classroom.plan import Exit, Groups, Predict, Show, Simulation, Vote
from trilateral.classroom.simulation import scenario
from trilateral.errors import nearest
from trilateral.progress.predicted import predictions
from trilateral.quiz.asked import all_asked
from trilateral.quiz.bank import MultipleChoice, SingleChoice
from trilateral.quiz.figures import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.classroom.plan import Step
    from trilateral.parts import Part
    from trilateral.quiz.asked import Asked


def asked(item: str) -> Asked:
    """Return an item of the banks, with its lesson.

    Raises
    ------
    KeyError
        No bank has it.
    """
    return _asked()[item]


def prediction(lesson: str, name: str) -> Part:
    """Return a lesson's prediction, as its notebook asks it.

    Raises
    ------
    KeyError
        The lesson has no such prediction.
    """
    return _predictions(lesson)[name]


def unmet(step: Step, lesson: str) -> Iterator[tuple[str, str]]:
    """Yield each reference of a step that leads nowhere: the field, and what to do."""
    match step:
        case Vote():
            yield from (("item", problem) for problem in _item(step.item, discuss=True))
        case Exit():
            for name in step.items:
                yield from (("items", problem) for problem in _item(name))
        case Predict():
            there = _predictions(lesson)
            if step.prediction not in there:
                hint = nearest(step.prediction, there)
                have = ", ".join(there) or "none"
                yield (
                    "prediction",
                    (f"the lesson has no prediction {step.prediction!r}.{hint} It has: {have}"),
                )
        case Groups():
            yield from (("cards", problem) for problem in _cards(step.cards))
        case Simulation():
            own = scenario().id
            if step.scenario != own:
                yield (
                    "scenario",
                    f"there is no scenario {step.scenario!r}; there is {own!r}",
                )
        case _:
            pass
    if isinstance(step, Show | Predict) and step.chart:
        yield from (("chart", problem) for problem in _chart(step.chart))


def _item(name: str, *, discuss: bool = False) -> Iterator[str]:
    if name not in _asked():
        yield f"no bank has an item {name!r}.{nearest(name, _asked())}"
        return
    item = asked(name).item
    if not isinstance(item, SingleChoice | MultipleChoice):
        yield f"item {name!r} is `type: {item.type}`; take one that a phone can show: a choice"
    elif discuss and not item.discuss:
        yield (
            f"item {name!r} is not for discussion; mark it `discuss: true` in "
            f"notebooks/quizzes/{asked(name).lesson}.yaml, or take one that is"
        )


def _cards(name: str) -> Iterator[str]:
    try:
        jigsaw(name)
    except ClassroomError as error:
        yield str(error)


def _chart(name: str) -> Iterator[str]:
    if not Picture(name, "light").path.is_file():
        yield (
            f"chart {name!r} has no picture; draw it with `uv run --extra export trilateral tidy`"
        )


@cache
def _asked() -> dict[str, Asked]:
    return {each.item.id: each for each in all_asked()}


@cache
def _predictions(lesson: str) -> dict[str, Part]:
    try:
        return {part.id: part for part in predictions(lesson)}
    except FileNotFoundError:  # a class of its own has no notebook
        return {}

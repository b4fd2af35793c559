"""What the desk may do next: its buttons, each with the order that it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.classroom.protocol import Extend, Go, Stage
from trilateral.classroom.views import Move

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.classroom.script import Step
    from trilateral.classroom.state import State

_LABELS: Final = {
    ("vote", "first"): "Open the first vote",
    ("vote", "discuss"): "Close the first vote, and discuss",
    ("vote", "second"): "Open the second vote",
    ("vote", "shown"): "Close the second vote, and show both",
    ("vote", "revealed"): "Show the right answer",
    ("poll", "open"): "Open the poll",
    ("poll", "shown"): "Close the poll, and show it",
    ("predict", "open"): "Let everybody predict",
    ("predict", "shown"): "Close, and show all predictions",
    ("predict", "revealed"): "Show what the record says",
    ("words", "open"): "Let everybody write",
    ("words", "closed"): "Close",
    ("groups", "experts"): "Form the groups, one account each",
    ("groups", "mixed"): "Form the mixed groups",
    ("groups", "done"): "Show the reports",
    ("exit", "open"): "Open the exit ticket",
    ("exit", "closed"): "Close the exit ticket",
}
_MORE: Final = 2
"""Minutes that a press adds."""


def moves(state: State) -> tuple[Move, ...]:
    """Return what the desk may do next, the one that the plan expects first.

    What may be done at any time (the door, a seat, asking, closing) has its own place on the desk.
    """
    if state.over:
        return ()
    step = state.step
    return (*_forward(state, step), *_aside(state, step), *_backward(state, step))


def _forward(state: State, step: Step) -> Iterator[Move]:
    stages = step.stages
    place = stages.index(state.stage(step.id).stage)
    if place + 1 < len(stages):
        yield Move(label=_label(step, stages[place + 1]), act=_stage(step, place + 1), main=True)
    steps = state.script.steps
    number = steps.index(step)
    if number + 1 < len(steps):
        after = steps[number + 1]
        main = place + 1 == len(stages)
        yield Move(label=f"Next: {after.title}", act=Go(do="go", to=after.id), main=main)


def _aside(state: State, step: Step) -> Iterator[Move]:
    now = state.stage(step.id)
    if step.kind == "vote" and now.stage == "discuss":
        label = "Show the first vote, without a second"
        yield Move(label=label, act=Stage(do="stage", step=step.id, to="shown"))
    if now.ends is not None:
        label = f"At least {_MORE} more minutes"
        yield Move(label=label, act=Extend(do="extend", step=step.id, minutes=_MORE))


def _backward(state: State, step: Step) -> Iterator[Move]:
    stages = step.stages
    place = stages.index(state.stage(step.id).stage)
    uncovered = step.uncovers is not None and place >= stages.index(step.uncovers)
    if place > 1 and not uncovered:
        yield Move(label=f"Back: {_label(step, stages[place - 1])}", act=_stage(step, place - 1))
    steps = state.script.steps
    number = steps.index(step)
    if number:
        before = steps[number - 1]
        yield Move(label=f"Back: {before.title}", act=Go(do="go", to=before.id))


def _stage(step: Step, place: int) -> Stage:
    return Stage(do="stage", step=step.id, to=step.stages[place])


def _label(step: Step, stage: str) -> str:
    if step.kind == "simulation":
        phase = step.phase(stage)
        return phase.title if phase else "Before the brief"
    return _LABELS.get((step.kind, stage), step.title)

"""Which charts a class may see now; before, their addresses lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.classroom.script import ExitStep, PredictStep, ShowStep, VoteStep
from trilateral.classroom.viewer import reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.classroom.script import Step
    from trilateral.classroom.state import State
    from trilateral.classroom.views import Chart


def open_charts(state: State) -> frozenset[str]:
    """Return the names of the charts that pages show now or have shown.

    A picture's address is easily guessed, and it holds what a prediction is compared with.
    """
    steps = [
        step for step in state.script.steps if step.id == state.at or step.id in state.progress
    ]
    charts = [chart for step in steps for chart in _charts(state, step) if chart]
    return frozenset(chart.light.removeprefix("chart/").rsplit(".", 2)[0] for chart in charts)


def _charts(state: State, step: Step) -> Iterator[Chart | None]:
    match step:
        case ShowStep():
            yield step.chart
        case VoteStep() if state.stage(step.id).stage != "ready":
            yield step.asked.question.chart
        case PredictStep() if reached(state, step, "revealed"):
            yield step.chart
        case ExitStep() if state.stage(step.id).stage != "ready":
            yield from (asked.question.chart for asked in step.items.values())
        case _:
            return

"""What remains of a class: counts, and answers by seat only if all have agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trilateral.classroom.script import ExitStep, GroupsStep
from trilateral.classroom.tallies import answers, begin_with, right, tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.classroom.script import Step
    from trilateral.classroom.state import State


def summary(state: State, name: str) -> dict[str, Any]:
    """Return what is written when a class is closed, as JSON.

    Parameters
    ----------
    state
        The class.
    name
        What it is called.
    """
    kept = "seats" if state.all_share else "counts"
    remains: dict[str, Any] = {
        "class": name,
        "lesson": state.script.lesson,
        "title": state.script.title,
        "kept": kept,
        "joined": len(state.seats),
        "late": len(state.late),
        "steps": [_step(state, step) for step in state.script.steps],
    }
    if kept == "seats":
        remains["seats"] = {seat: list(_answers(state, seat)) for seat in state.seats}
    return remains


def _step(state: State, step: Step) -> dict[str, Any]:
    counted: dict[str, Any] = {"id": step.id, "title": step.title, "kind": step.kind}
    counted["answers"] = [
        {"round": slot.round, "item": slot.item, **_counts(state, step, slot.item, given)}
        for slot in sorted(state.answers)
        if slot.step == step.id and (given := answers(state, slot))
    ]
    if isinstance(step, ExitStep):
        counted["begin"] = begin_with(state, step)
    if isinstance(step, GroupsStep):
        counted["reports"] = sum(place[0] == step.id for place in state.reports)
    return counted


def _counts(state: State, step: Step, item: str, given: list[Any]) -> dict[str, Any]:
    del state
    asked = step.questions[item]
    counts = tally(asked.question, given).model_dump()
    if asked.question.type in ("text", "bars"):
        del counts["counts"]
    if asked.key:
        counts["right"] = right(asked, given)
    return counts


def _answers(state: State, seat: str) -> Iterator[dict[str, Any]]:
    for slot in sorted(state.answers):
        given = state.given(slot).get(seat)
        if given:
            answer = given.answer.model_dump(mode="json", exclude_none=True)
            yield {"step": slot.step, "round": slot.round, "item": slot.item, "answer": answer}

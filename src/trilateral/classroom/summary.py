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
    level = "seats" if state.all_share else "counts"
    remains: dict[str, Any] = {
        "class": name,
        "lesson": state.script.lesson,
        "title": state.script.title,
        "kept": level,
        "joined": len(state.seats),
        "late": len(state.late),
        "steps": [_step(state, step) for step in state.script.steps],
    }
    if level == "seats":
        remains["seats"] = {seat: list(_answers(state, seat)) for seat in state.seats}
    return remains


def _step(state: State, step: Step) -> dict[str, Any]:
    counted: dict[str, Any] = {"id": step.id, "title": step.title, "kind": step.kind}
    counted["answers"] = [
        {"round": slot.round, "item": slot.item, **_counts(state, step, slot.item, replies)}
        for slot in sorted(state.answers)
        if slot.step == step.id and (replies := answers(state, slot))
    ]
    if isinstance(step, ExitStep):
        counted["begin"] = begin_with(state, step)
    if isinstance(step, GroupsStep):
        counted["reports"] = sum(place[0] == step.id for place in state.reports)
    return counted


def _counts(state: State, step: Step, item: str, replies: list[Any]) -> dict[str, Any]:
    del state
    asked = step.questions[item]
    counts = tally(asked.question, replies).model_dump()
    if asked.question.type in ("text", "bars"):
        del counts["counts"]
    if asked.key:
        counts["right"] = right(asked, replies)
    return counts


def _answers(state: State, seat: str) -> Iterator[dict[str, Any]]:
    for slot in sorted(state.answers):
        reply = state.answers_to(slot).get(seat)
        if reply:
            answer = reply.answer.model_dump(mode="json", exclude_none=True)
            yield {"step": slot.step, "round": slot.round, "item": slot.item, "answer": answer}

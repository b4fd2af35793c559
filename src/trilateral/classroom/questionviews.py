"""Votes, polls and predictions as one page sees them; nothing that is still hidden leaves here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from trilateral.classroom import views
from trilateral.classroom.script import ONLY
from trilateral.classroom.state import Slot
from trilateral.classroom.tallies import answers, tally
from trilateral.classroom.viewer import answered, own_answer, reached, staged

if TYPE_CHECKING:
    from trilateral.classroom.protocol import Answer
    from trilateral.classroom.script import PollStep, PredictStep, VoteStep
    from trilateral.classroom.state import State
    from trilateral.classroom.viewer import Viewer

Vote = Literal["first", "second"]


def vote_view(state: State, step: VoteStep, who: Viewer) -> views.Vote:
    """Return a vote: counts when the second is closed, the key when it is revealed."""
    stage = state.stage(step.id).stage
    revealed = who.desk or reached(state, step, "revealed")
    votes = {each: own_answer(state, who, Slot(step.id, each, ONLY)) for each in _VOTES}
    last: Vote = "second" if "second" in state.stage(step.id).opened else "first"
    return views.Vote(
        **staged(state, step),
        question=step.asked.question if who.desk or stage != "ready" else None,
        mine={each: answer for each, answer in votes.items() if answer},
        answered=answered(state, who, step, last),
        rounds=_rounds(state, step, who),
        key=step.asked.key if revealed else None,
        explanation_html=step.asked.explanation_html if revealed else None,
    )


_VOTES: tuple[Vote, ...] = ("first", "second")


def _rounds(state: State, step: VoteStep, who: Viewer) -> dict[Vote, views.Tally] | None:
    now = state.stage(step.id)
    visible = reached(state, step, "shown")
    if not (visible or who.desk):
        return None
    return {
        each: tally(step.asked.question, answers(state, Slot(step.id, each, ONLY)))
        for each in _VOTES
        if each in now.opened and (visible or now.stage != each)
    }


def poll_view(state: State, step: PollStep, who: Viewer) -> views.Poll:
    """Return a poll: counts when it is closed."""
    slot = Slot(step.id, "only", ONLY)
    stage = state.stage(step.id).stage
    question = step.asked.question
    return views.Poll(
        **staged(state, step),
        question=question if who.desk or stage != "ready" else None,
        mine=own_answer(state, who, slot),
        answered=answered(state, who, step),
        tally=tally(question, answers(state, slot)) if stage == "shown" else None,
    )


def predict_view(state: State, step: PredictStep, who: Viewer) -> views.Predict:
    """Return a prediction: everybody's when it is closed, the record when it is revealed."""
    slot = Slot(step.id, "only", ONLY)
    stage = state.stage(step.id).stage
    question = step.asked.question
    replies = answers(state, slot) if reached(state, step, "shown") else None
    revealed = reached(state, step, "revealed")
    return views.Predict(
        **staged(state, step),
        question=question if who.desk or stage != "ready" else None,
        mine=own_answer(state, who, slot),
        answered=answered(state, who, step),
        drawn=None if replies is None or question.options else tuple(map(_drawn, replies)),
        tally=tally(question, replies) if replies is not None and question.options else None,
        record=step.record if revealed or who.desk else None,
        found_html=step.found_html if revealed or who.desk else None,
        chart=step.chart if revealed and not who.phone else None,
    )


def _drawn(answer: Answer) -> dict[str, float]:
    if answer.bars is not None:
        return answer.bars
    return {"value": answer.number} if answer.number is not None else {}

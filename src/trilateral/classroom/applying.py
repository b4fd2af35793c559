"""What an event makes of a class: a pure state machine, without a clock or a network.

Events may come in any order, late and more than once. Those that are repeated, or that cannot be,
leave the class as it is: so a journal can be read again, and a phone may send what it has as often
as it likes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from trilateral.classroom import grouping, ordering
from trilateral.classroom.answering import problem
from trilateral.classroom.events import Acted, Joined, Ordered
from trilateral.classroom.names import MOST
from trilateral.classroom.protocol import Declare, Give, Report, Send, Share
from trilateral.classroom.script import GroupsStep, SimulationStep
from trilateral.classroom.state import Given, Note, Slot, State, Teams
from trilateral.classroom.verdict import REPEATED, Verdict, no, yes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trilateral.classroom.events import Event


def apply(state: State, event: Event) -> State:
    """Return the class after an event, or as it was if the event changes nothing."""
    return judge(state, event).after or state


def replayed(state: State, events: Iterable[Event]) -> State:
    """Return the class after all events, as its journal has them."""
    for event in events:
        state = apply(state, event)
    return state


def judge(state: State, event: Event) -> Verdict:
    """Return whether an event counts, why not, and the class after it."""
    if state.over:
        return no("The class is over.")
    match event:
        case Joined():
            return _joined(state, event)
        case Acted():
            return _acted(state, event)
        case Ordered():
            return ordering.ordered(state, event)
        case _:
            assert_never(event)


def _joined(state: State, event: Joined) -> Verdict:
    if event.key in state.seats.values():
        return REPEATED
    if event.key in state.removed.values():
        return no("The instructor has taken this seat out of the class. Ask the instructor.")
    if not state.door:
        return no("The instructor has closed the door of this class. Ask the instructor.")
    if len(state.seats) + len(state.removed) >= MOST:
        return no(f"The class is full: {MOST} seats are taken. Ask the instructor.")
    if event.seat in state.seats or event.seat in state.removed:
        return no("This seat is taken.")
    seats = {**state.seats, event.seat: event.key}
    teams = {step: _with_latecomer(each, event.seat) for step, each in state.teams.items()}
    return yes(replace(state, seats=seats, teams=teams))


def _with_latecomer(teams: Teams, seat: str) -> Teams:
    """Give somebody a place: with the others for now, and for later."""
    mixed = grouping.placed(teams.mixed, seat)
    team = grouping.of(mixed, seat)
    replies = {
        first.side for first in teams.first for each in (team.members if team else ())
        if each in first.members
    }  # fmt: skip
    missing = [each.side for each in teams.first if each.side not in replies]
    return Teams(grouping.placed(teams.first, seat, missing), mixed)


def _acted(state: State, event: Acted) -> Verdict:
    if event.seat not in state.seats:
        return no("This seat is not in the class.")
    match event.act:
        case Give():
            return _gave(state, event.seat, event.act)
        case Share():
            return _shared(state, event.seat, event.act)
        case Report() | Send() | Declare():
            if (event.seat, event.act.n) in state.seen:
                return REPEATED
            seen = state.seen | {(event.seat, event.act.n)}
            return _verdict(replace(state, seen=seen), event.seat, event.act)
        case _:
            assert_never(event.act)


def _gave(state: State, seat: str, act: Give) -> Verdict:
    step = state.script.step(act.step)
    asked = step.questions.get(act.item) if step else None
    if not step or not asked:
        return no("There is no such question in this class.")
    if act.round not in state.stage(step.id).opened:
        return no("This question is not open yet.")
    wrong = problem(asked.question, act.answer)
    if wrong:
        return no(wrong)
    slot = Slot(step.id, act.round, act.item)
    before = state.answers_to(slot).get(seat)
    if before and before.n >= act.n:
        return REPEATED
    if state.settled(step):
        why = "The answer had been shown to the class before yours arrived, so it is not counted."
        after = replace(state, late=state.late | {(seat, slot)})
        return Verdict(False, why, after if after != state else None)  # noqa: FBT003 -- a value
    answers = {**state.answers_to(slot), seat: Given(act.n, act.answer)}
    return yes(replace(state, answers={**state.answers, slot: answers}))


def _shared(state: State, seat: str, act: Share) -> Verdict:
    if not state.asked:
        return no("The instructor has not asked for this.")
    if state.shares.get(seat, (0, False))[0] >= act.n:
        return REPEATED
    return yes(replace(state, shares={**state.shares, seat: (act.n, act.yes)}))


def _verdict(state: State, seat: str, act: Report | Send | Declare) -> Verdict:
    step = state.script.step(act.step)
    match step, act:
        case GroupsStep(), Report():
            return _reported(state, seat, act)
        case SimulationStep(), Send():
            return _sent(state, step, seat, act)
        case SimulationStep(), Declare():
            return _declared(state, step, seat, act)
        case _:
            return no("This step does not ask for that.")


def _reported(state: State, seat: str, act: Report) -> Verdict:
    teams = state.teams.get(act.step)
    team = grouping.of(teams.mixed, seat) if teams else None
    if not team:
        return no("The mixed groups have not been formed yet.")
    return yes(replace(state, reports={**state.reports, (act.step, team.id): act.text}))


def _sent(state: State, step: SimulationStep, seat: str, act: Send) -> Verdict:
    stage = state.stage(step.id).stage
    team = grouping.of(state.teams[step.id].first, seat) if step.id in state.teams else None
    if not team or not _may(step, stage, "send"):
        return no("No messages are sent at this point. Keep it for the next round.")
    if act.to == team.id or act.to not in {side.id for side in step.sides}:
        return no("Choose another delegation to write to.")
    if not step.messages_left(stage, state.sent(step.id, stage, team.id)):
        return no("Your delegation has sent all the messages that it may send at this stage.")
    note = Note(step.id, stage, seat, team.id, act.to, act.text)
    return yes(replace(state, notes=(*state.notes, note)))


def _declared(state: State, step: SimulationStep, seat: str, act: Declare) -> Verdict:
    stage = state.stage(step.id).stage
    team = grouping.of(state.teams[step.id].first, seat) if step.id in state.teams else None
    if not team or not _may(step, stage, "declare"):
        return no("Statements are not taken at this point.")
    return yes(replace(state, statements={**state.statements, (step.id, team.id): act.text}))


def _may(step: SimulationStep, stage: str, what: str) -> bool:
    return any(phase.id == stage and what in phase.may for phase in step.phases)

"""What the desk's orders make of a class."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from trilateral.classroom import grouping
from trilateral.classroom.protocol import (
    Ask,
    Close,
    Door,
    Extend,
    Go,
    Listen,
    Remove,
    Show,
    Stage,
)
from trilateral.classroom.script import ONLY, GroupsStep, SimulationStep
from trilateral.classroom.state import Progress, Slot, State, Teams
from trilateral.classroom.verdict import REPEATED, Verdict, no, yes

if TYPE_CHECKING:
    from trilateral.classroom.events import Ordered
    from trilateral.classroom.script import Step

_MINUTE = 60.0


def ordered(state: State, event: Ordered) -> Verdict:
    """Return whether an order can be carried out, and the class after it."""
    verdict = _ordered(state, event)
    return REPEATED if verdict.after == state else verdict


def _ordered(state: State, event: Ordered) -> Verdict:  # noqa: PLR0911 -- one for each order
    match event.order:
        case Go(to=to):
            return _go(state, to, event.at)
        case Stage():
            return _staged(state, event.order, event)
        case Show():
            return _show(state, event.order)
        case Extend():
            return _extended(state, event.order, event.at)
        case Door(open=is_open):
            return yes(replace(state, door=is_open))
        case Remove(seat=seat):
            return _removed(state, seat)
        case Listen(host=host):
            return yes(replace(state, host=host))
        case Ask():
            return yes(replace(state, asked=True))
        case Close():
            return yes(replace(state, over=True))
        case _:
            assert_never(event.order)


def _go(state: State, to: str, at: float) -> Verdict:
    if state.script.step(to) is None:
        return no("The plan has no such step.")
    if to == state.at:
        return REPEATED
    began = at if state.began is None else state.began
    return yes(replace(state, at=to, began=began, entered=at))


def _staged(state: State, order: Stage, event: Ordered) -> Verdict:
    step = state.script.step(order.step)
    if step is None or step.id != state.at:
        return no("The class is at another step now. Go to that step first.")
    if order.to not in step.stages:
        return no("This step has no such stage.")
    now = state.stage(step.id)
    if order.to == now.stage:
        return REPEATED
    if _hides_again(step, now.stage, order.to):
        return no("The class has seen the result, so this cannot be opened again.")
    opens = step.opens(order.to)
    lasts = step.lasts(order.to)
    progress = Progress(
        order.to,
        event.at + lasts * _MINUTE if lasts else None,
        now.opened | ({opens} if opens else set()),
    )
    after = replace(state, progress={**state.progress, step.id: progress})
    return yes(_seated(after, step, event))


def _hides_again(step: Step, now: str, to: str) -> bool:
    stages = step.stages
    return (
        step.uncovers is not None
        and stages.index(now) >= stages.index(step.uncovers)
        and stages.index(to) < stages.index(now)
    )


def _seated(state: State, step: Step, event: Ordered) -> State:
    """Form the groups that a stage needs; groups that exist stay."""
    teams = state.teams.get(step.id)
    stage = state.stage(step.id).stage
    if isinstance(step, SimulationStep) and stage != "ready" and not teams:
        sides = step.sides_for(len(state.seats))
        teams = Teams(grouping.delegations(state.seats, event.here, sides, event.seed))
    if isinstance(step, GroupsStep) and stage != "ready":
        sides = [account.id for account in step.accounts]
        teams = teams or Teams(grouping.experts(state.seats, event.here, sides, event.seed))
        if stage != "experts" and not teams.mixed:
            teams = replace(teams, mixed=grouping.mixed(teams.first, event.here))
    return replace(state, teams={**state.teams, step.id: teams}) if teams else state


def _show(state: State, order: Show) -> Verdict:
    written = state.answers_to(Slot(order.step, "only", ONLY))
    if order.word not in {state.word(order.step, seat) for seat in written}:
        return no("This has been changed or taken out in the meantime. Choose again.")
    word = {(order.step, order.word)}
    return yes(replace(state, shown=state.shown | word if order.shown else state.shown - word))


def _extended(state: State, order: Extend, at: float) -> Verdict:
    if order.step != state.at:
        return no("The class is at another step now.")
    now = state.stage(order.step)
    ends = max(now.ends or 0.0, at + order.minutes * _MINUTE)
    progress = {**state.progress, order.step: replace(now, ends=ends)}
    return yes(replace(state, progress=progress))


def _removed(state: State, seat: str) -> Verdict:
    if seat in state.removed:
        return REPEATED
    if seat not in state.seats:
        return no("Nobody has this seat.")
    after = replace(
        state,
        seats={name: key for name, key in state.seats.items() if name != seat},
        removed={**state.removed, seat: state.seats[seat]},
        answers={
            slot: {name: answer for name, answer in all_.items() if name != seat}
            for slot, all_ in state.answers.items()
        },
        late=frozenset(each for each in state.late if each[0] != seat),
        notes=tuple(note for note in state.notes if note.seat != seat),
        shares={name: share for name, share in state.shares.items() if name != seat},
        teams={
            step: Teams(grouping.without(each.first, seat), grouping.without(each.mixed, seat))
            for step, each in state.teams.items()
        },
    )
    return yes(after)

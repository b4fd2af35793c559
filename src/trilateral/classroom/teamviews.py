"""Groups and delegations as one page sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.classroom import grouping, roles, views
from trilateral.classroom.state import Teams
from trilateral.classroom.viewer import reached, staged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.classroom.script import GroupsStep, SimulationStep
    from trilateral.classroom.state import State
    from trilateral.classroom.viewer import Viewer

_NOBODY = Teams(())


def groups_view(state: State, step: GroupsStep, who: Viewer) -> views.Groups:
    """Return the jigsaw: on a phone one's own group, role and evidence."""
    stage = state.stage(step.id).stage
    task = "" if stage == "ready" else _task(step, stage)
    view = views.Groups(**staged(state, step), task_html=task)
    all_ = tuple(_group(state, step, team, who, i) for i, team in enumerate(_now(state, step)))
    if who.phone:
        view = _own_group(state, step, who.seat, view)
        return view.model_copy(update={"groups": all_ if stage == "done" else ()})
    cards = tuple(account.card for account in step.accounts) if who.desk else ()
    return view.model_copy(update={"groups": all_, "cards": cards})


def _task(step: GroupsStep, stage: str) -> str:
    return step.task_html if stage == "experts" else step.compare_html


def _now(state: State, step: GroupsStep) -> grouping.Teams:
    teams = state.teams.get(step.id, _NOBODY)
    return teams.mixed if reached(state, step, "mixed") else teams.first


def _own_group(state: State, step: GroupsStep, seat: str, view: views.Groups) -> views.Groups:
    teams = _now(state, step)
    team = grouping.of(teams, seat)
    if not team or view.stage == "ready":
        return view
    first = grouping.of(state.teams[step.id].first, seat)
    card = next((each.card for each in step.accounts if first and each.id == first.side), None)
    kind: roles.Kind = "mixed" if reached(state, step, "mixed") else "experts"
    return view.model_copy(
        update={
            "group": _group(state, step, team, None, teams.index(team)),
            "role": roles.role(kind, team.members.index(seat)),
            "reports": kind == "mixed" and roles.reports(team.members.index(seat)),
            "cards": (card,) if card else (),
        }
    )


def _group(
    state: State, step: GroupsStep, team: grouping.Team, who: Viewer | None, place: int
) -> views.Group:
    """Return a group; its report is its own and the desk's until the reports are shown."""
    title = {each.id: each.card.title for each in step.accounts}.get(team.side, "")
    report = state.reports.get((step.id, team.id))
    seen = who is None or who.desk or state.stage(step.id).stage == "done"
    return views.Group(
        id=team.id,
        title=f"Group {place + 1}" if team.side else f"Table {place + 1}",
        members=team.members,
        account=title,
        report=report if seen else None,
        reported=report is not None,
    )


def simulation_view(state: State, step: SimulationStep, who: Viewer) -> views.Simulation:
    """Return the simulation: on a phone one's own delegation's brief and messages."""
    stage = state.stage(step.id).stage
    phase = step.phase(stage)
    teams = state.teams.get(step.id, _NOBODY).first
    own = grouping.of(teams, who.seat) if who.phone else None
    side = next((each for each in step.sides if own and each.id == own.side), None)
    open_to_own = phase is not None and own is not None
    return views.Simulation(
        **staged(state, step),
        stage_title=phase.title if phase else step.title,
        label=step.label,
        scene_html=step.scene_html if phase else "",
        task_html=phase.task_html if phase else "",
        mine=side.id if side else None,
        brief=side.brief if side and phase else (),
        delegations=tuple(_delegations(state, step, who, own)),
        messages=tuple(_messages(state, step, who, own)),
        may=phase.may if open_to_own and phase else (),
        messages_left=step.messages_left(stage, state.sent(step.id, stage, own.id))
        if own and phase and phase.messages
        else None,
    )


def _delegations(
    state: State, step: SimulationStep, who: Viewer, own: grouping.Team | None
) -> Iterator[views.Delegation]:
    titles = {side.id: side.title for side in step.sides}
    published = reached(state, step, "published")
    for team in state.teams.get(step.id, _NOBODY).first:
        seen = published or who.desk or team == own
        yield views.Delegation(
            id=team.id,
            title=titles.get(team.id, team.id),
            members=team.members,
            statement=state.statements.get((step.id, team.id)) if seen else None,
        )


def _messages(
    state: State, step: SimulationStep, who: Viewer, own: grouping.Team | None
) -> Iterator[views.Message]:
    for number, note in enumerate(state.notes):
        if note.step != step.id:
            continue
        if who.desk or (own and own.id in (note.sender, note.to)):
            yield views.Message(
                id=f"m{number}", stage=note.phase, sender=note.sender, to=note.to, text=note.text
            )

"""The whole of what each page shows: `view` of a class for a phone, the projector or the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, assert_never

from trilateral.classroom import views
from trilateral.classroom.moves import moves
from trilateral.classroom.questionviews import poll_view, predict_view, vote_view
from trilateral.classroom.script import (
    ONLY,
    OPEN,
    ExitStep,
    GroupsStep,
    PollStep,
    PredictStep,
    ShowStep,
    SimulationStep,
    VoteStep,
    WordsStep,
)
from trilateral.classroom.state import Slot, State
from trilateral.classroom.tallies import answers, begin_with, right, tally
from trilateral.classroom.teamviews import groups_view, simulation_view
from trilateral.classroom.viewer import (
    DESK,
    SCREEN,
    Viewer,
    answered,
    base,
    done,
    own_answer,
    reached,
    staged,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.classroom.protocol import Round
    from trilateral.classroom.script import Asked


@dataclass(frozen=True)
class Place:
    """What the server knows of the room, and the class does not."""

    address: str | None = None
    qr: str | None = None
    offers: tuple[views.Offer, ...] = ()
    here: frozenset[str] = frozenset()
    """Seats whose phones were heard from recently."""
    folder: str = ""


def phone_view(state: State, seat: str) -> views.PhoneView:
    """Return what a seat's phone shows."""
    return views.PhoneView(
        title=state.script.title,
        seat=seat,
        step=step_view(state, Viewer("phone", seat)),
        share=_share(state, seat),
    )


_SHOWN_TO_PHONES: Final = (
    "at",
    "progress",
    "teams",
    "reports",
    "notes",
    "statements",
    "shown",
    "shares",
    "asked",
    "over",
)


def same_for_phone(before: State, after: State, seat: str) -> bool:
    """Return whether a seat's phone certainly shows the same at two moments of one class.

    When one of forty votes, the other thirty-nine phones show nothing new. States share what they
    have in common, so the views need not be made to know this.
    """
    if any(getattr(before, name) is not getattr(after, name) for name in _SHOWN_TO_PHONES):
        return False
    if before.answers is after.answers:
        return True
    step = after.step
    if step.kind == "words" or after.stage(step.id).stage in ("shown", "revealed"):
        return False  # others' answers are on the phone
    slots = [slot for slot in after.answers if slot.step == step.id]
    return all(
        before.answers_to(slot).get(seat) is after.answers_to(slot).get(seat) for slot in slots
    )


def _share(state: State, seat: str) -> views.Share:
    share = state.share(seat)
    if share is None:
        return "asked" if state.asked else "unasked"
    return "yes" if share else "no"


def screen_view(state: State, place: Place) -> views.ScreenView:
    """Return what the projector shows."""
    return views.ScreenView(
        title=state.script.title,
        address=place.address,
        qr=place.qr,
        joined=len(state.seats),
        step=step_view(state, SCREEN),
    )


def desk_view(state: State, place: Place) -> views.DeskView:
    """Return what the desk shows."""
    shares = [state.share(seat) for seat in state.seats]
    return views.DeskView(
        title=state.script.title,
        address=place.address,
        offers=place.offers,
        door=state.door,
        plan=tuple(_lines(state)),
        at=state.at,
        began=state.began,
        entered=state.entered,
        slack=state.script.slack,
        joined=len(state.seats),
        here=len(place.here & set(state.seats)),
        late=len(state.late),
        seats=tuple(_sittings(state, place)),
        step=step_view(state, DESK),
        moves=moves(state),
        asked=state.asked,
        yes=shares.count(True),
        no=shares.count(False),
        folder=place.folder,
    )


def step_view(state: State, who: Viewer) -> views.AnyStep:  # noqa: PLR0911 -- one for each kind
    """Return the step that the class is at, as one page sees it."""
    step = state.step
    if state.over:
        return _over(state)
    match step:
        case ShowStep():
            chart = None if who.phone else step.chart
            return views.Show(**base(state, step), kind=step.kind, chart=chart)
        case VoteStep():
            return vote_view(state, step, who)
        case PollStep():
            return poll_view(state, step, who)
        case PredictStep():
            return predict_view(state, step, who)
        case WordsStep():
            return _words_view(state, step, who)
        case GroupsStep():
            return groups_view(state, step, who)
        case SimulationStep():
            return simulation_view(state, step, who)
        case ExitStep():
            return _exit_view(state, step, who)
        case _:
            assert_never(step)


def _over(state: State) -> views.Over:
    level: views.Kept = "seats" if state.all_share else "counts"
    return views.Over(id="over", title="The class is over", kept=level)


def _words_view(state: State, step: WordsStep, who: Viewer) -> views.Words:
    slot = Slot(step.id, "only", ONLY)
    stage = state.stage(step.id).stage
    return views.Words(
        **staged(state, step),
        question=step.asked.question if who.desk or stage != "ready" else None,
        mine=own_answer(state, who, slot),
        answered=answered(state, who, step),
        words=tuple(_words(state, slot, who)),
    )


def _words(state: State, slot: Slot, who: Viewer) -> Iterator[views.Word]:
    for seat, answer in state.answers_to(slot).items():
        name = state.word(slot.step, seat)
        visible = (slot.step, name) in state.shown
        text = answer.answer.text or ""
        if who.desk:
            yield views.Word(id=name, text=text, shown=visible, seat=seat)
        elif visible:
            yield views.Word(id=name, text=text)


def _exit_view(state: State, step: ExitStep, who: Viewer) -> views.Exit:
    slot = Slot(step.id, "only", OPEN)
    stage = state.stage(step.id).stage
    visible = who.desk or stage != "ready"
    written = state.answers_to(slot) if who.desk else {}
    return views.Exit(
        **staged(state, step),
        items=tuple(_item(state, step, item, asked, who) for item, asked in step.items.items())
        if visible
        else (),
        open=step.open.question if visible else None,
        mine=own_answer(state, who, slot),
        answered=answered(state, who, step),
        begin=begin_with(state, step) if who.desk and stage == "closed" else None,
        words=tuple(
            views.Word(id=f"w{i}", text=answer.answer.text or "", seat=seat)
            for i, (seat, answer) in enumerate(written.items())
        ),
    )


def _item(state: State, step: ExitStep, item: str, asked: Asked, who: Viewer) -> views.ExitItem:
    slot = Slot(step.id, "only", item)
    view = views.ExitItem(id=item, question=asked.question, mine=own_answer(state, who, slot))
    if not who.desk:
        return view
    replies = answers(state, slot)
    return view.model_copy(
        update={
            "right": right(asked, replies),
            "answered": len(replies),
            "tally": tally(asked.question, replies),
            "key": asked.key,
        }
    )


def _lines(state: State) -> Iterator[views.Line]:
    steps = state.script.steps
    now = steps.index(state.step)
    for number, step in enumerate(steps):
        passed = number < now if isinstance(step, ShowStep) else step.id in state.progress
        yield views.Line(
            id=step.id,
            title=step.title,
            kind=step.kind,
            minutes=step.minutes,
            drop_html=step.drop_html,
            done=passed and reached(state, step, step.stages[-1]),
            notes_html=step.notes_html,
        )


def _sittings(state: State, place: Place) -> Iterator[views.Sitting]:
    opened = state.stage(state.at).opened
    last: Round = "second" if "second" in opened else "first" if "first" in opened else "only"
    ready = done(state, state.step, last)
    for seat in state.seats:
        yield views.Sitting(seat=seat, here=seat in place.here, answered=seat in ready)

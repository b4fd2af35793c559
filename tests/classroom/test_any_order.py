"""Acts that come in any order, twice or late leave one answer a seat and round."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.classroom.samples import CLASS, Klass, picked
from trilateral.classroom.applying import apply, replayed
from trilateral.classroom.events import EVENT, Acted, Event, Joined, Ordered
from trilateral.classroom.pageviews import phone_view, same_for_phone
from trilateral.classroom.protocol import Close, Give, Go, Share, Stage
from trilateral.classroom.state import State, begin, hashed

SEATS = ("amber otter", "blue heron", "coral crane")
STAGES = ("first", "discuss", "second", "shown", "revealed")

votes = st.builds(
    lambda seat, n, in_round, option: Acted(
        at=0,
        seat=seat,
        act=Give(n=n, step="vote", do="answer", round=in_round, answer=picked(option)),
    ),
    st.sampled_from(SEATS),
    st.integers(1, 6),
    st.sampled_from(["first", "second"]),
    st.sampled_from("abc"),
)
orders = st.sampled_from(STAGES).map(
    lambda stage: Ordered(at=0, order=Stage(do="stage", step="vote", to=stage))
)
others = st.sampled_from(
    [
        Ordered(at=0, order=Go(do="go", to="vote")),
        Ordered(at=0, order=Go(do="go", to="exit")),
        Joined(at=0, seat="red fox", key=hashed("red fox")),
        Joined(at=0, seat="red fox", key=hashed("another")),
        Acted(at=0, seat="nobody", act=Share(n=1, do="share", yes=True)),
    ]
)


def open_class(*stages: str) -> State:
    """Return a class of three at its vote."""
    klass = Klass()
    klass.join(*SEATS)
    klass.go("vote", *stages)
    return klass.state


def kept(state: State) -> dict[tuple[str, str], tuple[int, object]]:
    """Return which act counts, by seat and round."""
    return {
        (seat, slot.round): (each.n, each.answer)
        for slot, all_ in state.answers.items()
        for seat, each in all_.items()
    }


@given(st.lists(votes, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_when_votes_are_shuffled_and_repeated_then_the_newest_of_each_seat_counts(
    sent: list[Acted], chance: object
) -> None:
    first = {(each.seat, each.act.n, each.act.round): each for each in sent}  # type: ignore[union-attr]
    distinct = list(first.values())  # a phone never gives one number to two acts
    arriving = distinct + distinct[: len(distinct) // 2]
    chance.shuffle(arriving)  # type: ignore[attr-defined]
    state = replayed(open_class("first", "discuss", "second"), arriving)
    expected: dict[tuple[str, str], int] = {}
    for seat, n, in_round in first:
        expected[seat, in_round] = max(n, expected.get((seat, in_round), 0))
    assert {place: n for place, (n, _) in kept(state).items()} == expected


@given(st.lists(st.one_of(votes, orders, others), max_size=25))
@settings(max_examples=60)
def test_when_anything_happens_in_any_order_then_each_seat_has_one_vote_a_round_and_keeps_it(
    events: list[Event],
) -> None:
    state = open_class()
    for event in events:
        before = kept(state)
        state = apply(state, event)
        after = kept(state)
        assert set(before) <= set(after)  # no vote is lost
        assert all(after[place][0] >= n for place, (n, _) in before.items())
        assert apply(state, event) == state  # and none counts twice


@given(st.lists(st.one_of(votes, orders, others), max_size=25))
@settings(max_examples=40)
def test_when_the_journal_is_read_again_then_the_class_is_the_same(events: list[Event]) -> None:
    lines = [json.dumps(each.model_dump(mode="json", exclude_none=True)) for each in events]
    again = [EVENT.validate_json(each) for each in lines]
    assert replayed(begin(CLASS, 0.0), again) == replayed(begin(CLASS, 0.0), events)


@given(st.lists(st.one_of(votes, orders, others), max_size=25))
@settings(max_examples=40)
def test_when_a_phone_is_said_to_show_the_same_then_it_does(events: list[Event]) -> None:
    state = open_class()
    for event in events:
        before, state = state, apply(state, event)
        if same_for_phone(before, state, SEATS[0]):
            assert phone_view(before, SEATS[0]) == phone_view(state, SEATS[0])


def test_when_somebody_else_votes_then_a_phone_is_said_to_show_the_same() -> None:
    before = open_class("first")
    give = Give(n=1, step="vote", do="answer", round="first", answer=picked("a"))
    after = apply(before, Acted(at=0, seat=SEATS[1], act=give))
    assert after != before
    assert same_for_phone(before, after, SEATS[0])
    assert not same_for_phone(before, after, SEATS[1])


@given(st.lists(st.one_of(votes, orders, others), max_size=10))
@settings(max_examples=20)
def test_when_the_class_is_over_then_nothing_changes_it(events: list[Event]) -> None:
    over = apply(open_class("first"), Ordered(at=0, order=Close(do="close")))
    assert replayed(over, events) == over

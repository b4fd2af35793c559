"""What each page gets to see of a class, and what it must not get yet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.classroom.samples import KEY_WORDS, Klass, picked
from trilateral.classroom.pageviews import Place, desk_view, phone_view, screen_view
from trilateral.classroom.pictures import open_charts
from trilateral.classroom.protocol import Answer, Ask, Close, Declare, Report, Send, Share, Show

if TYPE_CHECKING:
    from pydantic import BaseModel

    from trilateral.classroom.protocol import Round
    from trilateral.classroom.views import DeskView, PhoneView, ScreenView

ANNA, BEN, CARL = "amber otter", "blue heron", "coral crane"
ROUNDS: dict[str, Round] = {"first": "first", "second": "second"}
PLACE = Place(address="http://192.0.2.2:8765/", qr="qr.svg?1", here=frozenset({ANNA}))


def text(view: BaseModel) -> str:
    """Return a view as it is sent."""
    return view.model_dump_json(exclude_none=True)


def seen(klass: Klass) -> tuple[PhoneView, ScreenView, DeskView]:
    """Return what the three pages show."""
    state = klass.state
    return phone_view(state, ANNA), screen_view(state, PLACE), desk_view(state, PLACE)


@pytest.fixture
def klass() -> Klass:
    """Return a class of three."""
    klass = Klass()
    klass.join(ANNA, BEN, CARL)
    return klass


def voted(klass: Klass, *stages: str) -> Klass:
    """Return a class with two votes given in each round that is opened on the way."""
    for stage in stages:
        klass.go("vote", stage)
        for n, (name, in_round) in enumerate(ROUNDS.items()):
            if name == stage:
                klass.answer(BEN, 2 + n, picked("b"), in_round)
                klass.answer(CARL, 2 + n, picked("c"), in_round)
    return klass


@pytest.mark.parametrize(
    ("stages", "counts", "key"),
    [
        ((), False, False),
        (("first",), False, False),
        (("first", "discuss"), False, False),
        (("first", "discuss", "second"), False, False),
        (("first", "discuss", "second", "shown"), True, False),
        (("first", "discuss", "second", "shown", "revealed"), True, True),
    ],
)
def test_when_a_vote_goes_on_then_the_class_gets_counts_and_key_only_in_their_time(
    klass: Klass, stages: tuple[str, ...], *, counts: bool, key: bool
) -> None:
    voted(klass, *stages) if stages else klass.go("vote")
    phone, screen, desk = seen(klass)
    for view in (phone, screen):
        assert ("rounds" in text(view)) is counts
        assert ('"key"' in text(view)) is key
        assert (KEY_WORDS in text(view)) is key
    assert '"key":["b"]' in text(desk)


def test_when_a_round_is_open_then_not_even_the_desk_sees_its_counts(klass: Klass) -> None:
    voted(klass, "first")
    assert json.loads(text(seen(klass)[2].step))["rounds"] == {}
    voted(klass, "discuss", "second")
    rounds = json.loads(text(seen(klass)[2].step))["rounds"]
    assert rounds == {"first": {"counts": {"a": 0, "b": 1, "c": 1}, "total": 2}}


def test_when_somebody_votes_then_other_phones_get_nothing_new(klass: Klass) -> None:
    klass.go("vote", "first")
    before = seen(klass)
    klass.answer(BEN, 1, picked("b"), "first")
    after = seen(klass)
    assert before[0] == after[0]
    assert (before[1].step.answered, after[1].step.answered) == (0, 1)  # type: ignore[union-attr]


def test_when_a_seat_has_voted_then_its_own_phone_shows_it(klass: Klass) -> None:
    klass.go("vote", "first")
    klass.answer(ANNA, 1, picked("b"), "first")
    assert seen(klass)[0].step.mine == {"first": picked("b")}  # type: ignore[union-attr]
    assert [each.answered for each in seen(klass)[2].seats] == [True, False, False]


def test_when_predictions_are_open_then_neither_others_nor_the_record_are_sent(
    klass: Klass,
) -> None:
    klass.go("predict", "open")
    klass.answer(BEN, 1, Answer(bars={"bar-1": 7, "bar-2": 9}))
    for view in seen(klass)[:2]:
        assert "drawn" not in text(view)
        assert "38" not in text(view)
    klass.go("predict", "shown")
    for view in seen(klass)[:2]:
        assert '"drawn":[{"bar-1":7.0,"bar-2":9.0}]' in text(view)
        assert "38" not in text(view)
    klass.go("predict", "revealed")
    assert "38" in text(seen(klass)[0])


def test_when_words_are_written_then_only_those_chosen_leave_for_the_class(klass: Klass) -> None:
    klass.go("words", "open")
    klass.answer(BEN, 1, Answer(text="rude"))
    klass.answer(CARL, 1, Answer(text="kind"))
    word = klass.state.word("words", CARL)
    klass.order(Show(do="show", step="words", word=word, shown=True))
    for view in seen(klass)[:2]:
        assert "rude" not in text(view)
        assert "kind" in text(view)
        assert CARL not in text(view)
    assert "rude" in text(seen(klass)[2])


def test_when_groups_sit_then_a_phone_gets_its_own_evidence_and_role(klass: Klass) -> None:
    klass.join("red fox", "jade jay", "lime lark")
    klass.go("groups", "experts")
    step = seen(klass)[0].step
    assert step.kind == "groups"
    assert step.group
    assert ANNA in step.group.members
    assert step.role
    assert [card.title for card in step.cards] == [step.group.account]
    klass.go("groups", "mixed")
    mixed = klass.state.teams["groups"].mixed
    for team in mixed:
        steps = [phone_view(klass.state, seat).step for seat in team.members]
        assert [each.kind == "groups" and each.reports for each in steps[:3]] == [True, True, False]


def test_when_a_group_has_reported_then_others_read_it_when_reports_are_shown(
    klass: Klass,
) -> None:
    klass.go("groups", "experts", "mixed")
    klass.act(ANNA, Report(n=1, step="groups", do="report", text="we agree"))
    assert "we agree" in text(seen(klass)[0])
    assert "we agree" not in text(seen(klass)[1])
    assert '"reported":true' in text(seen(klass)[1])
    klass.go("groups", "done")
    for view in seen(klass):
        assert "we agree" in text(view)


def test_when_delegations_meet_then_secrets_messages_and_statements_stay_where_they_belong(
    klass: Klass,
) -> None:
    klass.go("shoal", "brief", "round-1")
    sides = {seat: team.id for team in klass.state.teams["shoal"].first for seat in team.members}
    other = next(seat for seat in (BEN, CARL) if sides[seat] != sides[ANNA])
    klass.act(ANNA, Send(n=1, step="shoal", do="send", to=sides[other], text="in confidence"))
    klass.act(ANNA, Declare(n=2, step="shoal", do="declare", text="in public"))
    phone, screen, desk = seen(klass)
    theirs = text(phone_view(klass.state, other))
    assert f"secret of {sides[ANNA]}" in text(phone)
    assert f"secret of {sides[other]}" not in text(phone)
    assert "secret of" not in text(screen)
    assert "in confidence" in theirs
    assert "in confidence" in text(desk)
    assert "in confidence" not in text(screen)
    assert "in public" in text(phone)
    assert "in public" not in theirs
    klass.go("shoal", "published")
    assert "in public" in text(seen(klass)[1])


def test_when_the_exit_ticket_is_closed_then_the_desk_knows_what_to_begin_with(
    klass: Klass,
) -> None:
    klass.go("exit", "open")
    for seat, right in ((ANNA, "b"), (BEN, "a")):
        klass.answer(seat, 1, picked("b"), item="one")
        klass.answer(seat, 2, picked(right), item="two")
    klass.answer(ANNA, 3, Answer(text="why?"), item="open")
    assert "begin" not in text(seen(klass)[2])
    klass.go("exit", "closed")
    phone, screen, desk = seen(klass)
    assert '"begin":"two"' in text(desk)
    for view in (phone, screen):
        for hidden in ("begin", '"right"', '"key"', "tally"):
            assert hidden not in text(view)
    assert "why?" not in text(screen)


def test_when_a_chart_answers_a_prediction_then_its_picture_waits_too(klass: Klass) -> None:
    chart = {"light": "chart/a.b.light.svg", "dark": "chart/a.b.dark.svg", "width": 1, "height": 1}
    changed = [
        {**step.model_dump(), "chart": {**chart, "description": "", "table_html": ""}}
        if step.id == "predict"
        else step.model_dump()
        for step in klass.state.script.steps
    ]
    script = klass.state.script.model_validate(
        {**klass.state.script.model_dump(), "steps": changed}
    )
    klass.state = type(klass.state)(script, "predict")
    klass.go("predict", "open") if klass.state.at != "predict" else None
    assert open_charts(klass.state) == frozenset()
    for stage in ("open", "shown"):
        klass.go("predict", stage)
        assert open_charts(klass.state) == frozenset()
    klass.go("predict", "revealed")
    assert open_charts(klass.state) == {"a.b"}


def test_when_every_move_of_the_desk_is_followed_then_the_plan_is_gone_through_to_its_end(
    klass: Klass,
) -> None:
    klass.order(Ask(do="ask"))
    for seat in (ANNA, BEN, CARL):
        klass.act(seat, Share(n=1, do="share", yes=True))
    visited = []
    for _ in range(60):
        moves = seen(klass)[2].moves
        main = [move for move in moves if move.main]
        assert len(main) <= 1
        if not main:
            break
        assert klass.order(main[0].act).taken
        visited.append(klass.state.at)
    assert list(dict.fromkeys(visited)) == [step.id for step in klass.state.script.steps][1:]
    assert all(line.done for line in seen(klass)[2].plan)
    klass.order(Close(do="close"))
    assert [view.step.kind for view in seen(klass)] == ["over"] * 3
    assert '"kept":"seats"' in text(seen(klass)[0])


def test_when_the_desk_looks_then_each_move_it_is_offered_can_be_made(klass: Klass) -> None:
    for step in klass.state.script.steps:
        for stage in step.stages[1:]:
            klass.go(step.id, stage)
            for move in seen(klass)[2].moves:
                trial = Klass(klass.state, klass.now)
                assert trial.order(move.act).taken, move

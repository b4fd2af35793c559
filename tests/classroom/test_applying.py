"""What events make of a class: one answer a seat and round, and nothing that cannot be."""

from __future__ import annotations

import pytest

from tests.classroom.samples import CLASS, Klass, picked
from trilateral.classroom.applying import judge
from trilateral.classroom.events import Joined
from trilateral.classroom.protocol import (
    Answer,
    Ask,
    Close,
    Declare,
    Door,
    Extend,
    Give,
    Go,
    Remove,
    Report,
    Send,
    Share,
    Show,
    Stage,
)
from trilateral.classroom.state import Slot, hashed

ANNA, BEN, CARL = "amber otter", "blue heron", "coral crane"
FIRST = Slot("vote", "first", "only")


@pytest.fixture
def klass() -> Klass:
    """Return a class of three, at its first step."""
    klass = Klass()
    klass.join(ANNA, BEN, CARL)
    return klass


def test_when_a_phone_joins_twice_then_it_has_one_seat(klass: Klass) -> None:
    again = judge(klass.state, Joined(at=1, seat="red fox", key=hashed(ANNA)))
    assert again.taken
    assert again.after is None
    assert list(klass.state.seats) == [ANNA, BEN, CARL]


def test_when_the_door_is_closed_then_only_those_who_sit_there_come_in(klass: Klass) -> None:
    klass.order(Door(do="door", open=False))
    assert not judge(klass.state, Joined(at=1, seat="red fox", key=hashed("new"))).taken
    assert judge(klass.state, Joined(at=1, seat="red fox", key=hashed(ANNA))).taken


def test_when_a_vote_is_sent_twice_then_it_counts_once(klass: Klass) -> None:
    klass.go("vote", "first")
    assert klass.answer(ANNA, 1, picked("a"), "first").after
    assert klass.answer(ANNA, 1, picked("a"), "first") == klass.answer(
        ANNA, 1, picked("b"), "first"
    )
    assert [each.answer.picked for each in klass.state.answers_to(FIRST).values()] == [("a",)]


def test_when_an_older_vote_arrives_after_a_newer_one_then_the_newer_one_stands(
    klass: Klass,
) -> None:
    klass.go("vote", "first")
    klass.answer(ANNA, 5, picked("b"), "first")
    assert klass.answer(ANNA, 4, picked("a"), "first").taken
    assert klass.state.answers_to(FIRST)[ANNA].answer == picked("b")


@pytest.mark.parametrize(
    ("stages", "in_round", "taken"),
    [
        ([], "first", False),
        (["first"], "first", True),
        (["first"], "second", False),
        (["first", "discuss"], "first", True),  # the phone was out of reach when it was closed
        (["first", "discuss", "second"], "second", True),
        (["first", "discuss", "second", "shown"], "second", True),
        (["first", "discuss", "shown"], "second", False),  # there was no second vote
        (["first", "discuss", "second", "shown", "revealed"], "second", False),
        (["first"], "only", False),
    ],
)
def test_when_a_vote_arrives_at_a_stage_then_it_counts_or_not(
    klass: Klass, stages: list[str], in_round: str, *, taken: bool
) -> None:
    klass.go("vote", *stages)
    act = {"n": 1, "step": "vote", "do": "answer", "round": in_round, "answer": picked("a")}
    assert klass.act(ANNA, Give.model_validate(act)).taken is taken


def test_when_votes_come_after_the_answer_was_shown_then_they_are_said_to_be_late_once(
    klass: Klass,
) -> None:
    klass.go("vote", "first")
    klass.answer(BEN, 1, picked("a"), "first")
    klass.go("vote", "discuss", "second", "shown", "revealed")
    for _ in range(2):
        assert "not counted" in klass.answer(ANNA, 1, picked("b"), "first").why
    assert klass.answer(BEN, 1, picked("a"), "first").taken  # a replay of one that counted
    assert klass.state.late == {(ANNA, FIRST)}


@pytest.mark.parametrize(
    ("step", "answer", "why"),
    [
        ("poll", picked(), "Choose among"),
        ("poll", picked("z"), "Choose among"),
        ("poll", picked("a", "b"), "one answer"),
        ("poll", Answer(number=1), "Choose among"),
        ("predict", Answer(bars={"bar-1": 3}), "each bar"),
        ("predict", Answer(bars={"bar-1": 3, "bar-2": 81}), "between 0 and 80"),
        ("words", Answer(text="x" * 41), "41 characters; at most 40 are allowed"),
        ("words", picked("a"), "Write something"),
    ],
)
def test_when_an_answer_does_not_fit_its_question_then_it_says_why(
    klass: Klass, step: str, answer: Answer, why: str
) -> None:
    klass.go(step, "open")
    assert why in klass.answer(ANNA, 1, answer).why
    assert not klass.state.answers


def test_when_the_result_has_been_seen_then_the_vote_cannot_be_opened_again(klass: Klass) -> None:
    klass.go("vote", "first", "discuss", "first", "discuss", "second", "shown")
    assert "seen the result" in klass.order(Stage(do="stage", step="vote", to="first")).why


def test_when_an_order_is_repeated_then_it_changes_nothing(klass: Klass) -> None:
    klass.go("vote", "first")
    for order in (Go(do="go", to="vote"), Stage(do="stage", step="vote", to="first")):
        again = klass.order(order)
        assert again.taken
        assert again.after is None


def test_when_a_stage_is_asked_of_another_step_then_it_is_refused(klass: Klass) -> None:
    klass.go("vote")
    assert not klass.order(Stage(do="stage", step="poll", to="open")).taken


def test_when_the_word_changes_after_it_was_chosen_then_the_new_one_is_not_shown(
    klass: Klass,
) -> None:
    klass.go("words", "open")
    klass.answer(ANNA, 1, Answer(text="fair"))
    word = klass.state.word("words", ANNA)
    assert klass.order(Show(do="show", step="words", word=word, shown=True)).taken
    klass.answer(ANNA, 2, Answer(text="foul"))
    assert ("words", klass.state.word("words", ANNA)) not in klass.state.shown
    assert not klass.order(Show(do="show", step="words", word=word, shown=True)).taken


def test_when_a_seat_is_taken_out_then_its_answers_do_not_count_and_its_phone_stays_out(
    klass: Klass,
) -> None:
    klass.go("vote", "first")
    klass.answer(ANNA, 1, picked("a"), "first")
    klass.order(Remove(do="remove", seat=ANNA))
    assert not klass.state.answers_to(FIRST)
    assert not klass.answer(ANNA, 2, picked("a"), "first").taken
    assert not judge(klass.state, Joined(at=1, seat="red fox", key=hashed(ANNA))).taken


def test_when_minutes_are_added_then_a_stage_never_gets_shorter(klass: Klass) -> None:
    klass.go("vote", "first", "discuss")
    assert klass.state.stage("vote").ends == 180
    klass.order(Extend(do="extend", step="vote", minutes=2))
    assert klass.state.stage("vote").ends == 180
    klass.now = 170
    klass.order(Extend(do="extend", step="vote", minutes=2))
    assert klass.state.stage("vote").ends == 290


def test_when_a_group_reports_then_the_last_report_stands_and_a_replay_does_not(
    klass: Klass,
) -> None:
    klass.go("groups")
    early = Report(n=1, step="groups", do="report", text="early")
    assert "not been formed" in klass.act(ANNA, early).why
    klass.go("groups", "experts", "mixed")
    assert klass.act(ANNA, early).taken  # what was refused may be sent again
    klass.act(ANNA, Report(n=2, step="groups", do="report", text="final"))
    klass.act(ANNA, early)
    assert list(klass.state.reports.values()) == ["final"]


def test_when_somebody_comes_late_then_there_is_a_place_in_both_groups(klass: Klass) -> None:
    klass.go("groups", "experts", "mixed")
    klass.join("red fox")
    teams = klass.state.teams["groups"]
    for each in (teams.first, teams.mixed):
        assert sum("red fox" in team.members for team in each) == 1


def test_when_delegations_write_then_each_message_counts_once_and_up_to_their_number(
    klass: Klass,
) -> None:
    klass.go("shoal", "brief", "round-1")
    side = next(team for team in klass.state.teams["shoal"].first if ANNA in team.members).id
    other = "beijing" if side == "manila" else "manila"
    send = Send(n=1, step="shoal", do="send", to=other, text="Talk?")
    klass.act(ANNA, send)
    klass.act(ANNA, send)
    assert len(klass.state.notes) == 1
    assert not klass.act(ANNA, send.model_copy(update={"n": 2, "to": side})).taken
    assert klass.act(ANNA, send.model_copy(update={"n": 3})).taken
    assert "all the messages" in klass.act(ANNA, send.model_copy(update={"n": 4})).why


def test_when_a_delegation_declares_then_it_has_one_statement_until_it_is_published(
    klass: Klass,
) -> None:
    klass.go("shoal", "brief", "round-1")
    for n, text in enumerate(("first", "second"), start=1):
        klass.act(ANNA, Declare(n=n, step="shoal", do="declare", text=text))
    klass.go("shoal", "published")
    assert not klass.act(ANNA, Declare(n=3, step="shoal", do="declare", text="third")).taken
    assert list(klass.state.statements.values()) == ["second"]


def test_when_phones_are_asked_then_one_no_or_one_silence_keeps_counts_alone(klass: Klass) -> None:
    assert not klass.act(ANNA, Share(n=1, do="share", yes=True)).taken
    klass.order(Ask(do="ask"))
    for seat in (ANNA, BEN):
        klass.act(seat, Share(n=1, do="share", yes=True))
    assert not klass.state.all_share
    klass.act(CARL, Share(n=2, do="share", yes=True))
    assert klass.state.all_share
    klass.act(CARL, Share(n=3, do="share", yes=False))
    klass.act(CARL, Share(n=2, do="share", yes=True))  # late, and older
    assert not klass.state.all_share


def test_when_the_class_is_closed_then_nothing_counts_any_more(klass: Klass) -> None:
    klass.go("vote", "first")
    klass.order(Close(do="close"))
    assert klass.answer(ANNA, 1, picked("a"), "first").why == "The class is over."
    assert not klass.order(Go(do="go", to="poll")).taken


def test_when_the_first_step_is_left_then_the_class_has_begun(klass: Klass) -> None:
    assert klass.state.began is None
    klass.now = 9.0
    klass.go("vote")
    klass.now = 12.0
    klass.go("join")
    assert klass.state.began == 9.0
    assert klass.state.script is CLASS

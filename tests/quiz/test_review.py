"""What comes back in a later lesson: the page's rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.quiz.page import question
from tests.quiz.samples import ITEMS, SECOND, bank
from tests.quiz.statements import answered

if TYPE_CHECKING:
    from tests.quiz.page import Modules
    from trilateral.quiz.statements import Confidence

pytestmark = pytest.mark.browser

DAY = timedelta(days=1)
START = datetime(2026, 10, 1, 12, tzinfo=UTC)
LESSON = "01_first"

_DUE = """
const {read} = await import("/parts/quiz/statements.js");
const {chosen, name} = await import("/parts/review/core.js");
const now = new Date(given.now);
const quiz = name("02_second", now);
return chosen(given.items, read(given.statements), quiz, now.getTime()).map(item => item.id);
"""


def answer(
    item: str, response: str, *, day: float = 0, quiz: str = "", sure: Confidence | None = None
) -> dict[str, Any]:
    time = START + day * DAY
    return answered(item, response, lesson=LESSON, quiz=quiz, confidence=sure, time=time)


def back(
    modules: Modules,
    day: float,
    *statements: dict[str, Any],
    forms: tuple[dict[str, Any], ...] = (),
) -> list[str]:
    """Return which of lesson 01's items come back in lesson 02 after some days."""
    items = [question(item, LESSON) for item in bank([*ITEMS, *forms]).items]
    now = (START + day * DAY).isoformat()
    found: list[str] = modules.run(_DUE, {"items": items, "statements": statements, "now": now})
    return found


def test_when_items_were_missed_or_guessed_then_they_come_back_in_a_later_lesson(
    modules: Modules,
) -> None:
    missed = answer("one", "b")
    guessed = answer("some", "a[,]b", sure="guess")
    known = answer("how-many", "1180", sure="sure")
    assert set(back(modules, 0.1, missed, guessed, known)) == {"one", "some"}
    assert back(modules, 0.1) == []


def test_when_wrong_and_sure_then_it_comes_first(modules: Modules) -> None:
    missed, sure = answer("one", "b"), answer("some", "c", day=0.01, sure="sure")
    assert back(modules, 1, missed, sure) == ["some", "one"]


def test_when_reviews_go_well_then_the_gaps_grow_until_it_is_learnt(modules: Modules) -> None:
    done = [answer("one", "b")]
    day = 0.0
    for gap in (0, 1, 4, 10):
        if gap:
            assert back(modules, day + gap - 0.1, *done) == []
        day += gap + 0.1
        assert back(modules, day, *done) == ["one"]
        done.append(answer("one", "a", day=day, quiz=f"review/02_second/{gap}", sure="sure"))
    assert back(modules, day + 100, *done) == []


def test_when_missed_in_a_review_then_it_starts_again(modules: Modules) -> None:
    done = [
        answer("one", "b"),
        answer("one", "a", day=1, quiz="review/02_second/a", sure="sure"),
        answer("one", "c", day=3, quiz="review/02_second/b"),
    ]
    assert back(modules, 3.1, *done) == ["one"]


def test_when_a_review_is_resumed_then_what_it_asked_today_is_still_there(
    modules: Modules,
) -> None:
    done = [answer("one", "b"), answer("some", "c")]
    today = answer("one", "a", day=0.2, quiz=f"review/02_second/{START:%Y-%m-%d}", sure="sure")
    assert back(modules, 0.3, *done) == ["one", "some"]
    assert back(modules, 0.3, *done, today) == ["one", "some"]
    assert back(modules, 1.3, *done, today) == ["some", "one"]


def test_when_much_was_missed_then_a_review_asks_five_at_most(modules: Modules) -> None:
    wrong = {"one": "b", "some": "c", "how-many": "0", "in-order": "z[,]y[,]x[,]w"}
    wrong |= {"pairs": "r1[.]m3[,]r2[.]m3", "name-it": "nothing"}
    assert len(back(modules, 1, *[answer(*each) for each in wrong.items()])) == 5


def test_when_an_item_has_a_second_form_then_the_review_draws_what_was_not_met(
    modules: Modules,
) -> None:
    def asked(day: float, *done: dict[str, Any]) -> list[str]:
        return back(modules, day, *done, forms=(SECOND,))

    missed = answer("one", "b")
    assert asked(0.1) == []
    assert asked(0.1, missed) == ["one-again"]
    again = answer("one-again", "e", day=0.2, quiz=f"review/02_second/{START:%Y-%m-%d}")
    assert asked(0.3, missed, again) == ["one-again"], "resumed as it was begun, and asked once"
    assert asked(1.3, missed, again) == ["one"], "the one that was met longest ago"


def test_when_a_second_form_goes_well_then_the_gap_of_the_item_grows(modules: Modules) -> None:
    done = [answer("one", "b"), answer("one-again", "d", day=1, quiz="review/02_second/a")]
    assert back(modules, 1.9, *done, forms=(SECOND,)) == []
    assert back(modules, 2.1, *done, forms=(SECOND,)) == ["one"]


def test_when_a_second_form_is_in_another_version_then_the_one_of_now_was_not_met(
    modules: Modules,
) -> None:
    done = [answer("one-again", "d"), answer("one", "b", day=1)]
    assert back(modules, 1.1, *done, forms=(SECOND,)) == ["one-again"]
    done[0] = answer("one-again", "d", day=2, quiz="review/02_second/a")
    assert back(modules, 4, *done, forms=(SECOND,)) == ["one"]
    assert back(modules, 4, *done, forms=({**SECOND, "version": 2},)) == ["one-again"]

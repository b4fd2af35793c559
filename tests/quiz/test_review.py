from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.quiz.samples import ITEMS, write_bank
from trilateral.quiz import Progress, Quiz, Review
from trilateral.quiz.memory import Memory
from trilateral.quiz.statements import Confidence, Event

if TYPE_CHECKING:
    from pathlib import Path

DAY = timedelta(days=1)
START = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def banks(tmp_path: Path) -> Path:
    write_bank(tmp_path, [ITEMS[0], ITEMS[1], ITEMS[2]], "01_first")
    write_bank(tmp_path, [{**ITEMS[5], "id": "later"}], "02_second")
    return tmp_path


def answer(  # noqa: PLR0913 -- what a learner did, in one line
    memory: Memory,
    item: str,
    response: str,
    *,
    day: float = 0,
    quiz: str = "01_first",
    sure: Confidence | None = None,
) -> None:
    memory.add(
        Event(
            verb="answered",
            learner="p",
            quiz=quiz,
            lesson="01_first",
            item=item,
            version=1,
            kind="choice",
            attempt=1,
            response=response,
            confidence=sure,
            time=START + day * DAY,
        )
    )


def back(banks: Path, memory: Memory, day: float, lesson: str = "02_second") -> list[str]:
    review = Review(lesson, folder=banks, memory=memory, now=START + day * DAY)
    return list(review.sitting.asked)


def test_when_items_were_missed_or_guessed_then_they_come_back_in_a_later_lesson(
    banks: Path,
) -> None:
    memory = Memory(banks / "state")
    answer(memory, "one", "b")
    answer(memory, "some", "a[,]b", sure="guess")
    answer(memory, "how-many", "1180", sure="sure")
    assert set(back(banks, memory, 0.1)) == {"one", "some"}
    assert back(banks, memory, 0.1, lesson="01_first") == []


def test_when_wrong_and_sure_then_it_comes_first(banks: Path) -> None:
    memory = Memory(banks / "state")
    answer(memory, "one", "b")
    answer(memory, "some", "c", day=0.01, sure="sure")
    assert back(banks, memory, 1) == ["some", "one"]


def test_when_reviews_go_well_then_the_gaps_grow_until_it_is_learnt(banks: Path) -> None:
    memory = Memory(banks / "state")
    answer(memory, "one", "b")
    day = 0.0
    for gap in (0, 1, 4, 10):
        if gap:
            assert back(banks, memory, day + gap - 0.1) == []
        day += gap + 0.1
        assert back(banks, memory, day) == ["one"]
        answer(memory, "one", "a", day=day, quiz=f"review/02_second/{gap}", sure="sure")
    assert back(banks, memory, day + 100) == []


def test_when_missed_in_a_review_then_it_starts_anew(banks: Path) -> None:
    memory = Memory(banks / "state")
    answer(memory, "one", "b")
    answer(memory, "one", "a", day=1, quiz="review/02_second/a", sure="sure")
    answer(memory, "one", "c", day=3, quiz="review/02_second/b")
    assert back(banks, memory, 3.1) == ["one"]


def test_when_a_review_is_resumed_then_what_it_asked_today_is_still_there(banks: Path) -> None:
    memory = Memory(banks / "state")
    answer(memory, "one", "b")
    answer(memory, "some", "c")
    review = Review("02_second", folder=banks, memory=memory)
    review.sitting.take({"do": "check", "item": "one", "response": "a", "confidence": "sure"})
    again = Review("02_second", folder=banks, memory=memory)
    assert set(again.sitting.asked) == {"one", "some"}
    assert again.sitting.standings()["one"].correct


def test_when_there_is_nothing_to_review_then_it_says_so_and_twins_stay_alike(
    banks: Path,
) -> None:
    memory = Memory(banks / "state")
    empty = Review("02_second", folder=banks, memory=memory)._repr_mimebundle_()
    answer(memory, "one", "b")
    full = Review("02_second", folder=banks, memory=memory)._repr_mimebundle_()
    assert empty["text/html"] == full["text/html"]
    assert empty["text/plain"] == full["text/plain"] == "Review of earlier lessons"


def test_when_progress_is_shown_then_each_lesson_is_counted_and_the_twin_knows_nothing(
    banks: Path,
) -> None:
    memory = Memory(banks / "state")
    progress = Progress(folder=banks, memory=memory)
    before = progress._repr_mimebundle_()
    quiz = Quiz("01_first", folder=banks, memory=memory)
    for item, response in {"one": "a", "some": ["c"]}.items():
        quiz.sitting.take({"do": "check", "item": item, "response": response})
    assert progress.rows() == [("01_first", 3, 2, 1, 1), ("02_second", 1, 0, 0, 0)]
    assert "<td>2</td>" in progress.as_html()
    assert progress._repr_mimebundle_()["text/html"] == before["text/html"]


def test_when_one_bank_is_broken_then_the_others_still_count(banks: Path) -> None:
    (banks / "03_broken.yaml").write_text("lesson: [")
    assert len(Progress(folder=banks, memory=Memory(banks / "state")).rows()) == 2

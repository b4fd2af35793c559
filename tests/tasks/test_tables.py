"""What the exercises' tables say is what the course's tables hold."""

from __future__ import annotations

from trilateral.evidence import load
from trilateral.tasks.tables import another_story


def test_when_a_story_is_added_then_the_readers_of_exercise_06_have_to_know_it() -> None:
    assert load("stories")["id"].tolist() == another_story.STORIES

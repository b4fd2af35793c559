"""Hints one at a time, on the record; variants that stay."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from trilateral.records import RecordStore
from trilateral.tasks import draw, hint, task
from trilateral.tasks.variants import LEARNER, learner

if TYPE_CHECKING:
    from pathlib import Path

PLACES = ("a", "b", "c", "d")


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the learner an empty place for records."""
    monkeypatch.setenv("TRILATERAL_STATE", str(tmp_path))
    monkeypatch.delenv(LEARNER)
    return tmp_path


def test_when_hints_are_asked_for_then_they_come_one_at_a_time_and_are_recorded(
    state: Path,
) -> None:
    @task("hinted-task", points=1, checks=1, hints=["look", "look closer"])
    def check(n: int) -> Any:  # noqa: ANN401 -- a generator of expectations
        yield n, "no"

    said = [repr(hint("hinted-task")) for _ in range(3)]
    assert said[:2] == ["Hint 1 of 2: look", "Hint 2 of 2: look closer"]
    assert "no more hints" in said[2]
    kept = [s for s in RecordStore(state).statements() if s["verb"]["id"].endswith("/hinted")]
    assert len(kept) == 2
    assert all(s["object"]["id"].endswith("/task/hinted-task") for s in kept)


def test_when_a_hint_holds_code_then_it_is_shown_as_code_and_never_obeyed() -> None:
    @task("coded-hint", points=1, checks=1, hints=["`a < b`"])
    def check(n: int) -> Any:  # noqa: ANN401 -- a generator of expectations
        yield n, "no"

    shown = hint("coded-hint")._repr_mimebundle_()["text/html"]
    assert shown == "<p>Hint 1 of 1: <code>a &lt; b</code></p>"


def test_when_a_task_is_not_known_then_the_hint_says_what_to_do() -> None:
    assert "Run the task's check cell first" in repr(hint("no-such-task"))


def test_when_a_variant_is_drawn_then_it_is_the_same_in_every_run() -> None:
    assert len({draw("where", PLACES) for _ in range(5)}) == 1
    assert learner() == learner()


def test_when_learners_differ_then_every_variant_is_drawn_by_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = set()
    for number in range(60):
        monkeypatch.setenv(LEARNER, f"learner {number}")
        drawn.add(draw("where", PLACES))
    assert drawn == set(PLACES)


def test_when_a_variant_is_drawn_then_the_learners_random_numbers_stay() -> None:
    before = random.getstate()
    draw("where", PLACES)
    assert random.getstate() == before


def test_when_records_cannot_be_kept_then_the_variant_still_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("TRILATERAL_STATE", str(blocked / "state"))
    assert len({draw("where", PLACES) for _ in range(5)}) == 1

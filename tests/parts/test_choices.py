"""A learner's choice is read from a notebook that may be anybody's."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilateral.parts import MIME, choices

TEXT = st.text(min_size=1, max_size=choices.MOST)
SOUND = st.one_of(st.dictionaries(TEXT, TEXT, max_size=5), st.lists(TEXT, max_size=5, unique=True))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
UNSOUND: dict[str, object] = {
    "a text": "claim",
    "a number": 7,
    "nothing": None,
    "a row that is a number": [1, 2],
    "a row twice": ["a", "a"],
    "an answer that is a list": {"a": ["b"]},
    "an empty answer": {"a": ""},
    "an answer that is long": {"a": "b" * (choices.MOST + 1)},
    "too many rows": {str(n): "b" for n in range(choices.MOST + 1)},
    "too long an order": [str(n) for n in range(choices.MOST + 1)],
}


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with nothing chosen."""
    monkeypatch.setattr(choices, "_chosen", {})


def cell(task: object, choice: object, kind: str = "choice") -> dict[str, object]:
    return {"outputs": [{"data": {MIME: {"kind": kind, "id": task, "choice": choice}}}]}


@given(SOUND)
def test_when_a_choice_is_sound_then_it_is_kept_as_it_is(choice: choices.Choice) -> None:
    assert choices.sound(json.loads(json.dumps(choice))) == choice


@pytest.mark.parametrize("value", UNSOUND.values(), ids=UNSOUND)
def test_when_a_value_is_not_a_choice_then_none_is_read(value: object) -> None:
    assert choices.sound(value) is None
    assert choices.stored([cell("task", value)]) == {}
    choices.take({"task": value})
    assert choices.chosen("task") == {}


@given(JSON)
def test_when_a_file_holds_anything_then_reading_it_raises_nothing(value: object) -> None:
    for cells in (value, [value], [{"outputs": value}], [{"outputs": [value]}]):
        assert choices.stored(cells) == {}
    choices.stored([cell(value, value)])
    choices.take(json.dumps(value))


@pytest.mark.parametrize("task", ["", 3, None, ["a"], "a" * (choices.MOST + 1)], ids=str)
def test_when_a_task_has_no_sound_id_then_its_choice_is_skipped(task: object) -> None:
    assert choices.stored([cell(task, {"a": "b"})]) == {}


def test_when_another_part_has_a_choice_then_it_is_skipped() -> None:
    assert choices.stored([cell("task", {"a": "b"}, kind="quiz")]) == {}


def test_when_a_part_appears_twice_then_the_last_choice_that_was_made_counts() -> None:
    cells = [cell("t", {"a": "1"}), cell("t", {"a": "2"}), cell("t", {})]
    assert choices.stored(cells) == {"t": {"a": "2"}}


def test_when_a_file_has_more_parts_than_any_exercise_then_the_first_are_read() -> None:
    cells = [cell(f"t{n}", {"a": "b"}) for n in range(2 * choices.MOST)]
    assert len(choices.stored(cells)) == choices.MOST


def test_when_a_choice_is_emptied_then_it_is_taken_back() -> None:
    choices.take('{"t": {"a": "b"}}')
    assert choices.chosen("t") == {"a": "b"}
    choices.take('{"t": {}}')
    assert choices.chosen("t") == {}


def test_when_a_notebook_is_run_for_somebody_then_the_choices_come_from_outside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(choices.CHOICES, '{"t": ["b", "a"]}')
    assert choices.chosen("t") == ["b", "a"]

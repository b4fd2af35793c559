"""Foreseen mistakes: opened by the mistake, by no other answer, and slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import pytest

from trilateral.tasks.foreseen import (
    NAME,
    Feedback,
    Foreseen,
    drawn,
    find,
    lock,
    salt_of,
    stretched,
    written,
)
from trilateral.tasks.forms import ROUNDED, forms

if TYPE_CHECKING:
    from pathlib import Path

FEEDBACK = Feedback(1.0, 1, ("You counted the rows of low confidence too.",))
TABLE = pd.DataFrame({"year": [2024, 2025], "n": [31, 30]})


def chart(data: pd.DataFrame, **properties: Any) -> alt.Chart:  # noqa: ANN401 -- Altair's
    return alt.Chart(data).mark_bar().encode(x="year:O", y="n:Q").properties(**properties)


def locked(answer: object, task: str = "t") -> Foreseen:
    salt = salt_of(task)
    keys = [stretched(form, salt, drawn(())) for form in forms({"a": answer}, (), ROUNDED)]
    return Foreseen(salt, (), (), tuple(lock(FEEDBACK, key) for key in keys))


@pytest.mark.parametrize(
    ("mistake", "same", "other"),
    [
        (36, 36.0, 35),
        (35.7142857, 35.71, 36.7142857),
        (TABLE, TABLE.set_index("year").iloc[::-1], TABLE.assign(n=[36, 35])),
        (TABLE.set_index("year")["n"], {2024: 31, 2025: 30}, {2024: 31, 2025: 31}),
        ({"a", "b"}, {"b", "a"}, {"a", "c"}),
        ([2024, 2025], [2025, 2024], [2024]),
        (chart(TABLE, title="A"), chart(TABLE, title="B", width=90), chart(TABLE)),
        (chart(TABLE), chart(TABLE.iloc[::-1]), chart(TABLE.assign(n=[1, 2]))),
    ],
    ids=["number", "rounded", "table", "series", "set", "list", "titled", "drawn"],
)
def test_when_an_answer_says_the_same_as_a_mistake_then_it_is_known(
    mistake: object, same: object, other: object
) -> None:
    known = locked(mistake)
    assert known.feedback({"a": same}) == FEEDBACK
    assert known.feedback({"a": other}) is None


def test_when_functions_are_told_apart_then_it_is_by_what_they_come_to() -> None:
    probes = ("f(8, 10)", "f(0, 1)")
    right = forms({"f": lambda a, b: (b - a) / a}, probes)
    assert right == forms({"f": lambda a, b: b / a - 1}, probes)
    assert right != forms({"f": lambda a, b: (b - a) / b}, probes)
    assert "raises ZeroDivisionError" in right[0]


def test_when_a_task_is_another_then_the_same_answer_opens_nothing() -> None:
    one, other = locked(36, "one"), locked(36, "other")
    mixed = Foreseen(one.salt, (), (), other.locked)
    assert other.feedback({"a": 36}) == FEEDBACK
    assert mixed.feedback({"a": 36}) is None


def test_when_mistakes_are_written_then_they_are_read_back_and_say_nothing(tmp_path: Path) -> None:
    content = written({"t": locked(TABLE)})
    (tmp_path / NAME).write_bytes(content)
    assert b"confidence" not in content
    known = find("t", tmp_path)
    assert known is not None
    assert known.feedback({"a": TABLE}) == FEEDBACK
    assert find("another", tmp_path) is None
    assert find("t", tmp_path / "nowhere") is None


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"t": {"salt": 3}}'])
def test_when_the_file_is_damaged_then_the_check_continues_without(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert find("t", tmp_path) is None

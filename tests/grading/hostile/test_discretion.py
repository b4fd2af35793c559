"""What a hidden test expects from a function does not come out by way of the function.

Each submission here learns what it is called with and says so wherever it can.
"""

# ruff: noqa: E501 -- a line of hostile code is a line
from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.grading.conftest import mark, opened
from tests.grading.small_course import POSSIBLE, submission

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.grading.conftest import Classroom
    from trilateral.grading.results import Grading


def _computing(source: str) -> str:
    """Have the check compare and compute with what the function returns, as real ones do."""
    return source.replace(
        'yield rate(24, 12) == 2 and rate(7, 2) == 3.5, "Divide."',
        'yield compare.number(rate(24, 12), 2) and float(rate(7, 2)) == 3.5, "Divide."',
    )


@pytest.fixture(scope="module")
def computing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    with opened(tmp_path_factory.mktemp("computing"), _computing) as made:
        yield made


def said(graded: Grading) -> str:
    """Return all that a learner may read of a grading."""
    return json.dumps(graded.plain())


HEAD = "def rate(count, months):\n    asked = f'asked-{count}-{months}'\n"
LEARNER = "from trilateral.grading.sandbox import learner\n"
CALLED = {
    "raised": f"{HEAD}    raise ValueError(asked)",
    "raised at the next call": (
        "seen = []\ndef rate(count, months):\n    seen.append(f'asked-{count}-{months}')\n"
        "    if len(seen) > 1: raise ValueError(seen)\n    return 2"
    ),
    "an exception's kind": f"{HEAD}    raise type(asked, (ValueError,), {{}})",
    "an exit": f"{HEAD}    raise SystemExit(asked)",
    "a reason to refuse": (
        f"from trilateral.grading.sandbox.answers import RefusedError\n{HEAD}    raise RefusedError(asked)"
    ),
    "a line": (
        "def rate(count, months):\n    lines = chr(10) * (count * 1000 + months)\n"
        "    exec(compile(f'{lines}1 / 0', '<cell>', 'exec'))"
    ),
    "a text returned": f"{HEAD}    return asked",
    "a text returned once": f"{HEAD}    return 2 if count == 24 else asked",
    "a number returned": "def rate(count, months): return count * 1000 + months",
    "a kind returned": f"{HEAD}    return type(asked, (), {{}})()",
    "a value that raises when read": (
        f"{HEAD}    class Value(dict):\n        def items(self): raise ValueError(asked)\n    return Value(a=1)"
    ),
    "what the process hands over": (
        f"{LEARNER}{HEAD}    learner._Session._encoded = lambda *_: (b'', asked)\n    return 2"
    ),
    "a column's type": (
        f'{LEARNER}{HEAD}    learner.encode = lambda *_: f\'["series", null, ["range", null, [0, 1, 1]], ["{{asked}}", [1]]]\'.encode()\n    return 2'
    ),
    "a value's kind": (
        f"{LEARNER}{HEAD}    learner.encode = lambda *_: f'[\"{{asked}}\"]'.encode()\n    return 2"
    ),
    "what is printed": f"{HEAD}    print(asked)\n    display(asked)\n    return 2",
}


@pytest.mark.parametrize("code", CALLED.values(), ids=CALLED.keys())
def test_when_a_function_tells_what_it_is_called_with_then_nobody_reads_it(
    computing: Classroom, code: str
) -> None:
    graded = computing.grade(submission({"rate": code}))
    everything = said(graded) + "".join(computing.shown(graded))
    assert not re.search(r"asked-\d|2401\d|24012|700\d", everything)
    assert mark(graded, "rate").points == 0
    assert not graded.unsettled


SEEN = "seen = []\ndef rate(count, months):\n    seen.append(f'asked-{count}-{months}')\n    return count / months"
LATER = {
    "raised in a later cell": "raise ValueError(seen)",
    "an exception's kind in a later cell": "raise type(seen[0], (ValueError,), {})",
    "a kind that is none": f"{LEARNER}learner.place = lambda _: (seen, seen)\nraise ValueError(seen)",
    "an answer that raises when read": (
        "class Word(dict):\n    def items(self): raise type(seen[0], (ValueError,), {})\nword = Word(a=1)"
    ),
    "an answer that is refused": f"{LEARNER}learner._Session._encoded = lambda *_: (b'', seen[0])",
}


@pytest.mark.parametrize("code", LATER.values(), ids=LATER.keys())
def test_when_a_later_cell_tells_what_a_function_was_called_with_then_no_learner_reads_it(
    classroom: Classroom, code: str
) -> None:
    graded = classroom.grade(submission({"rate": SEEN, "word": code}))
    assert "asked-" not in said(graded)
    assert graded.points == POSSIBLE - 2


def test_when_a_cell_raises_after_a_function_was_called_then_its_kind_and_line_are_said(
    classroom: Classroom,
) -> None:
    graded = classroom.grade(submission({"word": "x = 1\nint('no number')"}))
    assert "word-answer: your code stopped at line 2: ValueError." in mark(graded, "word").note


def test_when_a_function_raises_then_its_kind_and_line_are_said(classroom: Classroom) -> None:
    graded = classroom.grade(submission({"rate": "def rate(a, b):\n    return int('no number')"}))
    assert "ValueError: line 2 of its cell." in mark(graded, "rate").note
    assert "no number" not in mark(graded, "rate").note


def test_when_a_function_returns_too_much_then_it_is_said_what(classroom: Classroom) -> None:
    graded = classroom.grade(submission({"rate": "def rate(a, b): return list(range(10**6))"}))
    assert "it is too large: more than 200,000 values" in mark(graded, "rate").note


def test_when_a_cell_names_its_folder_then_the_graders_path_is_not_said(
    classroom: Classroom,
) -> None:
    code = "import os\nopen(os.path.join(os.getcwd(), 'none.csv'))"
    graded = classroom.grade(submission({"total": code}))
    assert "'none.csv'" in mark(graded, "total").note
    assert str(classroom.bench.work) not in said(graded)

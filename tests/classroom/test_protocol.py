"""The examples that the pages' tests read are what the server would say and take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from trilateral.classroom.protocol import DESK_ACT, PHONE_ACT, Join, Problem, Reply, Seat
from trilateral.classroom.views import DeskView, Envelope, PhoneView, ScreenView

if TYPE_CHECKING:
    from pydantic import BaseModel

EXAMPLES: dict[str, Any] = json.loads(
    Path(__file__).with_name("protocol.json").read_text(encoding="utf-8")
)
VIEWS: dict[str, type[BaseModel]] = {
    "phone": Envelope[PhoneView],
    "screen": Envelope[ScreenView],
    "desk": Envelope[DeskView],
}


@pytest.mark.parametrize(
    ("page", "name"), [(page, one) for page in VIEWS for one in EXAMPLES[page]]
)
def test_when_an_example_of_a_view_is_read_then_it_is_one_and_says_the_same(
    page: str, name: str
) -> None:
    example = EXAMPLES[page][name]
    read = VIEWS[page].model_validate_json(json.dumps(example))
    assert read.model_dump(mode="json", exclude_none=True) == example


def test_when_examples_of_acts_are_read_then_each_kind_is_among_them() -> None:
    phone = {PHONE_ACT.validate_json(json.dumps(act)).do for act in EXAMPLES["phone_acts"].values()}
    desk = {DESK_ACT.validate_json(json.dumps(act)).do for act in EXAMPLES["desk_acts"].values()}
    assert phone == {"answer", "report", "send", "declare", "share"}
    assert desk == {"go", "stage", "show", "extend", "door", "remove", "listen", "ask", "close"}


def test_when_the_small_examples_are_read_then_they_fit() -> None:
    Join.model_validate(EXAMPLES["join"])
    Seat.model_validate(EXAMPLES["seat"])
    Problem.model_validate(EXAMPLES["problem"])
    assert [Reply.model_validate(each).taken for each in EXAMPLES["reply"].values()] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        '{"n": 0, "do": "share", "yes": true}',
        '{"n": 1, "do": "share", "yes": true, "more": 1}',
        '{"n": 1, "do": "answer", "step": "a", "answer": {}}',
        '{"n": 1, "do": "answer", "step": "a", "answer": {"number": 1, "text": "1"}}',
        '{"n": 1, "do": "answer", "step": "a", "answer": {"number": NaN}}',
        '{"n": 1, "do": "answer", "step": "../a", "answer": {"number": 1}}',
        '{"n": 1, "do": "go", "to": "exit"}',
    ],
)
def test_when_an_act_is_malformed_then_it_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        PHONE_ACT.validate_json(wrong)

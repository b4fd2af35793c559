"""What makes an item a fair second form of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.quiz.samples import ITEMS, SECOND, bank, write_bank
from trilateral.quiz.forms import problems
from trilateral.quiz.linting import check_banks

if TYPE_CHECKING:
    from pathlib import Path


def found(second: dict[str, Any], *others: dict[str, Any]) -> list[str]:
    whole = bank([*ITEMS, *others, second])
    return list(problems(whole.items[-1], whole))


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "no such item": ({"form_of": "none"}, "form_of: 'none' is not a first form in this bank"),
    "its own form": ({"form_of": "one-again"}, "is not a first form"),
    "a form of a second form": ({"form_of": "other"}, "form_of: 'other' is not a first form"),
    "another objective": (
        {"objective": "Count."},
        "must have the objective of 'one': 'Read the record.'",
    ),
    "another kind of asking": ({"asks": "judge"}, "must have its `asks`, 'read'"),
    "the same stem": ({"stem": "which  one?"}, "the stem repeats 'one'"),
    "the same key": (
        {"options": [{**SECOND["options"][0], "text": "option A"}, *SECOND["options"][1:]]},
        "the key is that of 'one'",
    ),
}


@pytest.mark.parametrize(("changes", "said"), BROKEN.values(), ids=BROKEN)
def test_when_a_second_form_is_unfair_then_it_is_said(changes: dict[str, Any], said: str) -> None:
    other = {**SECOND, "id": "other"}
    (line,) = found({**SECOND, **changes}, other)
    assert said in line


def test_when_a_second_form_is_fair_or_none_then_nothing_is_said() -> None:
    assert found(SECOND) == []
    assert found({**SECOND, "form_of": None}) == []


def test_when_one_option_is_right_or_several_then_they_are_answered_in_one_way() -> None:
    two = [{**option, "correct": n < 2} for n, option in enumerate(SECOND["options"])]
    assert found({**SECOND, "type": "multiple", "options": two}) == []
    (line,) = found({**ITEMS[2], "id": "again", "form_of": "one", "stem": "Another?"})
    assert "must have its type, 'choice'" in line


@pytest.mark.parametrize("first", ITEMS[1:], ids=lambda item: item["id"])
def test_when_an_item_of_any_type_is_asked_with_the_same_key_then_it_is_said(
    first: dict[str, Any],
) -> None:
    (line,) = found({**first, "id": "again", "form_of": first["id"], "stem": "Another?"})
    assert f"the key is that of '{first['id']}'" in line


def test_when_a_number_is_computed_then_its_value_is_compared() -> None:
    first = {**ITEMS[2], "answer": {"quantity": "incidents-2025"}}
    again = {"id": "again", "form_of": "how-many", "stem": "Another?"}
    whole = bank([first, {**first, **again, "answer": {"quantity": "incidents-2024"}}])
    assert list(problems(whole.items[-1], whole)) == []


def test_when_a_bank_has_an_unfair_second_form_then_the_lint_gives_its_line(
    tmp_path: Path,
) -> None:
    path = write_bank(tmp_path, [ITEMS[0], {**SECOND, "objective": "Count."}])
    lines = path.read_text(encoding="utf-8").splitlines()
    finding = next(one for one in check_banks([path]) if "have the objective" in one.message)
    assert finding.item == "one-again"
    assert lines[finding.line - 1].strip() == "form_of: one"

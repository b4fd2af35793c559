"""What Python gives of quiz and review: data for the page, and a static twin."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.quiz.page import question
from tests.quiz.samples import ITEMS, SECOND, bank, write_bank
from trilateral.parts import MIME
from trilateral.paths import FRONT
from trilateral.quiz import Quiz, Review, interface, payload
from trilateral.quiz.asked import all_asked
from trilateral.quiz.errors import BankError, QuizError
from trilateral.quiz.wording import answer as key

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.parts import Part

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://example.org/p.png) <b>"


def quiz(folder: Path) -> Part:
    return Quiz("99_sample", folder=folder)


def held_by(review: Part) -> list[dict[str, Any]]:
    """Return the items that a review holds."""
    items: list[dict[str, Any]] = json.loads(review.data["items"])
    return items


def test_when_shown_then_the_twin_is_beside_the_data(tmp_path: Path) -> None:
    write_bank(tmp_path)
    bundle = quiz(tmp_path)._repr_mimebundle_()
    assert set(bundle) == {MIME, "text/html", "text/plain"}
    assert bundle["text/plain"] == "Quiz: A sample (6 questions)"
    assert bundle["text/html"].count("<li><p>") >= 6
    fold = bundle["text/html"].index("<details>")
    assert "1,180 people (give or take 5)" in bundle["text/html"][fold:]
    assert "1,180" not in bundle["text/html"][:fold]
    assert [item["id"] for item in bundle[MIME]["data"]["items"]] == [i["id"] for i in ITEMS]


def test_when_a_twin_lists_entries_then_their_order_is_not_the_key(tmp_path: Path) -> None:
    write_bank(tmp_path)
    shown = quiz(tmp_path).twin.partition("<details>")[0]
    assert re.findall(r"<li>(Entry \w)</li>", shown) == ["Entry x", "Entry y", "Entry z", "Entry w"]


def test_when_a_twin_tells_what_to_do_then_it_holds_where_the_twin_is_seen(tmp_path: Path) -> None:
    write_bank(tmp_path, lesson="01_first")
    for part in (Quiz("01_first", folder=tmp_path), Review("01_first", folder=tmp_path)):
        assert "in VS Code and Colab" in part.twin


def test_when_every_shipped_item_goes_to_the_page_then_it_crosses_as_it_is() -> None:
    sent: list[dict[str, Any]] = [{**payload.question(asked)} for asked in all_asked()]
    assert json.loads(json.dumps(sent, allow_nan=False)) == sent
    shapes: dict[str, type] = {"options": payload.Part, "entries": payload.Part}
    shapes |= {"rows": payload.Part, "choices": payload.Choice, "mistakes": payload.Mistake}
    for item in sent:
        assert set(item) <= set(payload.Question.__annotations__), item["id"]
        for field, shape in shapes.items():
            for part in item.get(field, []):
                assert set(part) <= set(shape.__annotations__), (item["id"], field)


def test_when_python_names_a_field_then_the_page_names_it_too() -> None:
    folder = FRONT / "parts" / "quiz"
    text = "".join((folder / name).read_text("utf-8") for name in ("marking.js", "feedback.js"))
    named = set(re.findall(r"@property \{.*\} \[?(\w+)", text))
    for shape in (payload.Key, payload.Texts, payload.Part):
        assert set(shape.__annotations__) - named == set(), shape.__name__


def test_when_the_page_uses_a_word_then_python_gives_it_and_no_other() -> None:
    used: set[str] = set()
    folders = (FRONT / "parts" / kind for kind in ("quiz", "review", "gain"))
    for path in (path for folder in folders for path in folder.glob("*.js")):
        text = path.read_text("utf-8")
        used |= set(re.findall(r"\bwords\.(\w+)", text))
        used |= set(re.findall(r"new Unreadable\((?:unit \? )?\"(\w+)\"", text))
        used |= set(re.findall(r"unit \? \"\w+\" : \"(\w+)\"", text))
    used |= {"isRight", "isWrong", "isMissed", "isLeft", "guess", "fairly", "sure"}  # by name
    given = interface.before_after() | {"nothing": ""}
    assert used == set(given)


def test_when_a_bank_holds_script_then_the_page_gets_harmless_text(tmp_path: Path) -> None:
    text = {"text": HOSTILE, "feedback": HOSTILE}
    options = [{**option, **text} for option in ITEMS[0]["options"]]
    item = {**ITEMS[0], "stem": HOSTILE, "hints": [HOSTILE], "explanation": HOSTILE}
    write_bank(tmp_path, [{**item, "options": options}])
    sent = json.dumps(quiz(tmp_path)._repr_mimebundle_())
    assert "&lt;script&gt;" in sent
    for danger in ("<script", "<b>", 'href=\\"javascript', "<img"):
        assert danger not in sent


def test_when_made_then_the_learners_random_numbers_continue_as_before(tmp_path: Path) -> None:
    write_bank(tmp_path)
    before = random.getstate()
    quiz(tmp_path)._repr_mimebundle_()
    assert random.getstate() == before


def test_when_there_is_no_such_bank_then_it_says_which_there_are(tmp_path: Path) -> None:
    write_bank(tmp_path)
    with pytest.raises(QuizError, match=r"'04_none'. There are: 99_sample"):
        Quiz("04_none", folder=tmp_path)
    with pytest.raises(QuizError, match=r"'04_none' to review in. There are: 99_sample"):
        Review("04_none", folder=tmp_path)


def test_when_the_bank_is_broken_then_the_lesson_gets_file_and_line(tmp_path: Path) -> None:
    write_bank(tmp_path, [{**ITEMS[0], "colour": "red"}])
    with pytest.raises(BankError, match=r"99_sample.yaml:\d+: one: items.colour: Extra inputs"):
        quiz(tmp_path)


def test_when_a_review_is_made_then_it_holds_earlier_lessons_alone(tmp_path: Path) -> None:
    write_bank(tmp_path, ITEMS[:2], "01_first")
    write_bank(tmp_path, [{**ITEMS[5], "id": "later"}], "02_second")
    held = held_by(Review("02_second", folder=tmp_path))
    assert [(item["lesson"], item["id"]) for item in held] == [
        ("01_first", "one"),
        ("01_first", "some"),
    ]
    assert held_by(Review("01_first", folder=tmp_path)) == []


def test_when_an_item_has_a_second_form_then_the_quiz_asks_the_first_and_a_review_has_both(
    tmp_path: Path,
) -> None:
    write_bank(tmp_path, [ITEMS[0], SECOND, ITEMS[1]], "01_first")
    write_bank(tmp_path, [{**ITEMS[5], "id": "later"}], "02_second")
    asked = Quiz("01_first", folder=tmp_path)
    assert [item["id"] for item in asked.data["items"]] == ["one", "some"]
    assert asked.text.endswith("(2 questions)")
    assert SECOND["stem"] not in asked.twin
    held = held_by(Review("02_second", folder=tmp_path))
    forms = [(item["id"], item.get("formOf")) for item in held]
    assert forms == [("one", None), ("one-again", "one"), ("some", None)]


def test_when_one_bank_is_broken_then_the_others_still_count(tmp_path: Path) -> None:
    write_bank(tmp_path, ITEMS[:2], "01_first")
    (tmp_path / "03_broken.yaml").write_text("lesson: [")
    write_bank(tmp_path, [{**ITEMS[5], "id": "later"}], "04_later")
    items = held_by(Review("04_later", folder=tmp_path))
    assert [(item["lesson"], item["id"]) for item in items] == [
        ("01_first", "one"),
        ("01_first", "some"),
    ]


@pytest.mark.parametrize(
    ("answer", "tolerance", "shown"),
    [
        (0.6662106703, {"absolute": 0.01}, "0.67 people (give or take 0.01)"),
        (0.6662106703, {"absolute": 0.5}, "0.7 people (give or take 0.5)"),
        (43.512, {"relative": 0.05}, "44 people (within 5 %)"),
        (43.5, {"absolute": 0}, "43.5 people"),
        (1180, {"absolute": 5}, "1,180 people (give or take 5)"),
    ],
)
def test_when_a_number_is_the_key_then_it_is_shown_as_finely_as_it_is_asked_for(
    answer: float, tolerance: dict[str, float], shown: str
) -> None:
    (item,) = bank([{**ITEMS[2], "answer": answer, "tolerance": tolerance}]).items
    assert key(item) == f"Answer: {shown}"


def test_when_the_answer_is_a_quantity_then_it_is_computed_before_it_goes_to_the_page() -> None:
    computed: list[Any] = [asked for asked in all_asked() if asked.item.type == "numeric"]
    assert all(isinstance(payload.key(asked)["answer"], float) for asked in computed)
    with pytest.raises(TypeError, match="how-many was not computed"):
        question(bank([{**ITEMS[2], "answer": {"quantity": "incidents-2025"}}]).items[0])

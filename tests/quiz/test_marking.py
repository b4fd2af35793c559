"""The marking in the page: its rules, by cases and by properties of some 20,000 generated ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from tests.quiz.page import gather
from tests.quiz.samples import ITEMS, bank
from trilateral.quiz.bank import Bank, MultipleChoice

if TYPE_CHECKING:
    import random

    from tests.quiz.page import Modules
    from trilateral.quiz.bank import Item

pytestmark = pytest.mark.browser

BY_ID: dict[str, Item] = {item.id: item for item in bank().items}

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)  # JSON has neither
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["a", "b", "r1", "m1", "w", "1180", "__proto__", "constructor"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def full_response(item: Item) -> Any:  # noqa: ANN401 -- each type has its own
    match item.type:
        case "choice":
            return next(iter(item.key))
        case "multiple":
            return list(item.key)
        case "numeric":
            return "1180"
        case "ordering":
            return list(item.key)
        case "matching":
            return dict(item.key)
        case "text":
            return "RAA"


def test_when_the_key_is_given_then_full_marks(modules: Modules) -> None:
    marks = modules.marks([(item, full_response(item)) for item in BY_ID.values()])
    assert [mark.score for mark in marks] == [1] * len(ITEMS)


SCORES: list[tuple[str, object, float]] = [
    ("one", "b", 0),
    ("some", ["a"], 0.5),
    ("some", ["a", "b", "c"], 0.5),
    ("some", ["a", "c"], 0),
    ("some", ["c", "d"], 0),
    ("some", ["a", "b", "c", "d"], 0),
    ("how-many", "1 185", 1),
    ("how-many", "1,174", 0),
    ("how-many", "1180 People", 1),
    ("in-order", ["x", "w", "y", "z"], 2 / 3),
    ("in-order", ["z", "y", "x", "w"], 0),
    ("in-order", ["w", "z", "y", "x"], 0),
    ("pairs", {"r1": "m1", "r2": "m1"}, 0.5),
    ("pairs", {"r1": "m3", "r2": "m1"}, 0),
    ("name-it", "the RAA", 0),
    ("name-it", "  réciprocal-access AGREEMENTS ", 1),
]


def test_when_part_is_right_then_the_named_rule_gives_the_score(modules: Modules) -> None:
    marks = modules.marks([(BY_ID[item], response) for item, response, _ in SCORES])
    for mark, (item, response, score) in zip(marks, SCORES, strict=True):
        assert mark.score == pytest.approx(score), (item, response)


UNREADABLE: list[tuple[str, object, str]] = [
    ("one", None, "Choose an answer"),
    ("one", "z", "not on offer"),
    ("one", ["a"], "not on offer"),
    ("some", [], "at least one"),
    ("some", ["a", "a"], "twice"),
    ("some", ["a"] * 1000, "more parts"),
    ("some", ["a", "z"], "not on offer"),
    ("how-many", "", "Type an answer"),
    ("how-many", "NaN", "Could not read “NaN”"),
    ("how-many", "Infinity", "Could not read “Infinity”"),
    ("how-many", "1e999", "too large"),
    ("how-many", "9" * 10_000, "10,000 characters"),
    ("how-many", "12 km", "Could not read “km” after the number. The unit here is people."),
    ("how-many", "about 12", "Could not read “about 12”"),
    ("how-many", "1,18", "Could not read “1,18” as one number"),
    ("how-many", "1.180,5", "Could not read"),
    ("how-many", "12 13", "Could not read “12 13”"),
    ("how-many", True, "Type an answer"),
    ("in-order", ["w", "x"], "every entry"),
    ("in-order", "wxyz", "at least one"),
    ("pairs", {"r1": "m1"}, "every row"),
    ("pairs", {"r1": "m1", "r2": "m2", "r3": "m1"}, "not here"),
    ("pairs", {"r1": "m1", "r2": {"$gt": ""}}, "not on offer"),
    ("name-it", "a" * 10_000, "10,000 characters"),
]


def test_when_a_response_cannot_be_read_then_it_says_why_and_scores_nothing(
    modules: Modules,
) -> None:
    marks = modules.marks([(BY_ID[item], response) for item, response, _ in UNREADABLE])
    for mark, (item, response, said) in zip(marks, UNREADABLE, strict=True):
        assert mark.score is None, (item, response)
        assert said in mark.problem, (item, response)


def test_when_a_number_is_none_to_json_then_it_is_explained_too(modules: Modules) -> None:
    code = """async item => {
      const {mark} = await import("/parts/quiz/marking.js");
      return [NaN, Infinity, undefined, Symbol.iterator, () => 1, new Date()]
        .map(response => mark(item, response).problem?.word);
    }"""
    said = modules.page.evaluate(code, ITEMS[2] | {"answer": 1})
    assert said == ["notNumber", "notNumber", *["typeFirst"] * 4]


def test_when_a_foreseen_mistake_is_made_then_its_feedback_is_given(modules: Modules) -> None:
    assert "That is the later number." in modules.mark(BY_ID["how-many"], "1400").note
    text = modules.mark(BY_ID["name-it"], "Visiting Forces Agreement")
    assert "That is the U.S. one." in text.note


def test_when_anything_at_all_is_sent_then_it_is_marked_within_0_to_1_or_explained(
    modules: Modules,
) -> None:
    sent = gather(ANYTHING, 300)
    cases = [(item, response) for response in sent for item in BY_ID.values()]
    for (item, response), mark in zip(cases, modules.marks(cases), strict=True):
        sound = mark.problem if mark.score is None else 0 <= mark.score <= 1
        assert sound, (item.id, response)


@st.composite
def ticks(draw: st.DrawFn) -> tuple[Item, list[str], list[str]]:
    """Draw an item of multiple choice, ticks, and the same ticks in another order."""
    keys = draw(
        st.lists(st.booleans(), min_size=3, max_size=8).filter(lambda k: any(k) and not all(k))
    )
    names = [f"o{number}" for number in range(len(keys))]
    options = [
        {"id": name, "text": name, "feedback": name, "correct": key}
        for name, key in zip(names, keys, strict=True)
    ]
    item = bank([{**ITEMS[1], "options": options}]).items[0]
    ticked = draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    return item, ticked, draw(st.permutations(ticked))


def test_when_ticks_are_not_the_key_then_marks_are_not_full_and_everything_scores_nothing(
    modules: Modules,
) -> None:
    drawn = gather(ticks(), 300)
    marks = modules.marks([(item, ticked) for item, ticked, _ in drawn])
    mixed = modules.marks([(item, other) for item, _, other in drawn])
    alls = modules.marks([(item, [option.id for option in item.options]) for item, _, _ in drawn])
    for (item, ticked, _), mark, again, everything in zip(drawn, marks, mixed, alls, strict=True):
        assert isinstance(item, MultipleChoice)
        assert mark.score is not None
        assert 0 <= mark.score <= 1
        assert mark.correct == (set(ticked) == set(item.key))
        assert again.score == mark.score
        assert everything.score == 0


def test_when_an_order_is_not_the_key_then_marks_are_not_full(modules: Modules) -> None:
    key = ["w", "x", "y", "z"]
    orders = gather(st.permutations(key), 200)
    marks = modules.marks([(BY_ID["in-order"], order) for order in orders])
    assert [mark.correct for mark in marks] == [order == key for order in orders]


def test_when_options_stand_in_another_order_then_marks_stay(modules: Modules) -> None:
    def mixed(rng: random.Random) -> list[tuple[Item, object]]:
        found: list[tuple[Item, object]] = []
        for plain, item in zip(ITEMS, BY_ID.values(), strict=True):
            part = next((p for p in ("options", "rows", "choices") if p in plain), None)
            if part:
                other = {**plain, part: rng.sample(plain[part], len(plain[part]))}
                found.append((bank([other]).items[0], full_response(item)))
        return found

    drawn = gather(st.randoms(use_true_random=False).map(mixed), 50)
    cases = [case for each in drawn for case in each]
    assert {mark.score for mark in modules.marks(cases)} == {1}


STYLES = ("{}", "{:,}", "{}.0", "{} people", " {} ", "{:+}", "{:,} PEOPLE")


def test_when_a_number_is_written_in_another_style_then_it_reads_the_same(
    modules: Modules,
) -> None:
    cases: list[tuple[Item, object]] = []
    exact = bank([{**ITEMS[2], "tolerance": {"absolute": 0}}]).items[0]
    for value in gather(st.integers(-(10**9), 10**9), 1200):
        item = exact.model_copy(update={"answer": value})
        for style in STYLES:
            cases += [(item, style.format(value)), (item, style.format(value + 1))]
    assert len(cases) >= 16_000
    scores = [mark.score for mark in modules.marks(cases)]
    assert scores == [1, 0] * (len(cases) // 2)


def test_when_a_number_has_group_signs_then_it_is_read(modules: Modules) -> None:
    texts = ["1180", "1,180", "1 180", "1\u202f180", "1\u00a0180", "1'180", "1180.0", "1.18e3"]
    texts += ["１１８０", "١١٨٠", "११८०", "+1180", "1_180", "1180."]  # noqa: RUF001 -- digits of other scripts
    marks = modules.marks([(BY_ID["how-many"], text) for text in texts])
    assert [mark.correct for mark in marks] == [True] * len(texts)


FRACTIONS: list[tuple[str, float | None]] = [
    ("4/5", 1),
    ("4 / 5", 1),
    ("0.8", 1),
    ("0.80", 1),
    (".8", 1),
    ("80/100", 1),
    ("1.6/2", 1),
    ("80", 1),
    ("80 %", 1),
    ("160/2 %", 1),
    ("0.8 %", 0),
    ("4/5 %", 0),
    ("-4/5", 0),
    ("5/4", 0),
    ("4/0", None),
    ("4/", None),
    ("4/5/6", None),
    ("/5", None),
    ("1 4/5", None),
]


def test_when_a_share_is_typed_for_a_percentage_then_it_counts_without_the_unit(
    modules: Modules,
) -> None:
    share = {"answer": 80, "also": [0.8], "tolerance": {"absolute": 0}, "unit": "%", "mistakes": []}
    item = bank([{**ITEMS[2], **share}]).items[0]
    marks = modules.marks([(item, text) for text, _ in FRACTIONS])
    scores = [mark.score for mark in marks]
    assert list(zip([text for text, _ in FRACTIONS], scores, strict=True)) == FRACTIONS


@pytest.mark.parametrize(
    ("tolerance", "text", "right"),
    [
        ({"relative": 0.1}, "0.9", True),
        ({"relative": 0.1}, "1.1", True),
        ({"relative": 0.1}, "1.11", False),
        ({"absolute": 0.1}, "-1", False),
        ({"absolute": 0.1}, "\u22121", False),
        ({"absolute": 0}, "1.0000001", False),
    ],
)
def test_when_near_the_answer_then_the_tolerance_decides(
    modules: Modules, tolerance: dict[str, float], text: str, *, right: bool
) -> None:
    item = bank([{**ITEMS[2], "answer": 1, "tolerance": tolerance, "unit": ""}]).items[0]
    assert modules.mark(item, text).correct is right


def test_when_a_pattern_has_many_stars_then_marking_ends(modules: Modules) -> None:
    item = bank([{**ITEMS[5], "accept": ["*a" * 90 + "*b"], "mistakes": []}]).items[0]
    assert modules.mark(item, "a" * 499).score == 0  # trying every way to match would never end


def test_when_a_bank_is_frozen_then_it_cannot_be_changed() -> None:
    sample: Bank = bank()
    with pytest.raises(ValueError, match="frozen"):
        sample.items[0].stem = "x"

"""The test before and after the course: its bank, its two forms, and how the page gives it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.quiz.statements import NOON, answered
from trilateral.models.rates import poisson_interval
from trilateral.parts import MIME
from trilateral.quiz import BeforeAfter, Review, payload
from trilateral.quiz.asked import Asked
from trilateral.quiz.bank import BEFORE_AFTER, SingleChoice
from trilateral.quiz.errors import QuizError
from trilateral.quiz.measures import MOST_GUESSED, measured
from trilateral.quiz.reading import bank_paths, lesson_banks, load_lesson

if TYPE_CHECKING:
    from datetime import datetime

    from tests.quiz.page import Modules
    from trilateral.quiz.bank import Item

BANK = load_lesson(BEFORE_AFTER).bank
FIRST = list(BANK.firsts)
SECOND = list(BANK.seconds)
FORMS = (FIRST, SECOND)
KEYS = [payload.key(Asked(BEFORE_AFTER, item)) for item in BANK.items]

_SHEETS = """
const {read} = await import("/parts/quiz/statements.js");
const core = await import("/parts/gain/core.js");
const {items, statements, learner, occasion} = given;
const both = core.sheets(items, read(statements), learner);
const {before, after} = both;
return {before: before.items.map(({id}) => id), after: after.items.map(({id}) => id),
  right: [before.right, after.right], next: core.current(both[occasion])?.id ?? null,
  open: core.isOpen(both, occasion), where: core.where(both, occasion), pair: core.isPair(both)};
"""


def option(item: Item, *, right: bool) -> str:
    """Return a right option's id, or a wrong one's."""
    assert isinstance(item, SingleChoice)
    return next(each.id for each in item.options if each.correct is right)


def sitting(
    form: list[Item], occasion: str, right: int, start: datetime = NOON
) -> list[dict[str, Any]]:
    """Return the statements of a form's cases, the first few of them right."""
    return [
        answered(
            item.id,
            option(item, right=place < right),
            lesson=BEFORE_AFTER,
            quiz=f"{BEFORE_AFTER}/{occasion}",
            version=item.version,
            time=start + timedelta(minutes=place),
        )
        for place, item in enumerate(form)
    ]


def sheets(
    modules: Modules,
    *statements: dict[str, Any],
    learner: str = "p",
    occasion: str = "after",
) -> Any:  # noqa: ANN401 -- JSON
    """Return how the tests stand."""
    given = {"items": KEYS, "statements": statements, "learner": learner, "occasion": occasion}
    return modules.run(_SHEETS, given)


# ---------------------------------------------------------------- the bank


def test_when_the_two_forms_are_laid_side_by_side_then_they_are_parallel() -> None:
    assert [item.form_of for item in SECOND] == [item.id for item in FIRST]
    assert len({item.objective for item in FIRST}) == len(FIRST) == 12
    for one, other in zip(FIRST, SECOND, strict=True):
        assert isinstance(one, SingleChoice)
        assert isinstance(other, SingleChoice)
        assert (one.objective, one.asks) == (other.objective, other.asks)
        assert len(one.options) == len(other.options) == 4
        assert one.invented
        assert other.invented


@pytest.mark.parametrize("form", FORMS, ids=["first", "second"])
def test_when_a_form_is_guessed_by_the_looks_of_its_options_then_that_earns_little(
    form: list[Item],
) -> None:
    found = measured("form", [BANK.model_copy(update={"items": tuple(form)})])
    assert found.asks["recall"] == 0
    assert max(found.longest, found.shortest, found.qualified) <= MOST_GUESSED


@pytest.mark.parametrize("place", [2, 3], ids=["first", "second"])
def test_when_a_case_gives_intervals_then_they_are_those_of_its_counts(place: int) -> None:
    (item,) = [item for item in BANK.items if item.id == f"case-rate{'-second' * (place == 3)}"]
    counts = [int(n) for n in re.findall(r"behind the (\d+)", item.stem)]
    said = [(float(a), float(b)) for a, b in re.findall(r"is ([\d.]+) to (\d+\.\d)", item.stem)]
    assert len(counts) == len(said) == 2
    assert said == [tuple(round(end, 1) for end in poisson_interval(n)) for n in counts]


@pytest.mark.parametrize("name", ["case-base-rate", "case-base-rate-second"])
def test_when_a_case_asks_for_a_share_then_the_key_is_what_its_counts_give(name: str) -> None:
    (item,) = [item for item in BANK.items if item.id == name]
    assert isinstance(item, SingleChoice)
    numbers = [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", item.stem)]
    everything, guilty, caught, same, alarms, honest = numbers
    assert (same, honest) == (guilty, everything - guilty)
    shares = [caught / (caught + alarms), caught / guilty, alarms / honest, guilty / everything]
    assert [each.text for each in item.options] == [
        f"About {share:.0%}".replace("%", " %") for share in shares
    ]
    assert item.options[0].correct


def test_when_banks_of_lessons_are_listed_then_this_one_is_none_of_them() -> None:
    assert {path.stem for path in bank_paths()} - {path.stem for path in lesson_banks()} == {
        BEFORE_AFTER
    }
    with pytest.raises(QuizError, match="No lesson 'before_after'"):
        Review(BEFORE_AFTER)


# ---------------------------------------------------------------- the part


@pytest.mark.parametrize("occasion", ["before", "after"])
def test_when_the_part_is_saved_then_its_twin_gives_nothing_away(occasion: Any) -> None:  # noqa: ANN401 -- a literal
    part = BeforeAfter(occasion)
    bundle = part._repr_mimebundle_()
    for item in BANK.items:
        assert isinstance(item, SingleChoice)
        assert not any(each.text in bundle["text/html"] for each in item.options)
    data = bundle[MIME]["data"]
    assert {each["id"] for each in data["items"]} == set(data["aims"])
    assert all("The case is invented." in each["help"] for each in data["items"])
    assert all(each["sources"] == "" for each in data["items"])


# ---------------------------------------------------------------- the page

pytest_browser = pytest.mark.browser


@pytest_browser
def test_when_pseudonyms_draw_then_half_begin_with_each_form(modules: Modules) -> None:
    body = """const {sheets} = await import("/parts/gain/core.js");
    return given.learners.map(each => sheets(given.items, [], each).before.items[0].id);"""
    learners = [f"{n:032x}" for n in range(1, 601)]
    drawn = modules.run(body, {"items": KEYS, "learners": learners})
    share = drawn.count(FIRST[0].id) / len(drawn)
    assert set(drawn) == {FIRST[0].id, SECOND[0].id}
    assert 0.43 < share < 0.57
    assert drawn == modules.run(body, {"items": KEYS, "learners": learners})


@pytest_browser
@pytest.mark.parametrize("form", [0, 1])
@pytest.mark.parametrize("learner", ["", "p", "q", "r", "s"])
def test_when_a_form_was_begun_then_it_stays_and_the_other_follows(
    modules: Modules, form: int, learner: str
) -> None:
    begun = sitting(FORMS[form], "before", 1)[:3]
    found = sheets(modules, *begun, learner=learner, occasion="before")
    assert found["before"] == [item.id for item in FORMS[form]]
    assert found["after"] == [item.id for item in FORMS[1 - form]]
    assert found["next"] == FORMS[form][3].id
    late = sitting(FORMS[form], "after", 1)[:3]
    found = sheets(modules, *late, learner=learner)
    assert found["after"] == [item.id for item in FORMS[form]]
    assert found["before"] == [item.id for item in FORMS[1 - form]]


@pytest_browser
def test_when_both_are_whole_then_the_gain_is_said_with_its_reach(modules: Modules) -> None:
    later = NOON + timedelta(days=50)
    both = [*sitting(FIRST, "before", 6), *sitting(SECOND, "after", 9, later)]
    found = sheets(modules, *both)
    assert found["right"] == [6, 9]
    assert found["pair"]
    assert found["where"].startswith("Before the course you had 6 of 12 right, after it 9: 3 more.")
    assert "anything from 1 fewer to 7 more of 12 would fit" in found["where"]


@pytest_browser
@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (sitting(SECOND, "after", 9), "You did not finish the first test"),
        ([*sitting(FIRST, "before", 6)[:11], *sitting(SECOND, "after", 9)], "You did not finish"),
        (
            [*sitting(SECOND, "after", 9), *sitting(FIRST, "before", 6, NOON + timedelta(1))],
            "after you began this one",
        ),
    ],
    ids=["none", "not whole", "too late"],
)
def test_when_there_is_no_whole_first_test_then_no_gain_is_made_up(
    modules: Modules, statements: list[dict[str, Any]], said: str
) -> None:
    found = sheets(modules, *statements)
    assert not found["pair"]
    assert found["where"].startswith("You have 9 of 12 right.")
    assert said in found["where"]


@pytest_browser
def test_when_the_second_has_begun_then_the_first_is_closed(modules: Modules) -> None:
    found = sheets(modules, *sitting(SECOND, "after", 9)[:1], occasion="before")
    assert not found["open"]
    assert "closed" in found["where"]


@pytest_browser
def test_when_an_answer_is_sealed_then_nothing_tells_whether_it_is_right(modules: Modules) -> None:
    body = """
    const {read} = await import("/parts/quiz/statements.js");
    const {replay, isDone} = await import("/parts/quiz/standing.js");
    const feedback = await import("/parts/quiz/feedback.js");
    const {ATTEMPTS, sealed} = await import("/parts/gain/core.js");
    const {item, words} = given;
    return given.statements.map(each => {
      const now = sealed(replay([item], read([each]), ATTEMPTS).get(item.id));
      return [isDone(now), feedback.headline(now, words), feedback.tone(now),
        feedback.gentle(now, words), feedback.note(item, now),
        feedback.verdicts(item, now, words).size, feedback.ending(item, now, words),
        feedback.spoken(item, now, words).filter(Boolean)];
    });"""
    item = payload.question(Asked(BEFORE_AFTER, FIRST[0]))
    words = BeforeAfter("before").data["words"]
    statements = [sitting(FIRST, "before", right)[0] for right in (1, 0)]
    right, wrong = modules.run(body, {"item": item, "statements": statements, "words": words})
    assert right == wrong == [True, "Saved.", "open", "", "", 0, "", ["Saved."]]


@pytest_browser
def test_when_two_shares_are_compared_then_the_interval_is_newcombes(modules: Modules) -> None:
    body = """const {newcombe} = await import("/parts/gain/newcombe.js");
    return newcombe(given[0], given[1]);"""
    # Newcombe (1998), table II, example (a), method 10: 56 of 70 and 48 of 80.
    found = modules.run(body, [[48, 80], [56, 70]])
    assert found == {
        "low": pytest.approx(0.0524, abs=5e-5),
        "high": pytest.approx(0.3339, abs=5e-5),
    }

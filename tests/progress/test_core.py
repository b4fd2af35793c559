"""The start page's rules: where the learner is, what is due, what to do next, after any history."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st

from tests.progress.samples import COURSE, ITEMS, NAMES, answer, at, predicted, whole
from tests.quiz.page import gather

if TYPE_CHECKING:
    from tests.quiz.page import Modules
    from trilateral.quiz.statements import Confidence

pytestmark = pytest.mark.browser

_STATES = """
const core = await import("/parts/home/core.js");
const course = await import("/parts/home/course.js");
const home = await import("/parts/review/core.js");
const calibration = await import("/parts/home/calibration.js");
const {read} = await import("/parts/quiz/statements.js");
const items = given.course.flatMap(lesson => lesson.items);
return given.cases.map(([statements, now]) => {
  const shown = core.state(given.course, statements, Date.parse(now));
  const {quiz, asked} = home.atHome(items, read(statements), new Date(now));
  const {first, second} = core.acts(shown);
  return {
    stands: shown.stands.map(({answered, right, isDone}) => [answered, right, isDone]),
    begun: shown.stands.map(({last}) => last > 0),
    where: core.where(shown), left: core.left(shown), review: core.review(shown),
    greeting: JSON.stringify(core.greeting(shown)), away: shown.away,
    first: first && [first.kind, first.words], second: second && [second.kind, second.words],
    quiz, asked: asked.map(({id}) => id), many: core.toReview(shown),
    sureness: shown.sureness.map(({answers, right}) => [answers, right]),
    judged: calibration.judged(shown.sureness),
    predicted: course.tally(given.course, statements, "first/prediction/"),
  };
});
"""
CONFIDENCES: tuple[Confidence | None, ...] = (None, "guess", "fairly", "sure")
Deed = tuple[int, int, str, "Confidence | None", float, bool]


def states(
    modules: Modules,
    cases: list[tuple[list[dict[str, Any]], float]],
    course: list[dict[str, Any]] = COURSE,
) -> list[dict[str, Any]]:
    """Return what the start page shows after each history, on a day."""
    sent = [(statements, at(day).isoformat()) for statements, day in cases]
    found: list[dict[str, Any]] = modules.run(_STATES, {"course": course, "cases": sent})
    return found


def state(modules: Modules, day: float, *statements: dict[str, Any]) -> dict[str, Any]:
    return states(modules, [(list(statements), day)])[0]


def test_when_nothing_was_done_then_the_page_starts_with_the_first_lesson(
    modules: Modules,
) -> None:
    new = state(modules, 0)
    assert new["where"].startswith("You have not begun yet. The course has 3 lessons, 2 hours 30 ")
    assert new["first"] == ["lesson", "Start with lesson 00, Start here"]
    assert (new["second"], new["away"], new["left"], new["asked"]) == (None, None, "", [])
    assert new["review"].startswith("Nothing to review yet.")
    assert new["judged"].startswith("Say how sure you are")


@pytest.mark.parametrize(
    ("statements", "first"),
    [
        (whole(NAMES[0], 0)[:2], "Continue with lesson 00, Start here"),
        (whole(NAMES[0], 0), "Begin lesson 01, Summit"),
        ([predicted(NAMES[1], 0)], "Continue with lesson 01, Summit"),
        ([*whole(NAMES[2], 0)[:1], *whole(NAMES[1], 1)], "Continue with lesson 02, Access"),
        ([*whole(NAMES[0], 0), *whole(NAMES[2], 1)], "Begin lesson 01, Summit"),
        ([*whole(NAMES[2], 1)[:1], *whole(NAMES[0], 2)[:1]], "Continue with lesson 00, Start here"),
    ],
)
def test_when_lessons_were_begun_then_the_button_continues_where_the_learner_is(
    modules: Modules, statements: list[dict[str, Any]], first: str
) -> None:
    assert state(modules, 2.1, *statements)["first"] == ["lesson", first]


def test_when_all_is_answered_then_reviews_continue_and_reach_the_last_lesson(
    modules: Modules,
) -> None:
    done = [*whole(NAMES[0], 0), *whole(NAMES[1], 1), *whole(NAMES[2], 2, "b")]
    soon, later, weeks = states(modules, [(done, 2.1), (done, 3), (done, 17)])
    assert soon["where"] == "You have answered the questions of every lesson."
    assert (soon["first"], soon["asked"]) == (None, [])
    assert soon["review"].endswith("comes back on 4 September 2026.")
    assert later["first"] == ["review", "Review 4 questions"]
    assert {item[:2] for item in later["asked"]} == {"02"}
    assert weeks["first"] == ["review", "Review for ten minutes"]
    assert len(weeks["asked"]) == 10
    assert {item[:2] for item in weeks["asked"]} == {"00", "01", "02"}


def test_when_an_item_was_explained_just_now_then_home_waits_a_night(modules: Modules) -> None:
    missed = answer("00-0", "b", 0)
    assert state(modules, 0.4, missed)["asked"] == []
    assert state(modules, 0.4, missed)["review"].endswith("comes back on 2 September 2026.")
    assert state(modules, 0.6, missed)["asked"] == ["00-0"]


def test_when_a_review_is_half_done_then_it_resumes_and_a_done_one_is_followed_by_another(
    modules: Modules,
) -> None:
    missed = [*whole(NAMES[0], 0, "b"), *whole(NAMES[1], 0, "b"), *whole(NAMES[2], 0, "b")]
    begun = state(modules, 1, *missed)
    quiz, asked = begun["quiz"], begun["asked"]
    assert quiz == "review/home/2026-09-02"
    assert len(asked) == 10
    open_ = answer(asked[0], "c", 1, quiz=quiz)
    half = state(modules, 1.01, *missed, open_)
    assert (half["quiz"], half["asked"][0], len(half["asked"])) == (quiz, asked[0], 10)
    done = [answer(item, "a", 1.02, quiz=quiz) for item in asked]
    after = state(modules, 1.03, *missed, *done)
    assert after["quiz"] == f"{quiz}/2"
    assert set(after["asked"]) == {answer_id for answer_id in _ids() if answer_id not in asked}


def _ids() -> list[str]:
    return [item["id"] for lesson in COURSE for item in lesson["items"]]


@pytest.mark.parametrize(("days", "is_away"), [(13.9, False), (14.1, True), (400, True)])
def test_when_somebody_was_away_then_two_weeks_are_long(
    modules: Modules, days: float, *, is_away: bool
) -> None:
    summit = [answer("01-0", "b", 0.1), answer("01-1", "a", 0.1, sure="sure")]
    before = [*whole(NAMES[0], 0), *summit]
    shown = state(modules, 0.1 + days, *before)
    assert bool(shown["away"]) is is_away
    if not is_away:
        assert shown["greeting"] == "[]"
        return
    assert f"{int(days)} days ago, in lesson 01, Summit" in shown["greeting"]
    assert shown["away"]["shaky"] == ["Aim 01-0."]
    assert "Aim 01-1" not in shown["greeting"]
    assert shown["first"][0] == "review"
    assert shown["second"] == ["lesson", "Continue with lesson 01, Summit"]


def test_when_the_review_after_an_absence_is_under_way_then_the_greeting_stays(
    modules: Modules,
) -> None:
    before = [*whole(NAMES[0], 0, "b")]
    at_return = state(modules, 20, *before)
    first = answer("00-0", "a", 20.001, quiz=at_return["quiz"])
    during = state(modules, 20.002, *before, first)
    assert during["away"] == at_return["away"]
    assert state(modules, 20.5, *before, first)["away"] is None


def test_when_a_clock_was_wrong_then_the_page_still_knows_where_the_learner_is(
    modules: Modules,
) -> None:
    future = predicted(NAMES[2], 5000)
    shown = state(modules, 1, *whole(NAMES[0], 0)[:2], future)
    assert shown["away"] is None
    assert shown["first"] == ["lesson", "Continue with lesson 00, Start here"]
    assert shown["begun"] == [True, False, True]


@pytest.mark.parametrize(
    ("right", "answers", "said"),
    [
        (4, 4, "too few answers"),
        (10, 10, "10 of 10 answers: your “sure” can be relied on."),
        (7, 10, "7 of 10 answers. Think again"),
    ],
)
def test_when_answers_were_sure_then_their_share_is_judged(
    modules: Modules, right: int, answers: int, said: str
) -> None:
    names = _ids()[:answers]
    given = [
        answer(name, "a" if place < right else "b", 0, sure="sure")
        for place, name in enumerate(names)
    ]
    assert said in state(modules, 0.1, *given)["judged"]


def histories() -> st.SearchStrategy[list[Deed]]:
    """Return lists of deeds: lesson, item, response, confidence, day, whether in a review."""
    deed = st.tuples(
        st.integers(0, len(NAMES) - 1),
        st.integers(0, ITEMS - 1),
        st.sampled_from("abc"),
        st.sampled_from(CONFIDENCES),
        st.floats(0, 40).map(lambda day: round(day, 2)),
        st.booleans(),
    )
    return st.lists(deed, max_size=25)


def told(deeds: list[Deed]) -> list[dict[str, Any]]:
    return [
        answer(
            f"{lesson:02}-{item}",
            response,
            day,
            quiz=f"review/home/{int(day)}" if is_review else "",
            sure=sure,
        )
        for lesson, item, response, sure, day, is_review in sorted(deeds, key=lambda deed: deed[4])
    ]


def test_when_anything_was_done_then_scores_calibration_and_review_agree_with_a_plain_count(
    modules: Modules,
) -> None:
    cases = [(told(deeds), 41.0) for deeds in gather(histories(), 300)]
    for (statements, _), shown in zip(cases, states(modules, cases), strict=True):
        firsts: dict[tuple[str, str], tuple[bool, int | None]] = {}
        for each in statements:
            quiz = each["context"]["contextActivities"]["parent"][0]["id"].split("/quiz/")[1]
            item = each["object"]["id"].split("/")[-2]
            sure = next(
                (v for k, v in each["context"]["extensions"].items() if "confidence" in k), None
            )
            firsts.setdefault((quiz, item), (each["result"]["response"] == "a", sure))
        for name, (answered, right, is_done) in zip(NAMES, shown["stands"], strict=True):
            own = [is_right for (quiz, _), (is_right, _) in firsts.items() if quiz == name]
            assert (answered, right, is_done) == (len(own), sum(own), len(own) == ITEMS)
        for number, counted in enumerate(shown["sureness"], 1):
            own = [is_right for is_right, sure in firsts.values() if sure == number]
            assert counted == [len(own), sum(own)]
        asked = shown["asked"]
        assert len(asked) == len(set(asked)) <= 10
        assert set(asked) <= {item for _, item in firsts}
        assert shown["many"] == len(asked)
        kinds = [act[0] for act in (shown["first"], shown["second"]) if act]
        is_open = not all(done for *_, done in shown["stands"])
        assert sorted(kinds) == ["lesson"] * is_open + ["review"] * bool(asked)
        if shown["away"] and asked:
            assert kinds[0] == "review"


_MIXED = """
const {mixed} = await import("/parts/review/core.js");
return given.map(lessons => mixed(lessons.map((lesson, id) => ({lesson, id}))).map(({id}) => id));
"""


def test_when_items_are_mixed_then_none_is_lost_and_neighbours_differ_as_far_as_they_can(
    modules: Modules,
) -> None:
    cases = gather(st.lists(st.sampled_from("abcd"), max_size=12), 300)
    for lessons, order in zip(cases, modules.run(_MIXED, cases), strict=True):
        assert sorted(order) == list(range(len(lessons)))
        alike = sum(lessons[one] == lessons[other] for one, other in pairwise(order))
        most = max(Counter(lessons).values(), default=0)
        assert alike == max(0, 2 * most - len(lessons) - 1)


def test_when_records_hold_anything_then_the_page_is_still_shown(modules: Modules) -> None:
    junk = st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "verb", "object", "result", "context", "timestamp", "toString", "parent"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    )
    names = ("verb", "object", "result", "context", "timestamp", "contextActivities")
    fields = dict.fromkeys(names, junk)
    statement = st.fixed_dictionaries({"id": st.text(max_size=4)}, optional=fields)
    odd = {"toString": 1}
    worst: dict[str, Any] = {"id": "w", "timestamp": odd, "verb": odd, "object": {"id": odd}}
    worst |= {"context": {"contextActivities": {"parent": [{"id": odd}]}}, "result": odd}
    found = [[worst], *gather(st.lists(statement, max_size=4), 200)]
    cases = [(each, 1.0) for each in found]
    sound = [(told([(0, 0, "a", "sure", 0.5, False)]) + each, day) for each, day in cases]
    for shown in states(modules, json.loads(json.dumps(sound))):
        assert shown["stands"][0][:2] == [1, 1]


def test_when_an_item_has_a_second_form_then_it_is_one_question_and_comes_back_in_that_form(
    modules: Modules,
) -> None:
    first = COURSE[0]["items"][0]
    second = {**first, "id": "00-again", "formOf": first["id"]}
    course = [{**COURSE[0], "items": [*COURSE[0]["items"], second]}, *COURSE[1:]]
    missed = [answer("00-0", "b", 0), *whole(NAMES[0], 0)]
    again = answer("00-again", "a", 1, quiz="review/home/2026-09-02")
    shown, after = states(modules, [(missed, 1), ([*missed, again], 1.1)], course)
    assert shown["stands"][0] == [ITEMS, ITEMS - 1, True]
    assert shown["asked"] == ["00-again"]
    assert after["asked"] == [], "it was asked in its other form just now"
    assert after["stands"][0] == [ITEMS, ITEMS - 1, True]

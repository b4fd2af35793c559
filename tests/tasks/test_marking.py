"""From answers to a result: outcomes, points, and what exceptions become."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilateral.tasks import STOP, Outcome, Result, TaskError, define, task, when
from trilateral.tasks.execution import execute
from trilateral.tasks.marking import Definition, mark

NOTEBOOK = "from trilateral.tasks import STOP, define, task, when\n"


def marked(
    checks: list[tuple[bool, float]], declared: int, points: float = 2.0, weight: float = 0
) -> Result:
    """Return the result of a task whose checks pass or fail as given, with their weights."""

    def body(**_: object) -> Any:  # noqa: ANN401 -- a generator of expectations
        for number, (passed, share) in enumerate(checks):
            yield passed, f"message {number}", share

    whole = weight or declared
    return mark(Definition("t", points, declared, (), body, ("answer",), whole), {"answer": 1})


def in_notebook(*cells: str) -> dict[str, Any]:
    """Run cells one after the other in one namespace, as a kernel does."""
    namespace: dict[str, Any] = {}
    for number, source in enumerate((NOTEBOOK, *cells)):
        execute(ast.parse(source), source, namespace, f"cell {number}")
    return namespace


@pytest.mark.parametrize(
    ("checks", "declared", "outcome", "points", "further"),
    [
        ([(True, 1)], 1, Outcome.CORRECT, 2.0, 0),
        ([(True, 1), (True, 1)], 2, Outcome.CORRECT, 2.0, 0),
        ([(True, 1), (False, 1)], 2, Outcome.PARTIAL, 1.0, 0),
        ([(True, 1), (False, 3)], 2, Outcome.PARTIAL, 0.5, 0),
        ([(False, 1), (False, 1)], 2, Outcome.INCORRECT, 0.0, 0),
        ([(True, 1)], 4, Outcome.CORRECT, 0.5, 3),
        ([(True, STOP)], 2, Outcome.CORRECT, 0.0, 2),
        ([(True, 1), (False, STOP), (True, 1)], 2, Outcome.INCORRECT, 0.0, 1),
        ([(True, 1), (True, 1), (False, 1)], 3, Outcome.PARTIAL, 1.33, 0),
    ],
)
def test_when_checks_pass_or_fail_then_points_follow_their_weights(
    checks: list[tuple[bool, float]], declared: int, outcome: Outcome, points: float, further: int
) -> None:
    result = marked(checks, declared)
    assert (result.outcome, result.points, result.further) == (outcome, points, further)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.5, 1.0, 2.0]))),
    st.integers(1, 9),
    st.floats(0.5, 20),
)
def test_when_anything_is_marked_then_points_lie_between_zero_and_the_most(
    checks: list[tuple[bool, float]], declared: int, points: float
) -> None:
    unrun = declared - sum(weight > 0 for _, weight in checks)
    whole = sum(weight for _, weight in checks) + max(unrun, 0)
    result = marked(checks, declared, points, whole)
    assert 0 <= result.points <= round(points, 2)
    full = result.outcome is Outcome.CORRECT and not result.further and result.counted
    assert (result.points == round(points, 2)) == bool(full)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from([0.5, 1.0, 2.0])), min_size=1),
    st.integers(0, 9),
)
def test_when_checks_do_not_run_then_the_others_earn_what_they_earn_anyway(
    checks: list[tuple[bool, float]], ran: int
) -> None:
    whole = sum(weight for _, weight in checks)
    failed = [(False, weight) for _, weight in checks[ran:]]
    cut = marked(checks[:ran], len(checks), weight=whole)
    assert cut.points == marked([*checks[:ran], *failed], len(checks), weight=whole).points


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"n": ...}, "in place of the dots of `n`"),
        ({}, "There is no `n` yet"),
    ],
)
def test_when_an_answer_is_blank_then_the_body_does_not_run(
    answers: dict[str, object], says: str
) -> None:
    @task("blank", points=1, checks=1)
    def check(n: int) -> Any:  # noqa: ANN401 -- a generator of expectations
        yield n / 0, "never reached"

    result = check.mark(answers)
    assert (result.outcome, result.points) == (Outcome.NOT_ATTEMPTED, 0)
    assert says in result.note


def test_when_a_misconception_shows_then_its_message_is_said_in_place_of_the_general_one() -> None:
    @task("named", points=1, checks=1)
    def check(n: int) -> Any:  # noqa: ANN401 -- as above
        yield n == 1, "general", when(n == 2, "two"), when(n > 1, "more")

    said = [check.mark({"n": n}).messages for n in (1, 2, 3, 0)]
    assert said == [(), ("two",), ("more",), ("general",)]


def test_when_the_learners_function_raises_then_the_sentence_names_their_line() -> None:
    names = in_notebook(
        "def share(a, b):\n    total = a + b\n    return a / (total - total)",
        '@task("raises", points=1, checks=1)\ndef check(share):\n    yield share(1, 2) > 0, "no"',
    )
    result = names["check"]()
    assert (result.outcome, result.points) == (Outcome.RAISED, 0)
    line = "`share` stopped at its line 3, `return a / (total - total)`: ZeroDivisionError"
    assert line in result.note


@pytest.mark.parametrize(
    ("learner", "expectation", "says", "never"),
    [
        ("def f():\n    return lost", "f()", "`f` stopped at its line 2", "instructor"),
        ("f = lambda: lost", "f()", "stopped at its line 1", "instructor"),
        ("def f():\n    return 1", "lost", "tell your instructor", "could not use"),
        ("def f():\n    return 1", "f().columns", "could not use this answer", "instructor"),
    ],
)
def test_when_a_name_is_missing_then_who_wrote_it_is_told(
    learner: str, expectation: str, says: str, never: str
) -> None:
    names = in_notebook(
        learner,
        f'@task("lost", points=1, checks=1)\ndef check(f):\n    yield {expectation}, "no"',
    )
    note = names["check"]().note
    assert says in note
    assert never not in note


@pytest.mark.parametrize("passed", [0, 1, 2])
def test_when_a_check_raises_then_the_points_of_those_before_it_are_kept(passed: int) -> None:
    def body(**_: object) -> Any:  # noqa: ANN401 -- as above
        for _number in range(passed):
            yield True, "no"
        raise ValueError

    result = mark(Definition("t", 4, 4, (), body, ("n",), 4), {"n": 1})
    assert (result.outcome, result.points) == (Outcome.NOT_CHECKED, float(passed))


def test_when_a_check_cannot_use_a_value_then_the_sentence_says_where_it_was_set() -> None:
    names = in_notebook(
        "by_year = 7\nIn = ['by_year = 7']",
        '@task("kind", points=1, checks=1)\ndef check(by_year):\n    yield by_year.columns, "no"',
    )
    result = names["check"]()
    assert result.outcome is Outcome.NOT_CHECKED
    assert "`by_year` is a whole number (7)" in result.note
    assert "set by your line `by_year = 7`" in result.note


def test_when_a_learners_function_exits_then_the_check_continues_to_a_result() -> None:
    names = in_notebook(
        "def stop():\n    raise SystemExit(0)",
        '@task("exits", points=1, checks=1)\ndef check(stop):\n    yield stop(), "no"',
    )
    assert names["check"]().outcome is Outcome.RAISED


def test_when_a_check_changes_what_it_was_given_then_the_notebook_keeps_its_own() -> None:
    frame = pd.DataFrame({"a": [1]})

    @task("copies", points=1, checks=1)
    def check(frame: pd.DataFrame) -> Any:  # noqa: ANN401 -- as above
        frame["b"] = 2
        yield len(frame.columns) == 2, "no"

    assert check.mark({"frame": frame}).outcome is Outcome.CORRECT
    assert list(frame.columns) == ["a"]


def test_when_an_answer_is_a_numpy_number_then_a_check_sees_a_plain_one() -> None:
    @task("plain", points=1, checks=1)
    def check(n: object, pair: object, day: object) -> Any:  # noqa: ANN401 -- as above
        yield [type(n), pair, str(day)] == [int, [1.0, None], "2024-07-08"], "no"

    given = {"n": np.int64(3), "pair": (np.float64(1), pd.NA), "day": pd.Timestamp("2024-07-08")}
    assert check.mark(given).outcome is Outcome.CORRECT


def test_when_a_cell_is_defined_for_grading_then_its_check_does_not_run() -> None:
    source = (
        '@task("later", points=1, checks=1)\ndef check(n):\n    yield n == scale, "no"\n\ncheck()'
    )
    namespace = in_notebook("scale = 3")
    assert define(source, namespace).mark({"n": 3}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        '@task("none", points=1, checks=1)\ndef check(n):\n    return True',
        '@task("free", points=0, checks=1)\ndef check(n):\n    yield n, "no"',
    ],
)
def test_when_a_check_cell_is_written_wrongly_then_its_author_is_told(source: str) -> None:
    with pytest.raises(TaskError):
        define(source, in_notebook())


@pytest.mark.parametrize("yielded", [True, (True,), (True, 3), (True, "m", "heavy")])
def test_when_a_task_yields_something_else_then_its_author_is_told(yielded: object) -> None:
    def body(**_: object) -> Any:  # noqa: ANN401 -- as above
        yield yielded

    with pytest.raises(TaskError):
        mark(Definition("t", 1, 1, (), body, ("n",), 1), {"n": 1})


def test_when_a_result_is_shown_then_its_text_is_the_points_that_nbgrader_reads() -> None:
    result = Result("t", Outcome.PARTIAL, 1.5, 3, counted=1, messages=("m",))
    assert result._repr_mimebundle_()["text/plain"] == "1.5"
    assert float(repr(result)) == 1.5

"""Code that stopped: which line, what it means in plain words, and what it leaves unset."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from trilateral.tasks import Outcome
from trilateral.tasks.execution import execute
from trilateral.tasks.marking import Definition, mark
from trilateral.tasks.raised import Log

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = [
    ("x = 1\ny = clams['link']", "line 2, `y = clams['link']`: there is no `clams` here"),
    ("y = clams", "Did you mean `claims`?"),
    ("y = claims[link]", 'A column is asked for in quotation marks: `claims["link"]`'),
    ("y = claims['lnk']", "Did you mean `link`?"),
    ("y = claims[['link', 'yaer']]", "Did you mean `year`?"),
    ("y = claims.set_index('year')['link']['1']", "`1` is there as a number"),
    ("y = counts['alfa']", "Did you mean `alpha`?"),
    ("y = claims[claims['link'] = 'a']", "to ask whether two things are equal, write `==`"),
    ("y = len(claims['link'] = 'a')", "to ask whether two things are equal, write `==`"),
    ("y = claims[(claims['year'] == 1", "The bracket `(` is opened and never closed"),
    ("y = claims['year'])", "The bracket `)` is closed and was never opened"),
    ("y = 'a", "A quotation mark is missing"),
    ("for i in [1]\n    y = i", "A colon is missing"),
    ("y = 1\n  z = 2", "spaces at the left"),
    (
        "y = claims[claims['link'] == 'a' & claims['low']]",
        "Put each comparison in round brackets of its own",
    ),
    (
        "y = claims[claims['year'] > 0 & claims['year'] < 2]",
        "Put each comparison in round brackets of its own",
    ),
    ("y = claims[claims['low'] and claims['low']]", "For columns write `&`, `|` and `~`"),
    ("y = claims.groupy('link')", "Did you mean `.groupby`?"),
    ("y = claims('link')", "this is a table (DataFrame). Did you mean square brackets"),
    ("y = len['a']", "this is a function. Did you mean round brackets?"),
    ("y = 'a' / 2", "`/` does not work between a text and a whole number"),
    ("y = 1 / 0", "it divides by 0"),
    ("y = [1][3]", "there is no such place"),
    ("y = undone['news']", "`undone` is still the dots of an earlier task"),
    ("y = claims.query('yer == 1')", "Did you mean `year`?"),
    ("def f(a):\n    return b\ny = f(1)", "line 2, `return b`"),
]


class LoudError(Exception):
    """Raises when it is asked what it says."""

    def __str__(self) -> str:
        raise ValueError


@pytest.fixture
def names() -> dict[str, Any]:
    """Give a notebook's names."""
    claims = pd.DataFrame({"link": ["a", "b"], "year": [1, 2], "low": [True, False]})
    return {"claims": claims, "counts": {"alpha": 1}, "undone": ..., "LoudError": LoudError}


def run(source: str, names: dict[str, Any], log: Log, cell: str = "cell") -> str:
    """Run a cell and return what is said about it, or an empty text."""
    try:
        execute(ast.parse(source), source, names, cell)
    except Exception as error:  # noqa: BLE001 -- that is what is tried
        return log.stopped(error, source, cell, names).sentence
    log.ended(source, cell)
    return ""


@pytest.mark.parametrize(("source", "says"), CASES, ids=lambda value: str(value)[:40])
def test_when_code_stops_then_its_line_and_its_meaning_are_said(
    source: str, says: str, names: dict[str, Any]
) -> None:
    log = Log()
    said = run(source, names, log)
    assert said.startswith("Your code stopped at line ")
    assert says in said
    assert "y" in log.halts


def test_when_an_exception_cannot_be_asked_then_there_is_a_sentence_all_the_same(
    names: dict[str, Any],
) -> None:
    said = run("raise LoudError", names, Log())
    assert said == "Your code stopped at line 1, `raise LoudError`: Python could not say why"


def test_when_a_cell_stops_halfway_then_what_it_had_set_counts(names: dict[str, Any]) -> None:
    log = Log()
    run("first = 1\nsecond = lost\nthird = 3", names, log)
    assert set(log.halts) == {"second", "third"}


def test_when_a_cell_stops_while_it_fills_a_list_then_the_list_is_not_an_answer(
    names: dict[str, Any],
) -> None:
    log = Log()
    run("found = []\nfor i in [1, 0]:\n    found.append(1 / i)", names, log)
    assert set(log.halts) == {"found", "i"}


def test_when_a_cell_runs_to_its_end_then_its_error_is_forgotten(names: dict[str, Any]) -> None:
    log = Log()
    run("y = lost", names, log)
    run("y = 1", names, log)
    assert log.halts == {}


@pytest.mark.parametrize(("cell", "unset"), [("answer", {"y"}), ("scratch", set())])
def test_when_a_name_was_set_before_then_only_its_own_cell_can_make_it_stale(
    cell: str, unset: set[str], names: dict[str, Any]
) -> None:
    log = Log()
    run("y = 1", names, log, "answer")
    run("y = lost", names, log, cell)
    assert set(log.halts) == unset


def test_when_an_earlier_cell_stopped_then_the_later_one_leads_back_to_it(
    names: dict[str, Any],
) -> None:
    log = Log()
    run("by_year = clams", names, log)
    said = run("chart = by_year.size", names, log)
    assert "`by_year` comes from an earlier cell, which stopped with an error" in said


def body(**_: object) -> Iterator[object]:
    """Yield what any answer meets."""
    yield True, "never"


@pytest.mark.parametrize("given", [{}, {"y": ...}, {"y": 1}])
def test_when_the_cell_of_an_answer_stopped_then_the_task_is_raised(
    given: dict[str, Any], names: dict[str, Any]
) -> None:
    log = Log()
    run("y = clams", names, log)
    task = Definition("t", 2, 1, (), body, ("y",), 1)
    result = mark(task, given, halts=log.halts)
    assert (result.outcome, result.points) == (Outcome.RAISED, 0)
    assert "Did you mean `claims`? Fix that line, rerun its cell" in result.note
    assert mark(task, {"y": 1}).outcome is Outcome.CORRECT

"""What a learner wrote where the original counts: kept below it, and said where it is from."""

from __future__ import annotations

import time

import nbformat
import pytest

from tests.assignments.samples import exercise, place
from trilateral.assignments import damage
from trilateral.assignments.repair import repaired
from trilateral.assignments.selfcheck import is_answered
from trilateral.assignments.words import stray_words

ESSAY = "The record does not show growth.\n\nIt shows presence."
TASK = "may-it-say-so"


@pytest.mark.parametrize(
    "write",
    [
        lambda source: f"{source}\n\n{ESSAY}",
        lambda source: f"{ESSAY}\n{source}",
        lambda source: source.replace("\n\n", f"\n\n{ESSAY}\n\n", 1),
        lambda _: ESSAY,
    ],
    ids=["below", "above", "within", "in its place"],
)
def test_when_an_essay_is_typed_into_the_task_then_it_is_in_a_cell_below(write) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    mine, original = exercise(), exercise()
    cell = mine.cells[place(mine, TASK)]
    cell.source = write(cell.source)
    whole = repaired(mine, original)
    at = place(whole, TASK)
    assert whole.cells[at].source == original.cells[place(original, TASK)].source
    shown = whole.cells[at + 1]
    assert shown.cell_type == "markdown"
    assert shown.source.startswith(f"*Added to the exercise's own text in the locked cell {TASK}:*")
    assert all(line in shown.source for line in ESSAY.split("\n\n"))
    assert is_answered(TASK, whole)
    (said,) = damage(mine, original)
    assert (said.cell, said.kind) == (TASK, "misplaced")


def test_when_nothing_was_written_there_then_no_cell_is_added() -> None:
    mine = exercise()
    mine.cells[place(mine, TASK)].source += "\n\n  \n"
    assert len(repaired(mine, exercise()).cells) == len(exercise().cells)
    assert stray_words(mine, exercise()) == []


def test_when_code_was_written_into_a_check_then_the_marker_sees_it_as_code() -> None:
    mine = exercise()
    mine.cells[place(mine, "by-year")].source += "\nby_year = 1  # ```"
    whole = repaired(mine, exercise())
    shown = whole.cells[place(whole, "by-year") + 1].source
    assert shown.endswith("``````python\nby_year = 1  # ```\n``````")


def test_when_a_check_is_of_an_older_edition_then_it_is_not_the_learners_words() -> None:
    mine = exercise()
    cell = mine.cells[place(mine, "by-year")]
    cell.source = cell.source.replace("yield", "if True:\n        yield", 1).replace(
        "points=2", "points=3"
    )
    assert stray_words(mine, exercise()) == []


def test_when_a_locked_cell_is_there_twice_then_the_words_of_both_are_kept() -> None:
    mine = exercise()
    at = place(mine, TASK)
    first = mine.cells[at].source
    mine.cells.insert(at + 1, nbformat.from_dict({**mine.cells[at], "source": f"{first}\nsecond"}))
    mine.cells[at].source += "\nfirst"
    (words,) = stray_words(mine, exercise())
    assert words.text == "first\n\nsecond"


@pytest.mark.parametrize("kind", ["code", "raw"])
def test_when_a_reply_became_another_kind_of_cell_then_it_is_text_again(kind: str) -> None:
    mine = exercise()
    at = place(mine, TASK) + 1
    mine.cells[at].cell_type = kind
    mine.cells[at].source = ESSAY
    whole = repaired(mine, exercise())
    (reply,) = (cell for cell in whole.cells if cell.source == ESSAY)
    assert reply.cell_type == "markdown"
    assert "outputs" not in reply
    said = [one.sentence for one in damage(mine, exercise()) if one.kind == "misplaced"]
    sentence = (
        f"{TASK}: there is a code cell below the task. The marker reads it, but a reply "
        "belongs in a Markdown cell."
    )
    assert said == ([sentence] if kind == "code" else [])


def test_when_somebody_writes_to_be_slow_then_it_is_read_as_fast_as_any_text() -> None:
    mine = exercise()
    mine.cells[place(mine, TASK)].source = "a\nb\n" * 120_000
    began = time.process_time()
    stray_words(mine, exercise())
    assert time.process_time() - began < 5

"""A personal variant is the one that the learner had at home, whatever the class calls them."""

from __future__ import annotations

import copy
import itertools
import json
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.grading.corpus_class import with_answers
from tests.grading.small_course import write
from tests.tasks.proof import ROOT
from trilateral.assignments import read
from trilateral.evidence import coding, load
from trilateral.grading.limits import Limits
from trilateral.grading.run.course import find_course
from trilateral.grading.run.engine import run
from trilateral.grading.run.settings import Settings
from trilateral.grading.submission import CHOICES, Submission, parse
from trilateral.tasks import draw
from trilateral.tasks.outcome import MIME, SEED
from trilateral.tasks.variants import LEARNER, VARIANT, seed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

NAME, TASK = "03_coercion", "my-place"
PLACES = ("second_thomas_shoal", "sabina_shoal", "thitu_sandy_cay", "zambales_coast")


def place(monkeypatch: pytest.MonkeyPatch, learner: str) -> str:
    """Return what a learner draws under a name."""
    with monkeypatch.context() as patch:
        patch.setenv(LEARNER, learner)
        return draw("03-my-place", PLACES)


def typed(where: str) -> str:
    """Return the answers of somebody who read the numbers off and typed them."""
    rows = coding.coded(load("incidents"))
    here = rows[(rows["feature"] == where) & ~rows["low"]]["year"]
    return f"mine_2024 = {(here == 2024).sum()}\nmine_2025 = {(here == 2025).sum()}"


@pytest.fixture(scope="module")
def at_home() -> Iterator[NotebookNode]:
    """Give an exercise as a learner worked on it and saved it, in a kernel, under a pseudonym."""
    with pytest.MonkeyPatch.context() as patch:
        solution = read(ROOT / "solutions" / NAME / f"{NAME}.ipynb")
        release = read(ROOT / "exercises" / NAME / f"{NAME}.ipynb")
        made = with_answers(release, solution, {TASK: typed(place(patch, "at-home"))})
        patch.setenv(LEARNER, "at-home")
        NotebookClient(made, timeout=240, resources={"metadata": {"path": str(ROOT)}}).execute()
        yield made


def points(notebook: NotebookNode, learner: str, folder: Path) -> float | None:
    path = write(notebook, folder / learner / NAME / f"{NAME}.ipynb")
    one = Submission(learner, NAME, path)
    journal = folder / "graded" / "journal.jsonl"
    (graded,) = run(find_course(ROOT, Limits()), [one], journal, Settings(Limits())).graded
    return next(mark.points for mark in graded.marks if mark.task == TASK)


def test_when_the_class_has_another_name_then_a_typed_number_still_counts(
    at_home: NotebookNode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = (f"class-{number}" for number in itertools.count())
    mine = place(monkeypatch, "at-home")
    learner = next(name for name in names if typed(place(monkeypatch, name)) != typed(mine))
    assert points(at_home, learner, tmp_path) == 2
    unrun = copy.deepcopy(at_home)  # who never ran a check has the variant of the class's name
    for cell in unrun.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    assert points(unrun, learner, tmp_path / "unrun") == 0


def test_when_a_check_is_shown_then_it_keeps_the_seed_and_not_the_pseudonym(
    at_home: NotebookNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LEARNER, "at-home")
    assert "at-home" not in str(at_home)
    assert parse(nbformat.writes(at_home).encode()).metadata["trilateral"][SEED] == seed()


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        (["0123456789abcdef"], "0123456789abcdef"),
        (["a" * 16, "b" * 16, "b" * 16], "b" * 16),
        (["a" * 16, "not a seed", "../../etc", "A" * 16], "a" * 16),
        (["", "x" * 10_000, "a" * 17], ""),
        ([], ""),
    ],
)
def test_when_outputs_hold_seeds_then_the_commonest_that_is_one_counts(
    found: list[str], kept: str
) -> None:
    outputs = [{"data": {MIME: {SEED: one}}} for one in found]
    strange: list[Any] = [None, 1, {"data": 3}, {"data": {MIME: []}}, {"data": {MIME: {SEED: 1}}}]
    cells = [
        {"cell_type": "code", "source": "", "outputs": [*strange, *outputs]},
        7,
        {"outputs": 1},
    ]
    plain = {"nbformat": 4, "cells": cells, "metadata": {"trilateral": {"assignment": NAME}}}
    own = parse(json.dumps(plain).encode()).metadata["trilateral"]
    assert own == {"assignment": NAME, SEED: kept, CHOICES: {}}


def test_when_a_seed_is_given_then_it_draws_whoever_the_learner_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(LEARNER, "at-home")
    drawn, its = draw("03-my-place", PLACES), seed()
    for name in ("ann", "bea", "cem", "dag", "eve"):
        monkeypatch.setenv(LEARNER, name)
        monkeypatch.setenv(VARIANT, its)
        assert draw("03-my-place", PLACES) == drawn
        monkeypatch.setenv(VARIANT, "")
        assert seed() != its

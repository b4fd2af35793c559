"""From the corpora to what a graded hand-out knows of foreseen mistakes."""

from __future__ import annotations

import io
import os
import re
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING, Any, Final

from trilateral.assignments.corpus import corpus
from trilateral.assignments.rehearsal import Checkpoint, checkpoints
from trilateral.tasks import Outcome, define
from trilateral.tasks.foreseen import (
    NAME,
    Feedback,
    Foreseen,
    drawn,
    lock,
    salt_of,
    stretched,
    written,
)
from trilateral.tasks.forms import ROUNDED, forms
from trilateral.tasks.variants import VARIANT, draw, draws

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from trilateral.assignments.corpus import Answers

_SEEDS: Final = 200
"""Seeds that are tried until every option of every draw has come up."""
Keys = dict[tuple[str, str], Feedback]
"""What is said, by variant and normal form."""


def write(course: Path, target: Path) -> None:
    """Write what a hand-out says about foreseen mistakes beside each of its exercises."""
    for exercise in sorted((target / "exercises").glob("*/*.ipynb")):
        mistakes = foreseen(course / "solutions" / exercise.parent.name / exercise.name)
        if mistakes:
            exercise.with_name(NAME).write_bytes(written(mistakes))


def foreseen(solution: Path) -> dict[str, Foreseen]:
    """Return, by task, what a hand-out says about the wrong answers beside a solution.

    Wrong answers that a right one is like in some form are left out: their own checks tell them
    apart.
    """
    answers = corpus(solution)
    feedback: dict[str, Keys] = {task: {} for task in answers}
    keys: dict[str, tuple[str, ...]] = {}
    with warnings.catch_warnings(action="ignore"), redirect_stdout(io.StringIO()):
        for number, seed in enumerate(_seeds(solution)):
            with _drawing(seed):
                for point in checkpoints(solution):
                    task = point.task.definition.id
                    keys[task] = tuple(re.findall(r'\bdraw\(\s*"([^"]+)"', point.cell.source))
                    if number == 0 or keys[task]:
                        feedback[task].update(_of(point, answers[task], keys[task]))
    return {task: _locked(task, feedback[task], keys[task], answers[task]) for task in answers}


def _of(
    point: Checkpoint, answers: Answers, keys: tuple[str, ...]
) -> Iterator[tuple[tuple[str, str], Feedback]]:
    variant = drawn(keys)
    right = set(_forms(point, point.names(point.own)[0], answers))
    for answer in answers.right:
        right.update(_forms(point, point.names(answer.code)[0], answers))
    for answer in answers.wrong:
        names, _ = point.names(answer.code)
        result = define(point.cell.source, names, point.task.definition.id).mark(names)
        if result.outcome not in (Outcome.INCORRECT, Outcome.PARTIAL):
            continue
        feedback = Feedback(result.points, result.passed, result.messages)
        for form in _forms(point, names, answers):
            if form not in right:
                yield (variant, form), feedback


def _forms(point: Checkpoint, names: Mapping[str, Any], answers: Answers) -> tuple[str, ...]:
    values = {name: names.get(name, ...) for name in point.task.definition.answers}
    return forms(values, answers.probes, ROUNDED)


def _locked(
    task: str, by_form: Mapping[tuple[str, str], Feedback], keys: tuple[str, ...], answers: Answers
) -> Foreseen:
    salt = salt_of(task)

    def box(item: tuple[tuple[str, str], Feedback]) -> str:
        (variant, form), feedback = item
        return lock(feedback, stretched(form, salt, variant))

    with ThreadPoolExecutor(os.cpu_count()) as pool:  # scrypt leaves Python's lock
        locked = tuple(sorted(pool.map(box, by_form.items())))
    return Foreseen(salt, keys, answers.probes, locked)


def _seeds(solution: Path) -> list[str]:
    """Return seeds by which, all together, every option of every draw of an assignment comes up."""
    with _drawing("0"):
        list(checkpoints(solution))
    text = solution.read_text("utf-8")
    own = {key: made.options for key, made in draws().items() if key in text}
    wanted = {(key, option) for key, options in own.items() for option in options}
    chosen: list[str] = []
    for number in range(_SEEDS):
        with _drawing(str(number)):
            new = {(key, draw(key, options)) for key, options in own.items()} & wanted
        if new or not chosen:
            chosen.append(str(number))
            wanted -= new
    return chosen


@contextmanager
def _drawing(seed: str) -> Iterator[None]:
    """Draw variants by a seed."""
    before = os.environ.get(VARIANT)
    os.environ[VARIANT] = f"seed {seed}"
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIANT]
        else:
            os.environ[VARIANT] = before

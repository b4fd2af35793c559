"""Outputs may hold anything in the place of a choice: it costs its own task at most."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from typer.testing import CliRunner

from tests.grading.small_course import NAME, submit, write
from trilateral.cli import app
from trilateral.grading.journal import latest
from trilateral.parts import MIME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from nbformat import NotebookNode

    from trilateral.grading.results import Mark

RIGHT = {"log": "seen", "word": "said"}
SETUP = "from trilateral.tasks import STOP, best, compare, is_a, sort, task"
PART = """pick = sort(
    "pick", "Which?", answers={"seen": "Seen", "said": "Said"}, rows={"log": "Log", "word": "Word"}
)"""
REGION = f"### BEGIN SOLUTION\npick = {RIGHT}\n### END SOLUTION"
HIDDEN = """### BEGIN HIDDEN TESTS
    rows = {"log": best("seen", "It was."), "word": best("said", "It was.", partly={"seen": 0.5})}
    yield from compare.sorted_rows(pick, rows)
    ### END HIDDEN TESTS"""
CHECK = """@task("pick", points=2, checks=2)
def check(pick):
    yield is_a(pick, dict), "Choose.", STOP
    {}


check()"""
PLAIN = {"kind": "choice", "id": "pick"}


def book(*, whole: bool, outputs: list[Any], source: str = "") -> NotebookNode:
    """Return the assignment, as it is kept or as it is handed in with these outputs."""
    marks: dict[str, dict[str, Any]] = {
        "set-up": {"locked": True},
        "pick-answer": {"solution": True},
        "pick": {"grade": True, "locked": True, "points": 2},
    }
    part = source or "\n".join([PART, REGION if whole else "", "pick"])
    sources = {"set-up": SETUP, "pick-answer": part, "pick": CHECK.format(HIDDEN if whole else "")}
    cells = []
    for name, text in sources.items():
        cell = new_code_cell(text, id=name)
        flags = {"grade": False, "solution": False, "locked": False, "task": False, **marks[name]}
        cell.metadata.nbgrader = {"schema_version": 3, "grade_id": name, **flags}
        cells.append(cell)
    cells[1].metadata.trilateral = {"kind": "choice"}
    made: NotebookNode = new_notebook(cells=cells)
    made.cells[1].outputs = outputs  # after nbformat has looked at the rest
    return made


def shown(part: object) -> NotebookNode:
    return cast("NotebookNode", new_output("display_data", data={MIME: part}))


def chosen(choice: object) -> list[NotebookNode]:
    return [shown({**PLAIN, "choice": choice})]


def course(folder: Path) -> Path:
    write(book(whole=True, outputs=[]), folder / "solutions" / NAME / f"{NAME}.ipynb")
    write(book(whole=False, outputs=[]), folder / "exercises" / NAME / f"{NAME}.ipynb")
    write(new_notebook(), folder / "notebooks" / "00_start_here.ipynb")
    return folder / "submitted"


def marks(folder: Path, class_work: Mapping[str, NotebookNode | bytes]) -> dict[str, Mark]:
    """Return the marks that the verb gives, by learner."""
    for learner, notebook in class_work.items():
        submit(folder, learner, notebook)
    done = CliRunner().invoke(app, ["grade", str(folder), "--workers", "1"])
    assert done.exit_code == 0, done.output
    gradings = latest(folder.parent / "graded" / "journal.jsonl").values()
    return {one.learner: one.marks[0] for one in gradings}


FORGED: dict[str, tuple[list[Any], float, str]] = {
    "right": (chosen(RIGHT), 2, "earned"),
    "partly": (chosen({**RIGHT, "word": "seen"}), 1.5, "partly earned"),
    "one-row": (chosen({"log": "seen"}), 1, "partly earned"),
    "unknown-ids": (chosen({**RIGHT, "evil": "seen", "other": "x"}), 2, "earned"),
    "unknown-answers": (chosen({"log": "__class__", "word": "rm -rf"}), 0, "not attempted"),
    "order-for-answers": (chosen(["log", "word"]), 0, "not attempted"),
    "nested": (chosen({"log": {"seen": ["seen"] * 9}}), 0, "not attempted"),
    "huge-text": (chosen({"log": "x" * 1_000_000}), 0, "not attempted"),
    "huge-dict": (chosen({f"r{n}": "seen" for n in range(30_000)}), 0, "not attempted"),
    "number": (chosen(1e308), 0, "not attempted"),
    "not-a-part": ([shown([RIGHT]), shown(None), shown("choice")], 0, "not attempted"),
    "another-task": ([shown({**PLAIN, "id": "other", "choice": RIGHT})], 0, "not attempted"),
    "other-kind": ([shown({**PLAIN, "kind": "quiz", "choice": RIGHT})], 0, "not attempted"),
    "forged-report": (
        [
            new_output(
                "display_data", data={"application/vnd.trilateral.result+json": {"points": 2}}
            )
        ],
        0,
        "not attempted",
    ),
    "bad-outputs": ([{"output_type": "display_data", "data": MIME}], 0, "not attempted"),
    "last-of-two": ([*chosen({"log": "said"}), *chosen(RIGHT)], 2, "earned"),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Mark]:
    """Give the marks of a class in which each learner hands in other outputs."""
    folder = course(tmp_path_factory.mktemp("choices"))
    handed_in = {
        name: json.dumps(book(whole=False, outputs=outputs)).encode()
        for name, (outputs, *_) in FORGED.items()
    }
    edited = book(whole=False, outputs=chosen(RIGHT), source="this is no Python")
    gone = book(whole=False, outputs=[])
    del gone.cells[1]
    return marks(folder, {**handed_in, "edited-source": edited, "deleted": gone})


@pytest.mark.parametrize("learner", FORGED)
def test_when_outputs_are_made_up_then_what_is_sound_counts_and_the_rest_is_not_an_answer(
    graded: dict[str, Mark], learner: str
) -> None:
    _, points, standing = FORGED[learner]
    mark = graded[learner]
    assert (mark.points, mark.standing.value) == (points, standing)


def test_when_the_code_of_the_part_was_changed_then_the_choice_counts_all_the_same(
    graded: dict[str, Mark],
) -> None:
    assert graded["edited-source"].points == 2


def test_when_the_cell_to_choose_in_is_gone_then_the_mark_says_so(graded: dict[str, Mark]) -> None:
    assert graded["deleted"].standing.value == "damaged"
    assert "Your choice went with it" in graded["deleted"].note

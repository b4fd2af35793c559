"""What is left of a quiz when its kernel is gone: a learner's answers, and the static twin."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_output

from tests.browser.harness.quiz import NOTEBOOK
from tests.browser.harness.quiz_answers import ANSWERS
from tests.notebook.samples import code, notebook
from tests.quiz.samples import write_bank
from trilateral.quiz import Quiz
from trilateral.quiz.memory import Memory

if TYPE_CHECKING:
    from tests.browser.harness.quiz import Opener, QuizPage

pytestmark = pytest.mark.browser


def test_when_the_kernel_is_killed_in_mid_quiz_then_every_answer_is_there_again(
    quiz: QuizPage,
) -> None:
    for name in ("one", "how-many"):
        quiz.enter(name)
        ANSWERS[name](quiz)
        quiz.check(name)
    pids = [out["text/plain"] for out in quiz.lab.outputs() if out["text/plain"].isdecimal()]
    os.kill(int(pids[0]), signal.SIGKILL)
    quiz.page.wait_for_timeout(3000)
    quiz.lab.open(NOTEBOOK)
    quiz.lab.run_all()
    quiz.root.wait_for()
    tones = quiz.root.locator("form").evaluate_all("nodes => nodes.map(n => n.dataset.tone)")
    assert tones == ["right", "open", "right", "open", "open", "open"]
    assert quiz.item("how-many").locator("input[type=text]").input_value() == "1,180"
    assert quiz.item("one").locator('input[value="a"]').is_checked()
    quiz.enter("name-it")
    ANSWERS["name-it"](quiz)
    assert "Correct" in quiz.check("name-it")


def test_when_a_saved_notebook_is_opened_without_running_it_then_the_twin_keeps_its_key_folded(
    quizzes: Opener,
) -> None:
    write_bank(quizzes.folder)
    quiz = Quiz("99_sample", folder=quizzes.folder, memory=Memory(quizzes.folder / "state"))
    bundle = quiz._repr_mimebundle_()
    saved = {mime: bundle[mime] for mime in ("text/plain", "text/html")}
    sample = notebook(code("Quiz('99_sample')", "quiz"))
    sample.cells[0].execution_count = 1
    sample.cells[0].outputs = [new_output("execute_result", data=saved, execution_count=1)]
    lab = quizzes.open_saved(sample)
    twin = lab.page.locator(".jp-OutputArea-output")
    assert twin.locator("ol").first.locator("> li").count() == 6
    assert not twin.get_by_text("Because it is so.").first.is_visible()
    assert lab.axe() == ""
    twin.locator("summary").press("Enter")
    twin.get_by_text("Because it is so.").first.wait_for()

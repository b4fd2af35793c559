from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from nbclient import NotebookClient
from nbformat import v4

from tests.quiz.samples import ITEMS, write_bank
from trilateral.quiz import Quiz
from trilateral.quiz.errors import BankError, QuizError
from trilateral.quiz.memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://example.org/p.png) <b>"


def quiz(folder: Path) -> Quiz:
    return Quiz("99_sample", folder=folder, memory=Memory(folder / "state"))


def test_when_shown_then_the_twin_stands_beside_the_view(tmp_path: Path) -> None:
    write_bank(tmp_path)
    data = quiz(tmp_path)._repr_mimebundle_()
    assert data["text/plain"] == "Quiz: A sample (6 questions)"
    assert data["text/html"].count("<li><p>") >= 6
    key = data["text/html"].index("<details>")
    assert "1,180 people (give or take 5)" in data["text/html"][key:]
    assert "1,180" not in data["text/html"][:key]
    assert "application/vnd.jupyter.widget-view+json" in data


def test_when_another_learner_or_a_later_run_shows_it_then_the_twin_is_the_same(
    tmp_path: Path,
) -> None:
    write_bank(tmp_path)
    one = quiz(tmp_path)
    one.sitting.take({"do": "check", "item": "one", "response": "a"})
    other = Quiz("99_sample", folder=tmp_path, memory=Memory(tmp_path / "other"))
    for mime in ("text/plain", "text/html"):
        assert one._repr_mimebundle_()[mime] == other._repr_mimebundle_()[mime]


def test_when_a_bank_holds_script_then_the_page_gets_harmless_text(tmp_path: Path) -> None:
    text = {"text": HOSTILE, "feedback": HOSTILE}
    options = [{**option, **text} for option in ITEMS[0]["options"]]
    item = {**ITEMS[0], "stem": HOSTILE, "hints": [HOSTILE], "explanation": HOSTILE}
    write_bank(tmp_path, [{**item, "options": options}])
    shown = quiz(tmp_path)
    shown.sitting.take({"do": "hint", "item": "one"})
    shown.sitting.take({"do": "check", "item": "one", "response": "a"})
    for part in shown.page.items[0]["parts"]:
        del part["text"]  # plain text, which the page never reads as HTML
    sent = json.dumps([shown.page.items, shown.sitting.shown(), shown._repr_mimebundle_()])
    assert "&lt;script&gt;" in sent
    for danger in ("<script", "<b>", 'href=\\"javascript', "<img"):
        assert danger not in sent


def test_when_made_then_the_learners_random_numbers_go_on_as_before(tmp_path: Path) -> None:
    write_bank(tmp_path)
    before = random.getstate()
    quiz(tmp_path)._repr_mimebundle_()
    assert random.getstate() == before


def test_when_the_page_sends_an_answer_then_state_and_words_come_back(tmp_path: Path) -> None:
    write_bank(tmp_path)
    page = quiz(tmp_path).page
    page.take({"do": "check", "item": "one", "response": "b"})
    assert page.states["one"]["tone"] == "wrong"
    assert page.spoken["text"].startswith("Question 1: Not correct.")
    assert page.notice == ""


def test_when_there_is_no_such_bank_then_it_says_which_there_are(tmp_path: Path) -> None:
    write_bank(tmp_path)
    with pytest.raises(QuizError, match=r"'04_none'. There are: 99_sample"):
        Quiz("04_none", folder=tmp_path)


def test_when_the_bank_is_broken_then_the_lesson_gets_file_and_line(tmp_path: Path) -> None:
    write_bank(tmp_path, [{**ITEMS[0], "colour": "red"}])
    with pytest.raises(BankError, match=r"99_sample.yaml:\d+: one: items.colour: Extra inputs"):
        quiz(tmp_path)


def test_when_run_by_a_kernel_then_no_widget_state_need_be_saved(tmp_path: Path) -> None:
    write_bank(tmp_path)
    source = (
        "from pathlib import Path\nfrom trilateral.quiz import Quiz\n"
        "Quiz('99_sample', folder=Path('.'))"
    )
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source)])
    client = NotebookClient(
        notebook, resources={"metadata": {"path": str(tmp_path)}}, store_widget_state=False
    )
    client.execute()
    (output,) = notebook.cells[0].outputs
    assert output.data["text/plain"] == "Quiz: A sample (6 questions)"
    assert "<details>" in output.data["text/html"]

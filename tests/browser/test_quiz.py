"""Every kind of item, answered in a real JupyterLab with the keyboard alone."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbformat.v4 import new_output

from tests.browser.harness.page import LabPage, Theme
from tests.notebook.samples import code, markdown, notebook
from tests.quiz.samples import write_bank
from trilateral.notebook.normalise import KERNELSPEC
from trilateral.quiz import Quiz
from trilateral.quiz.memory import Memory
from trilateral.quiz.reading import load_lesson
from trilateral.quiz.sitting import Asked, Sitting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.harness.server import Server

pytestmark = pytest.mark.browser

NOTEBOOK = "notebooks/quiz_sample.ipynb"
SHIPPED = """
from pathlib import Path
from trilateral.quiz import Quiz
from trilateral.quiz import Quiz
from trilateral.quiz.memory import Memory
Quiz("{folder}", memory=Memory(Path("{state}")))
"""
SOURCE = """
from pathlib import Path
from trilateral.quiz import Quiz
from trilateral.notebook.normalise import KERNELSPEC
from trilateral.quiz import Quiz
from trilateral.quiz.memory import Memory
Quiz("99_sample", folder=Path("{folder}"), memory=Memory(Path("{state}")))
"""
PID = "import os; os.getpid()"
WRONG: dict[str, object] = {
    "one": "b",
    "some": ["a", "c"],
    "how-many": "1400",
    "in-order": ["w", "z", "y", "x"],
    "pairs": {"r1": "m1", "r2": "m3"},
    "name-it": "visiting forces",
}


class QuizPage:
    """The quiz on a page, in the words of a learner who has no mouse."""

    def __init__(self, lab: LabPage) -> None:
        self.lab = lab
        self.page: Page = lab.page
        self.root: Locator = lab.page.locator(".tq")

    def item(self, name: str) -> Locator:
        return self.root.locator(f'form[data-item="{name}"]')

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, target: Locator) -> None:
        """Press Tab until `target` has the focus."""
        for _ in range(60):
            if target.evaluate("node => node === document.activeElement"):
                return
            self.press("Tab")
        pytest.fail(f"Tab never reached {target}")

    def enter(self, name: str) -> None:
        """Put the focus just before an item, as Tab from the one above would."""
        self.item(name).evaluate(
            "node => { node.tabIndex = -1; node.focus(); node.removeAttribute('tabindex'); }"
        )

    def check(self, name: str) -> str:
        """Check by keyboard, see that the focus stays, and return what is said."""
        button = self.item(name).locator(".tq-check")
        self.tab_to(button)
        before = self.said()
        self.press("Enter")
        said = self.next_said(before)
        assert button.evaluate("node => node === document.activeElement")
        return said

    def said(self) -> str:
        return self.root.locator("[role=status]").inner_text()

    def next_said(self, before: str) -> str:
        region = "([before, root]) => { const t = root.textContent; return t && t !== before && t }"
        node = self.root.locator("[role=status]").element_handle()
        return str(self.page.wait_for_function(region, arg=[before, node]).json_value())

    def cells(self) -> list[dict[str, Any]]:
        return [
            {"id": cell["id"], "source": cell["source"], "count": cell["count"]}
            for cell in self.lab.cells()
        ]


def open_quiz(
    browser: Browser, server: Server, folder: Path, theme: Theme = "light", lesson: str = ""
) -> QuizPage:
    """Show the sample bank, or the one that the course ships for `lesson`."""
    write_bank(folder)
    source = (SHIPPED if lesson else SOURCE).format(folder=lesson or folder, state=folder / "state")
    cells = [markdown("Before", "before"), code(source, "quiz"), code(PID, "pid")]
    (server.course / NOTEBOOK).unlink(missing_ok=True)
    sample = notebook(*cells)
    sample.metadata.kernelspec = KERNELSPEC
    nbformat.write(sample, server.course / NOTEBOOK)
    lab = LabPage.new(browser, server, theme)
    lab.open(NOTEBOOK)
    lab.run_all()
    shown = QuizPage(lab)
    shown.root.wait_for()
    return shown


def send_wrong_answers(folder: Path) -> None:
    """Answer every item wrongly once, in another process of the same learner."""
    memory = Memory(folder / "state")
    items = load_lesson("99_sample", folder).bank.items
    sitting = Sitting("99_sample", [Asked("99_sample", item) for item in items], memory)
    for name, response in WRONG.items():
        sitting.take({"do": "hint", "item": name})
        sitting.take({"do": "check", "item": name, "response": response, "confidence": "sure"})


@pytest.fixture
def lab_parts(browser: Browser, server: Server) -> tuple[Browser, Server]:
    return browser, server


@pytest.fixture
def quiz(browser: Browser, server: Server, tmp_path: Path) -> Iterator[QuizPage]:
    shown = open_quiz(browser, server, tmp_path)
    yield shown
    assert shown.lab.refused == []
    shown.lab.close()


def arrow_to(quiz: QuizPage, name: str, value: str) -> None:
    radios = quiz.item(name).locator(f'.tq-parts input[value="{value}"]')
    for _ in range(8):
        quiz.press("ArrowDown")
        if radios.is_checked():
            return
    pytest.fail(f"the arrows never reached {value}")


def answer_choice(quiz: QuizPage) -> None:
    quiz.tab_to(quiz.item("one").locator(".tq-parts input").first)
    arrow_to(quiz, "one", "a")


def answer_multiple(quiz: QuizPage) -> None:
    for value in (
        quiz.item("some")
        .locator("input[type=checkbox]")
        .evaluate_all("nodes => nodes.map(node => node.value)")
    ):
        if value in "ab":
            quiz.tab_to(quiz.item("some").locator(f'input[value="{value}"]'))
            quiz.press("Space")


def answer_numeric(quiz: QuizPage) -> None:
    quiz.tab_to(quiz.item("how-many").locator("input[type=text]"))
    quiz.press(*"1,180")


def answer_text(quiz: QuizPage) -> None:
    quiz.tab_to(quiz.item("name-it").locator("input[type=text]"))
    quiz.press(*"raa")


def answer_ordering(quiz: QuizPage) -> None:
    """Use the buttons for the first two entries and the position list for the third."""
    entry = quiz.item("in-order").locator("li")
    for place, name in enumerate("wx"):
        up = quiz.item("in-order").locator(f'li[data-part="{name}"] button').first
        quiz.enter("in-order")
        quiz.tab_to(up)
        while entry.nth(place).get_attribute("data-part") != name:
            quiz.press("Space")
            assert up.evaluate("node => node === document.activeElement")
    quiz.enter("in-order")
    quiz.tab_to(quiz.item("in-order").locator('li[data-part="y"] select'))
    quiz.press("3")
    assert entry.evaluate_all("nodes => nodes.map(n => n.dataset.part).join('')") == "wxyz"


def answer_matching(quiz: QuizPage) -> None:
    for row, choice in {"r1": "Match m1", "r2": "Match m2"}.items():
        quiz.tab_to(quiz.item("pairs").locator(f'select[data-part="{row}"]'))
        quiz.press(*choice)


ANSWERS: dict[str, Callable[[QuizPage], None]] = {
    "one": answer_choice,
    "some": answer_multiple,
    "how-many": answer_numeric,
    "in-order": answer_ordering,
    "pairs": answer_matching,
    "name-it": answer_text,
}


def test_when_each_type_is_answered_by_keyboard_alone_then_it_is_said_and_lab_does_nothing(
    quiz: QuizPage,
) -> None:
    before = quiz.cells()
    for number, (name, answer) in enumerate(ANSWERS.items(), start=1):
        quiz.enter(name)
        answer(quiz)
        said = quiz.check(name)
        assert said.startswith(f"Question {number}: Correct."), name
        assert quiz.item(name).get_attribute("data-tone") == "right"
    assert quiz.cells() == before


def test_when_letters_and_arrows_are_pressed_in_a_control_then_the_notebook_stays(
    quiz: QuizPage,
) -> None:
    before = quiz.cells()
    for name in ANSWERS:
        quiz.enter(name)
        quiz.press("Tab")
        quiz.press("ArrowDown", "ArrowUp", *"abxydd", "Home", "End", "Shift+ArrowDown")
        assert quiz.item(name).evaluate("node => node.contains(document.activeElement)"), name
    assert quiz.cells() == before


def test_when_wrong_then_hint_then_right_then_each_step_is_said(quiz: QuizPage) -> None:
    quiz.enter("one")
    quiz.tab_to(quiz.item("one").locator(".tq-parts input").first)
    arrow_to(quiz, "one", "b")
    quiz.tab_to(quiz.item("one").locator(".tq-sure input").first)
    arrow_to_confidence(quiz, "one", "sure")
    assert quiz.check("one") == "Question 1: Not correct. You have 1 more try. On b."
    assert quiz.item("one").locator('input[value="sure"]').is_checked()
    before = quiz.said()
    hint = quiz.item("one").locator(".tq-hint")
    quiz.tab_to(hint)
    quiz.press("Enter")
    assert quiz.next_said(before) == "Question 1: Look again."
    assert hint.inner_text() == "Hint 2 of 2"
    quiz.enter("one")
    quiz.tab_to(quiz.item("one").locator('.tq-parts input[value="b"]'))
    arrow_to(quiz, "one", "a")
    assert quiz.check("one").startswith("Question 1: Correct.")
    assert "marked for review" in quiz.item("one").locator(".tq-outcome").inner_text()
    before = quiz.said()
    quiz.press("Enter")
    assert quiz.next_said(before) == "This question is finished."


def arrow_to_confidence(quiz: QuizPage, name: str, value: str) -> None:
    for _ in range(3):
        quiz.press("ArrowDown")
        if quiz.item(name).locator(f'.tq-sure input[value="{value}"]').is_checked():
            return
    pytest.fail(f"the arrows never reached {value}")


def test_when_enter_is_pressed_in_a_text_field_then_it_checks_and_the_focus_stays(
    quiz: QuizPage,
) -> None:
    quiz.enter("how-many")
    answer_numeric(quiz)
    before = quiz.said()
    quiz.press("Enter")
    assert quiz.next_said(before).startswith("Question 3: Correct.")
    field = quiz.item("how-many").locator("input[type=text]")
    assert field.evaluate("node => node === document.activeElement")


def test_when_a_number_cannot_be_read_then_the_field_says_so_and_keeps_what_was_typed(
    quiz: QuizPage,
) -> None:
    quiz.enter("how-many")
    field = quiz.item("how-many").locator("input[type=text]")
    quiz.tab_to(field)
    quiz.press(*"many")
    assert "Could not read “many” as a number" in quiz.check("how-many")
    assert field.get_attribute("aria-invalid") == "true"
    assert field.input_value() == "many"
    described = str(field.get_attribute("aria-describedby")).split()
    assert any("Could not read" in quiz.page.locator(f"#{name}").inner_text() for name in described)


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
    answer_text(quiz)
    assert "Correct" in quiz.check("name-it")


@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
def test_when_checked_by_axe_then_nothing_is_found_before_and_after_answering(
    browser: Browser, server: Server, tmp_path: Path, artifacts: Path, colours: str
) -> None:
    shown = open_quiz(browser, server, tmp_path, "dark" if colours == "dark" else "light")
    if colours == "forced":
        shown.page.emulate_media(forced_colors="active")
    assert shown.lab.axe(".tq") == ""
    send_wrong_answers(tmp_path)
    shown.lab.run_all()
    shown.item("one").locator(".tq-outcome strong").wait_for()
    assert shown.lab.axe(".tq") == ""
    for name in WRONG:
        before = shown.said()
        shown.item(name).locator(".tq-check").press("Enter")
        shown.next_said(before)
    assert shown.root.locator(".tq-end:visible").count() == len(WRONG)
    assert shown.lab.axe(".tq") == ""
    picture(shown, artifacts / f"quiz-sample-{colours}.png")
    assert shown.lab.refused == []
    shown.lab.close()


def picture(shown: QuizPage, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    shown.lab.resize(1000, 8000)
    shown.root.screenshot(path=path)


def test_when_a_saved_notebook_is_opened_without_running_it_then_the_twin_keeps_its_key_folded(
    browser: Browser, server: Server, tmp_path: Path
) -> None:
    write_bank(tmp_path)
    quiz = Quiz("99_sample", folder=tmp_path, memory=Memory(tmp_path / "state"))
    bundle = quiz._repr_mimebundle_()
    saved = {mime: bundle[mime] for mime in ("text/plain", "text/html")}
    sample = notebook(code("Quiz('99_sample')", "quiz"))
    sample.metadata.kernelspec = KERNELSPEC
    sample.cells[0].execution_count = 1
    sample.cells[0].outputs = [new_output("execute_result", data=saved, execution_count=1)]
    nbformat.write(sample, server.course / NOTEBOOK)
    lab = LabPage.new(browser, server)
    lab.open(NOTEBOOK)
    twin = lab.page.locator(".jp-OutputArea-output")
    assert twin.locator("ol").first.locator("> li").count() == 6
    assert not twin.get_by_text("Because it is so.").first.is_visible()
    assert lab.axe() == ""
    twin.locator("summary").press("Enter")
    twin.get_by_text("Because it is so.").first.wait_for()
    assert lab.refused == []
    lab.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lesson", ["00_start_here", "03_coercion"])
def test_when_a_shipped_quiz_is_shown_then_axe_finds_nothing_and_its_charts_are_there(
    lab_parts: tuple[Browser, Server], tmp_path: Path, artifacts: Path, lesson: str, theme: Theme
) -> None:
    shown = open_quiz(*lab_parts, tmp_path, theme, lesson)
    items = load_lesson(lesson).bank.items
    assert shown.root.locator("form").count() == len(items)
    widths = shown.root.locator(".tq-chart img").evaluate_all("ns => ns.map(n => n.naturalWidth)")
    assert len(widths) == sum(item.chart is not None for item in items)
    assert all(width > 100 for width in widths)
    shown.root.locator("details").evaluate_all("nodes => nodes.forEach(n => { n.open = true; })")
    assert shown.lab.axe(".tq") == ""
    picture(shown, artifacts / f"quiz-{lesson}-{theme}.png")
    assert shown.lab.refused == []
    shown.lab.close()


def test_when_the_page_is_320_pixels_wide_then_nothing_sticks_out_and_targets_are_24(
    quiz: QuizPage, tmp_path: Path
) -> None:
    send_wrong_answers(tmp_path)
    quiz.lab.run_all()
    quiz.root.evaluate("node => { node.style.width = '320px'; }")
    out = quiz.root.evaluate(
        """root => [...root.querySelectorAll('*')].filter(node => node.offsetParent
          && !node.closest('.tq-status, .tq-scroll')
          && node.getBoundingClientRect().right > root.getBoundingClientRect().right + 1)
          .map(node => node.outerHTML.slice(0, 80))"""
    )
    assert out == []
    small = quiz.root.evaluate(
        """root => [...root.querySelectorAll('button, select, label, summary, input[type=text]')]
          .filter(node => node.offsetParent).map(node => [node, node.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24)
          .map(([node, box]) => `${node.outerHTML.slice(0, 60)} ${box.width}x${box.height}`)"""
    )
    assert small == []

"""A quiz in a page of JupyterLab, in the words of a learner who has no mouse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import nbformat
import pytest

from tests.browser.harness.page import LabPage, Theme
from tests.notebook.samples import code, markdown, notebook
from tests.quiz.samples import write_bank
from trilateral.notebook.normalise import KERNELSPEC
from trilateral.quiz.memory import Memory
from trilateral.quiz.reading import load_lesson
from trilateral.quiz.sitting import Asked, Sitting

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode
    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.harness.server import Server

NOTEBOOK: Final = "notebooks/quiz_sample.ipynb"
_SAMPLE: Final = "99_sample"
_SOURCE: Final = """
from pathlib import Path
from trilateral.quiz import Quiz
from trilateral.quiz.memory import Memory
Quiz("{lesson}", folder={folder}, memory=Memory(Path("{state}")))
"""
_PID: Final = "import os; os.getpid()"
WRONG: Final[dict[str, object]] = {
    "one": "b",
    "some": ["a", "c"],
    "how-many": "1400",
    "in-order": ["w", "z", "y", "x"],
    "pairs": {"r1": "m1", "r2": "m3"},
    "name-it": "visiting forces",
}
"""A wrong answer to each item of the sample."""


class QuizPage:
    """The quiz on a page."""

    def __init__(self, lab: LabPage) -> None:
        self.lab = lab
        self.page: Page = lab.page
        self.root: Locator = lab.page.locator(".tq")

    def item(self, name: str) -> Locator:
        """Return the question with this id."""
        return self.root.locator(f'form[data-item="{name}"]')

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, target: Locator) -> None:
        """Press Tab until `target` has the focus."""
        for _ in range(60):
            if has_focus(target):
                return
            self.press("Tab")
        pytest.fail(f"Tab never reached {target}")

    def arrow_to(self, target: Locator) -> None:
        """Press the arrow down until the radio button `target` is chosen."""
        for _ in range(8):
            self.press("ArrowDown")
            if target.is_checked():
                return
        pytest.fail(f"the arrows never reached {target}")

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
        assert has_focus(button)
        return said

    def said(self) -> str:
        """Return what the live region says now."""
        return self.root.locator("[role=status]").inner_text()

    def next_said(self, before: str) -> str:
        """Wait until the live region says something else than `before`, and return it."""
        region = "([before, root]) => { const t = root.textContent; return t && t !== before && t }"
        node = self.root.locator("[role=status]").element_handle()
        return str(self.page.wait_for_function(region, arg=[before, node]).json_value())

    def cells(self) -> list[dict[str, Any]]:
        """Return what JupyterLab might have changed in the notebook's code cells."""
        return [
            {"id": cell["id"], "source": cell["source"], "count": cell["count"]}
            for cell in self.lab.cells()
        ]

    def keep_picture(self, path: Path, width: int = 1000) -> None:
        """Keep a picture of the whole quiz for people to look at."""
        path.parent.mkdir(exist_ok=True)
        self.lab.resize(width, 8000)
        self.root.screenshot(path=path)


@dataclass
class Opener:
    """Opens quizzes for one learner, and closes them when the test is over."""

    browser: Browser
    server: Server
    folder: Path
    """Holds the sample bank and the learner's records."""
    opened: list[LabPage] = field(default_factory=list)

    def open(self, theme: Theme = "light", lesson: str = "", times: int = 1) -> QuizPage:
        """Show the sample bank, or the one that the course ships for `lesson`."""
        write_bank(self.folder)
        source = _SOURCE.format(
            lesson=lesson or _SAMPLE,
            folder=None if lesson else f'Path("{self.folder}")',
            state=self.folder / "state",
        )
        quizzes = [code(source, f"quiz-{number}") for number in range(times)]
        cells = [markdown("Before", "before"), *quizzes, code(_PID, "pid")]
        lab = self.open_saved(notebook(*cells), theme)
        lab.run_all()
        shown = QuizPage(lab)
        shown.root.last.wait_for(timeout=60_000)
        return shown

    def open_saved(self, sample: NotebookNode, theme: Theme = "light") -> LabPage:
        """Open a notebook as it was saved, without running it."""
        sample.metadata.kernelspec = KERNELSPEC
        (self.server.course / NOTEBOOK).unlink(missing_ok=True)
        nbformat.write(sample, self.server.course / NOTEBOOK)
        lab = LabPage.new(self.browser, self.server, theme)
        self.opened.append(lab)
        lab.open(NOTEBOOK)
        return lab

    def close(self) -> None:
        """Close every page, which may have asked this machine only."""
        for lab in self.opened:
            lab.close()
        assert [address for lab in self.opened for address in lab.refused] == []


def has_focus(node: Locator) -> bool:
    """Say whether what is typed goes to `node`."""
    return bool(node.evaluate("node => node === document.activeElement"))


def send_wrong_answers(folder: Path) -> None:
    """Answer every item wrongly once, in another process of the same learner."""
    memory = Memory(folder / "state")
    items = load_lesson(_SAMPLE, folder).bank.items
    sitting = Sitting(_SAMPLE, [Asked(_SAMPLE, item) for item in items], memory)
    for name, response in WRONG.items():
        sitting.take({"do": "hint", "item": name})
        sitting.take({"do": "check", "item": name, "response": response, "confidence": "sure"})

"""A quiz in a page of JupyterLab that may start no kernel, in the words of a learner."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import nbformat
import pytest
from nbformat.v4 import new_output

from tests.browser.harness.page import LabPage, Theme
from tests.notebook.samples import code, markdown, notebook
from tests.quiz.samples import ITEMS, write_bank
from trilateral.notebook.normalise import KERNELSPEC
from trilateral.quiz import Quiz

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

    from tests.browser.harness.server import Server
    from trilateral.parts import Part

_KERNELS: Final = "**/api/{sessions,kernels}**"
_fresh = (f"99_{''.join(letters)}" for letters in itertools.product("abcdefghij", repeat=3))
"""Names of quizzes that nobody has answered yet, though tests share a server."""
_notebooks = (f"notebooks/quiz_sample_{number}.ipynb" for number in itertools.count(1))
"""Names of notebooks, as several may be open."""


class QuizPage:
    """The quiz on a page, or one of several by its place."""

    def __init__(self, lab: LabPage, place: int | None = None) -> None:
        self.lab = lab
        self.page: Page = lab.page
        every = lab.page.locator(".trilateral .part:is(.quiz, .review)")
        self.root: Locator = every if place is None else every.nth(place)

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
        button = self.item(name).locator(".check")
        self.tab_to(button)
        self.press("Enter")
        said = self.said()
        assert has_focus(button)
        return said

    def said(self) -> str:
        """Return what the live region says; each speaker empties it first and then fills it."""
        node = self.root.first.locator(".spoken").element_handle()
        return str(self.page.wait_for_function("node => node.textContent", arg=node).json_value())

    def cells(self) -> list[dict[str, Any]]:
        """Return what JupyterLab might have changed in the notebook's code cells."""
        return [
            {"id": cell["id"], "source": cell["source"], "count": cell["count"]}
            for cell in self.lab.cells()
        ]

    def tones(self) -> list[str]:
        """Return how each question stands."""
        return list(
            self.root.locator("form").evaluate_all("nodes => nodes.map(n => n.dataset.tone)")
        )

    def delivered(self) -> None:
        """Wait until every answer is kept."""
        self.page.wait_for_function(
            "() => !Object.keys(localStorage).some(key => key.startsWith('trilateral/waiting'))"
        )

    def reload(self) -> None:
        """Open the page again, once every answer is kept."""
        self.delivered()
        self.page.reload()
        self.decline()
        self.root.locator("form").first.wait_for()

    def decline(self) -> None:
        """Do without a kernel: the front end could start none, and offers to choose another."""
        self.page.locator(".jp-Dialog").get_by_text("Ok", exact=True).click()
        self.page.locator(".jp-Dialog").get_by_text("No Kernel", exact=True).last.click()
        self.page.locator(".jp-Dialog").wait_for(state="detached")

    def keep_picture(self, path: Path, width: int = 1000) -> None:
        """Keep a picture of the whole quiz for people to look at."""
        path.parent.mkdir(exist_ok=True)
        self.lab.resize(width, 8000)
        self.root.screenshot(path=path)


@dataclass
class Opener:
    """Opens saved quizzes where no kernel may start, and closes them when the test is over."""

    browser: Browser
    server: Server
    folder: Path
    """Holds the sample bank."""
    opened: list[LabPage] = field(default_factory=list)

    def sample(self) -> Part:
        """Return the sample quiz under a name that nobody has answered yet."""
        lesson = next(_fresh)
        write_bank(self.folder, ITEMS, lesson)
        return Quiz(lesson, folder=self.folder)

    def open(self, theme: Theme = "light", lesson: str = "") -> QuizPage:
        """Show the sample quiz, or the one that the course ships for `lesson`."""
        part = Quiz(lesson) if lesson else self.sample()
        return self.show(part, theme=theme)

    def sheet(self, *parts: Part) -> list[QuizPage]:
        """Open a notebook as `show` does, and give each part by itself."""
        shown = self.show(*parts)
        return [QuizPage(shown.lab, place) for place in range(len(parts))]

    def show(self, *parts: Part, theme: Theme = "light") -> QuizPage:
        """Open a notebook in which parts were saved, trusted by nobody and without a kernel."""
        cells = [code("1", f"part-{number}") for number in range(len(parts))]
        for cell, part in zip(cells, parts, strict=True):
            cell.execution_count = 1
            data = part._repr_mimebundle_()
            cell.outputs = [new_output("execute_result", data=data, execution_count=1)]
        lab = LabPage.new(self.browser, self.server, theme)
        self.opened.append(lab)
        lab.page.route(_KERNELS, _no_kernel)
        name = next(_notebooks)
        self.save(name, *cells)
        shown = QuizPage(lab)
        lab.page.goto(self.server.url(name))
        shown.decline()
        lab.page.locator(".trilateral .part").last.wait_for()
        lab.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
        return shown

    def save(self, name: str, *cells: nbformat.NotebookNode) -> None:
        """Save cells as the notebook that is opened."""
        book = notebook(markdown("Before", "before"), *cells)
        book.metadata.kernelspec = KERNELSPEC
        nbformat.write(book, self.server.course / name)

    def close(self) -> None:
        """Close every page, which may have asked this machine only."""
        for lab in self.opened:
            lab.close()
        assert [address for lab in self.opened for address in lab.refused] == []


def _no_kernel(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.fallback()


def has_focus(node: Locator) -> bool:
    """Say whether what is typed goes to `node`."""
    return bool(node.evaluate("node => node === document.activeElement"))

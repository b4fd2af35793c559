"""nbgrader's formgrader opens our gradebook, and what is marked there reaches the files."""

from __future__ import annotations

import contextlib
import csv
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.harness.page import PATIENCE
from tests.browser.harness.server import wait
from tests.grading.classroom import CLASS, NAME, course, graded
from trilateral import lab
from trilateral.grading.book.gradebook import opened
from trilateral.grading.people.roster import Learner, Roster
from trilateral.grading.reports.marks import MarkTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SCRIPT: Final = "<img src=x onerror=window.ran=1>"


@contextlib.contextmanager
def jupyter(place: Path, home: Path) -> Iterator[tuple[str, str]]:
    """Start Jupyter in a class's folder as an instructor does; give its address and password."""
    port = lab.free_port(tries=0)
    argv, env = lab.command(place, port)
    del env["JUPYTER_CONFIG_PATH"]  # the course's own, which keeps nbgrader out of learners' sight
    env |= {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config")}
    env |= {"JUPYTER_DATA_DIR": str(home / "data"), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
    address = f"http://localhost:{port}"
    log = place / "lab.log"
    with log.open("wb") as output:
        process = subprocess.Popen(argv, env=env, cwd=place, stdout=output, stderr=output)
    try:
        wait(process, port, env["JUPYTER_TOKEN"], log)
        yield address, env["JUPYTER_TOKEN"]
    finally:
        process.terminate()
        process.wait(60)


@dataclass(frozen=True)
class Opened:
    """A class whose gradebook formgrader has opened."""

    place: Path
    submission: str
    page: Page

    def show(self, path: str) -> None:
        """Open one of formgrader's pages."""
        self.page.goto(f"/formgrader/{path}")
        self.page.wait_for_load_state("networkidle")


@pytest.fixture(scope="module")
def grader(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Open the gradebook of a class whose learner is named in HTML."""
    folder = tmp_path_factory.mktemp("formgrader")
    place = course(folder / "class")
    people = Roster([Learner("ada", SCRIPT, f"O'Brien <3{SCRIPT}", f"{SCRIPT}@x.org")])
    with opened(place, place) as book:
        book.record([graded("ada", 2, 1.5)], place / "graded", people)
        submission = book.nbgrader.find_submission_notebook(NAME, NAME, "ada").id
    with jupyter(place, folder / "home") as (address, token):
        page = browser.new_page(
            base_url=address, extra_http_headers={"Authorization": f"token {token}"}
        )
        page.set_default_timeout(PATIENCE)
        yield Opened(place, submission, page)
        page.close()


def test_when_a_learner_is_named_in_html_then_formgrader_shows_it_and_runs_nothing(
    grader: Opened,
) -> None:
    for path in (
        f"submissions/{grader.submission}/",
        "manage_students",
        f"manage_submissions/{NAME}",
    ):
        grader.show(path)
        assert grader.page.get_by_text("O'Brien <3").count()
        assert grader.page.evaluate("window.ran") is None


def test_when_a_written_task_is_marked_in_formgrader_then_the_mark_is_in_the_files(
    grader: Opened,
) -> None:
    grader.show(f"submissions/{grader.submission}/")
    box = grader.page.locator("#why")
    box.wait_for()
    expect(grader.page.get_by_text("partly earned")).to_have_count(1)
    with grader.page.expect_response(lambda answer: answer.request.method == "PUT"):
        box.press_sequentially("3")
        box.press("Tab")
    with opened(grader.place, grader.place) as book:
        entries = book.entries()
    assert [(entry.points, entry.waiting) for entry in entries] == [(6.5, ())]
    table = MarkTable(CLASS, entries).plain()
    (ada,) = (row for row in csv.reader(table.splitlines()) if "ada" in row)
    assert "6.50" in ada

"""nbgrader's formgrader opens our gradebook, and what is marked there reaches the files."""

from __future__ import annotations

import contextlib
import csv
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest

from tests.grading.classroom import CLASS, NAME, course, graded
from trilateral import lab
from trilateral.grading.gradebook import opened
from trilateral.grading.lms import Marks, Platform, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@contextlib.contextmanager
def jupyter(place: Path, home: Path) -> Iterator[tuple[str, str]]:
    """Start Jupyter in a class's folder as an instructor does; give its address and password."""
    port = lab.free_port(tries=0)
    argv, env = lab.command(place, port)
    del env["JUPYTER_CONFIG_PATH"]  # the course's own, which keeps nbgrader out of learners' sight
    env |= {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config")}
    env |= {"JUPYTER_DATA_DIR": str(home / "data"), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
    address = f"http://localhost:{port}"
    with (place / "lab.log").open("wb") as log:
        process = subprocess.Popen(argv, env=env, cwd=place, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(URLError, OSError):
                urllib.request.urlopen(f"{address}/api", timeout=5).close()
                break
            time.sleep(0.2)
        yield address, env["JUPYTER_TOKEN"]
    finally:
        process.terminate()
        process.wait(20)


def test_when_a_written_task_is_marked_in_formgrader_then_the_mark_is_in_the_files(
    browser: Browser, tmp_path: Path
) -> None:
    place = course(tmp_path / "class")
    with opened(place, place) as book:
        book.record([graded("ada", 2, 1.5)], place / "graded", CLASS)
        submission = book.nbgrader.find_submission_notebook(NAME, NAME, "ada").id
    with jupyter(place, tmp_path / "home") as (address, token):
        page = browser.new_page(extra_http_headers={"Authorization": f"token {token}"})
        page.goto(f"{address}/formgrader/submissions/{submission}/")
        box = page.locator("#why")
        box.wait_for()
        page.wait_for_load_state("networkidle")
        assert page.get_by_text("partly earned").count() == 1
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            box.press_sequentially("3")
            box.press("Tab")
        page.close()
    with opened(place, place) as book:
        entries = book.entries()
    assert [(entry.points, entry.waiting) for entry in entries] == [(6.5, ())]
    platforms: tuple[Platform, ...] = ("canvas", "moodle")
    for platform in platforms:
        table = sheet(platform, Marks(CLASS, entries, {})).text
        (ada,) = (row for row in csv.reader(table.splitlines()) if "ada" in row)
        assert "6.50" in ada

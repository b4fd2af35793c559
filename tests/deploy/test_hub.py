"""A real JupyterHub with its proxy, two learners, and nothing of one that reaches the other."""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.harness.hub import (
    MISSING,
    Hub,
    Seat,
    delivered,
    has_proxy,
    kernel_says,
    serve_hub,
)
from tests.tools import lacking
from trilateral.deploy.hub import link, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from tests.browser.harness.page import LabPage

pytestmark = [pytest.mark.browser, pytest.mark.matrix]

LESSON: Final = "notebooks/00_start_here.ipynb"
ITEM: Final = "start-august"
CHOICES: Final = {"ana": "notes", "ben": "signed"}
"""What each answers; the records hold it."""
GIGABYTE: Final = 2**30


@pytest.fixture(scope="module")
def hub(
    make_course: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hub]:
    """Start the hub that the verb writes."""
    if not has_proxy():
        lacking(MISSING)
    place = tmp_path_factory.mktemp("hub")
    write(make_course(lessons=True), place / "folder")
    with serve_hub(place / "folder", place, set(CHOICES)) as running:
        yield running


@pytest.fixture(scope="module")
def seats(hub: Hub, browser: Browser) -> Iterator[dict[str, LabPage]]:
    """Sign both learners in, each in a browser of their own."""
    pages = {learner: hub.sign_in(browser, learner, LESSON) for learner in CHOICES}
    yield pages
    for page in pages.values():
        assert page.refused == []  # nothing was asked of the network
        page.page.context.close()


def answer(page: LabPage, choice: str) -> None:
    """Answer one item of the lesson's quiz."""
    item = page.page.locator(f'form[data-item="{ITEM}"]')
    item.locator(f'.lines input[value="{choice}"]').check()
    item.locator(".check").click()
    expect(item).not_to_have_attribute("data-tone", "open")
    delivered(page)


def culler(hub: Hub) -> tuple[list[str], dict[str, str]]:
    """Return the command line and the environment of the service that stops idle servers."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"PPid:\t{hub.process.pid}\n" in (folder / "status").read_text():
                argv = (folder / "cmdline").read_text().split("\0")[:-1]
                if "jupyterhub_idle_culler" in argv:
                    kept = (folder / "environ").read_text().split("\0")
                    return argv, dict(pair.split("=", 1) for pair in kept if "=" in pair)
    pytest.fail("The hub has started no service that stops idle servers.")


def test_when_two_learners_answer_then_each_has_their_own_records(
    hub: Hub, seats: dict[str, LabPage]
) -> None:
    for learner, page in seats.items():
        answer(page, CHOICES[learner])
    kept = {learner: hub.seat(learner).records() for learner in CHOICES}
    for learner, other in (("ana", "ben"), ("ben", "ana")):
        assert f'"{CHOICES[learner]}"' in kept[learner]
        assert f'"{CHOICES[other]}"' not in kept[learner]


def test_when_a_lesson_is_open_then_its_kernel_runs_and_knows_its_memory(
    seats: dict[str, LabPage],
) -> None:
    page = seats["ana"]
    page.ready()
    assert kernel_says(page, "__import__('os').environ['MEM_LIMIT']") == f"'{GIGABYTE}'"
    rows = "len(__import__('trilateral.evidence', fromlist=['load']).load('incidents')) > 0"
    assert kernel_says(page, rows) == "True"


def test_when_the_evidence_page_is_opened_then_it_works_below_the_learners_address(
    hub: Hub, seats: dict[str, LabPage]
) -> None:
    page = seats["ana"].page.context.new_page()
    page.goto(f"{hub.seat('ana').base}/trilateral/evidence/#incidents")
    page.locator("table tbody tr").first.wait_for()
    page.close()


def test_when_a_learner_comes_without_a_link_then_the_start_page_opens(
    hub: Hub, seats: dict[str, LabPage]
) -> None:
    asked = seats["ana"].page.context.request
    answered = asked.get(f"{hub.seat('ana').base}/")
    assert answered.url.rstrip("?").endswith(
        "/user/ana/lab/tree/promises-to-power/notebooks/home.ipynb"
    )
    assert answered.ok
    settings = re.search(r'"disabledExtensions": (\[.*?\])', answered.text())
    assert settings
    assert "@jupyter/nbgrader" in settings[1]  # what `trilateral lab` leaves out is left out here


def test_when_one_learner_asks_for_anothers_server_then_it_is_refused(
    hub: Hub, seats: dict[str, LabPage]
) -> None:
    asked = seats["ana"].page.context.request
    answered = asked.get(f"{hub.seat('ben').base}/trilateral/records", max_redirects=5)
    assert answered.status in (403, 404)
    assert CHOICES["ben"] not in answered.text()


def test_when_the_link_is_opened_then_the_course_is_brought_up_to_date_and_opens(
    hub: Hub, seats: dict[str, LabPage]
) -> None:
    seat: Seat = hub.seat("ben")
    (seat.course / "README.md").unlink()
    page = seats["ben"].page.context.new_page()
    page.goto(link(hub.address, f"file://{hub.homes.parent}/folder/course"))
    page.wait_for_url(f"{seat.base}/lab/tree/**/home.ipynb*")
    assert (seat.course / "README.md").is_file()
    page.close()


def test_when_servers_are_idle_then_the_hubs_own_service_stops_them(
    hub: Hub, seats: dict[str, LabPage]
) -> None:
    argv, env = culler(hub)
    assert "--timeout=3600" in argv
    for page in seats.values():
        page.page.goto("about:blank")
    # The same service with the same rights, in a hurry.
    hurried = [arg for arg in argv if not arg.startswith("--")] + ["--timeout=1", "--cull-every=1"]
    running = subprocess.Popen([sys.executable, *hurried[1:]], env=env, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while (left := servers(hub)) and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        running.kill()
        running.wait()
    assert left == set()


def servers(hub: Hub) -> set[int]:
    """Return the processes of this hub that are learners' servers."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"HOME={hub.homes}/" in (folder / "environ").read_text():
                found.add(int(folder.name))
    return found

"""A notebook as it lies on the disk, opened where no kernel may start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.harness.page import LabPage, Theme
from tests.browser.harness.quiz import QuizPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

    from tests.browser.harness.server import Server


def look(
    browser: Browser,
    server: Server,
    notebook: str,
    theme: Theme = "light",
    *,
    kernels: bool = False,
) -> LabPage:
    """Open a notebook such as ``notebooks/03_coercion.ipynb``, by default without any kernel."""
    lab = page(browser, server, theme, kernels=kernels)
    show(lab, notebook)
    return lab


def page(
    browser: Browser, server: Server, theme: Theme = "light", *, kernels: bool = False
) -> LabPage:
    """Give a page that is still empty, by default one that can start no kernel."""
    lab = LabPage.new(browser, server, theme)
    # Lab says in up to two dialogs that there is no kernel, or that it has died.
    lab.page.add_locator_handler(lab.page.locator(".jp-Dialog"), decline, no_wait_after=True)
    if not kernels:
        for what in ("sessions", "kernels"):
            lab.page.route(
                f"**/api/{what}**",
                lambda route: (
                    route.abort() if route.request.method == "POST" else route.continue_()
                ),
            )
    return lab


def show(lab: LabPage, notebook: str) -> None:
    """Open a notebook in a page that is still empty."""
    lab.page.goto(lab.server.url(notebook))
    lab.page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    lab.page.locator("#jupyterlab-splash").wait_for(state="detached")


def settled(browser: Browser, server: Server, notebook: str) -> LabPage:
    """Open a notebook without a kernel; no dialog takes the focus afterwards."""
    lab = page(browser, server)
    undisturbed(lab)
    show(lab, notebook)
    QuizPage(lab).decline()
    return lab


def undisturbed(lab: LabPage) -> None:
    """Leave dialogs alone from now on: a test puts them away before it uses the keyboard."""
    lab.page.remove_locator_handler(lab.page.locator(".jp-Dialog"))


def decline(dialog: Locator) -> None:
    """Put away what is said about a kernel; where one may be chosen, do without."""
    none = dialog.get_by_role("button", name="No Kernel", exact=True)
    (none if none.count() else dialog.get_by_role("button")).last.click()

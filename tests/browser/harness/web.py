"""The web edition in a browser that may ask for nothing else, from a server and from a folder."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from axe_playwright_python.sync_playwright import Axe

from tests.browser.harness.page import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route

    from tests.browser.harness.page import Theme

CHART: Final = "[data-chart]"
_ALIVE: Final = """() => {
  const all = (places, inside) => [...document.querySelectorAll(places)]
    .every(node => node.querySelector(inside));
  return all('.trilateral[data-part]', ':scope > section.part') && all('[data-chart]', 'svg.marks');
}"""
_KEPT: Final = """() => Object.keys(localStorage)
  .filter(name => name.startsWith('trilateral/kept'))
  .sort().map(name => JSON.parse(localStorage[name]))"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class names it
        """Say nothing: a test's output is for what went wrong."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as any web server does, and give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@dataclass
class WebPage:
    """A page of the edition, in a profile of its own."""

    page: Page
    base: str
    refused: list[str] = field(default_factory=list)
    """Addresses elsewhere that were asked for."""
    console: list[str] = field(default_factory=list)
    """Errors that scripts left in the browser's console."""

    @classmethod
    def new(
        cls,
        browser: Browser,
        base: str,
        theme: Theme = "light",
        width: int = 1366,
        **more: Any,  # noqa: ANN401 -- Playwright's
    ) -> WebPage:
        """Open an empty page that may load what lies under `base` alone."""
        context = browser.new_context(
            viewport={"width": width, "height": 768},
            color_scheme=theme,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        web = cls(context.new_page(), base)
        context.route(lambda address: not address.startswith((base, "data:", "blob:")), web._refuse)
        web.page.on("console", web._note)
        web.page.on("pageerror", lambda error: web.console.append(str(error)))
        return web

    def open(self, address: str) -> None:
        """Open a page of the edition and wait until its parts and charts are drawn."""
        self.page.goto(self.base + address)
        self.page.wait_for_function(_ALIVE)

    def parts(self) -> list[Locator]:
        """Return the parts, as drawn."""
        return self.page.locator(".trilateral[data-part] > section.part").all()

    def charts(self) -> list[Locator]:
        """Return the charts, as drawn."""
        return self.page.locator(CHART).all()

    def records(self) -> list[dict[str, Any]]:
        """Return what the browser keeps of the learner, oldest first."""
        self.page.wait_for_function(
            "() => !Object.keys(localStorage).some(name => name.startsWith('trilateral/waiting'))"
        )
        return list(self.page.evaluate(_KEPT))

    def axe(self) -> str:
        """Return the violations of accessibility rules on the whole page, or an empty text."""
        results = Axe().run(self.page)
        return results.generate_report() if results.violations_count else ""

    def close(self) -> None:
        """Close the page and its profile."""
        self.page.context.close()

    def _refuse(self, route: Route) -> None:
        self.refused.append(route.request.url)
        route.abort()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console.append(message.text)

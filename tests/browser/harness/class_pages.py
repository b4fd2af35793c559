"""The class's pages by themselves, without a server: views of ``tests/classroom/protocol.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import urlsplit

import trilateral
from tests.browser.harness.page import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Route

    from tests.browser.harness.page import Theme

Kind = Literal["phone", "screen", "desk"]
ROOT: Final = Path(__file__).parents[3]
FRONT: Final = Path(trilateral.__file__).parent / "front"
EXAMPLES: Final[dict[str, Any]] = json.loads(
    (ROOT / "tests/classroom/protocol.json").read_text("utf-8")
)
ADDRESS: Final = "http://class.example/"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'self'"
)
KEY: Final = EXAMPLES["join"]["key"]
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_PAGES: Final = {"/": "phone", "/screen": "screen", "/desk": "desk"}
_QR: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1z"/></svg>'
_SEATED: Final = {"key": KEY, "seat": "amber otter", "last": 0, "waiting": [], "refused": []}


@dataclass
class ClassPage:
    """One page of a class that gets what a test gives it, and notes what it sends."""

    page: Page
    view: dict[str, Any] | None = None
    """The envelope that the next request gets; None lets it wait, as a server with nothing new."""
    statuses: dict[str, int] = field(default_factory=dict)
    """What an address answers with instead, such as ``{"/api/act": 503}``; 0 is no answer."""
    reply: dict[str, Any] = field(default_factory=lambda: EXAMPLES["reply"]["taken"])
    """What an act or an order gets."""
    sent: list[dict[str, Any]] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    held: list[Route] = field(default_factory=list)

    @classmethod
    def new(
        cls, browser: Browser, theme: Theme = "light", width: int = 360, height: int = 740
    ) -> ClassPage:
        """Open a blank page in a profile of its own."""
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        made = cls(context.new_page())
        context.route("**/*", made._answer)
        made.page.on("console", made._note)
        made.page.on("pageerror", lambda error: made.console.append(str(error)))
        return made

    def open(self, kind: Kind, envelope: dict[str, Any] | None, *, seated: bool = True) -> None:
        """Open a page that gets a view, on a phone that has a seat."""
        self.view = envelope
        path = {"phone": "", "screen": "screen", "desk": f"desk#{KEY}"}[kind]
        if kind == "phone" and seated:
            self.page.goto(f"{ADDRESS}blank")
            stored = json.dumps(_SEATED)
            self.page.evaluate("text => localStorage.setItem('trilateral/class/', text)", stored)
        self.page.goto(f"{ADDRESS}{path}")
        if envelope:
            self.page.locator("#seat strong" if kind == "phone" else "main h1").wait_for()

    def reload(self) -> None:
        """Leave the page and open it again, as a phone that was put away does."""
        address = self.page.url
        self.page.goto(f"{ADDRESS}blank")  # now nobody waits for what the page had asked
        self.held.clear()
        self.page.goto(address)

    def give(self, envelope: dict[str, Any]) -> None:
        """Answer the request that waits with another view, or else the next one."""
        self.view = envelope
        waiting, self.held = self.held, []
        if waiting:
            self._view(waiting[-1])

    def close(self) -> None:
        """Close the page; nothing may have gone wrong in its scripts."""
        while self.held:
            self.held.pop().abort()
        self.page.context.close()
        assert self.console == []

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path in self.statuses:
            self._refuse(route, self.statuses[path])
        elif path in ("/api/phone", "/api/screen", "/api/desk"):
            self._view(route)
        elif path.startswith("/api/"):
            self.sent.append(json.loads(route.request.post_data or "{}"))
            route.fulfill(json=EXAMPLES["seat"] if path == "/api/join" else self.reply)
        else:
            self._file(route, path)

    def _refuse(self, route: Route, status: int) -> None:
        if status:
            route.fulfill(status=status, json=EXAMPLES["problem"])
        else:
            route.abort("internetdisconnected")

    def _view(self, route: Route) -> None:
        if self.view is None:
            self.held.append(route)
            return
        envelope, self.view = self.view, None
        route.fulfill(json=envelope)

    def _file(self, route: Route, path: str) -> None:
        if path in _PAGES:
            text = (FRONT / "class" / f"{_PAGES[path]}.html").read_text("utf-8")
            headers = {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": POLICY,
            }
            route.fulfill(body=text, headers=headers)
            return
        file = FRONT / path.removeprefix("/front/")
        if path.startswith("/chart/"):
            file = ROOT / "notebooks/quizzes/pictures" / Path(path).name
        if path == "/qr.svg":
            route.fulfill(body=_QR, content_type=_TYPES[".svg"])
        elif file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=_TYPES[file.suffix])
        else:
            route.fulfill(
                status=200 if path == "/blank" else 404, body="", content_type="text/html"
            )

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.console.append(message.text)

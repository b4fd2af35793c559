"""What the class's server answers, address by address."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar
from urllib.parse import urlsplit

from pydantic import ValidationError
from tornado import web

from trilateral.classroom.events import Acted, Joined, Ordered
from trilateral.classroom.names import draw
from trilateral.classroom.pageviews import (
    desk_view,
    phone_view,
    same_for_phone,
    screen_view,
)
from trilateral.classroom.protocol import (
    DESK_ACT,
    JOIN,
    PHONE_ACT,
    Listen,
    Problem,
    Reply,
    Seat,
)
from trilateral.classroom.room import BusyError
from trilateral.classroom.state import hashed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel, TypeAdapter

    from trilateral.classroom.events import Event
    from trilateral.classroom.hall import Hall
    from trilateral.classroom.state import State
    from trilateral.classroom.verdict import Verdict

_T = TypeVar("_T")
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_POLL: Final = 25.0
"""Seconds that a request waits for a view; proxies give up after thirty or sixty."""
_DESK_LOOKS: Final = 5.0
"""Seconds after which the desk is told who is here."""


class Refusal(web.HTTPError):
    """An answer of 400 and more with a sentence in it."""

    def __init__(self, status: HTTPStatus, message: str, retry: float = 0) -> None:
        super().__init__(status)
        self.message = message
        self.retry = retry


class Base(web.RequestHandler):
    """What every answer keeps to: headers, limits, hosts, and words for what went wrong."""

    page: ClassVar[bool] = False

    def initialize(self, hall: Hall) -> None:
        """Take the hall, which all handlers share."""
        self.hall = hall

    def set_default_headers(self) -> None:
        """Set what keeps an answer from doing more than it should."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    async def prepare(self) -> None:
        """Slow clients that ask too much, and answer only to the class's own names.

        A page elsewhere could point its own name at this machine; its requests would
        still carry that name.
        """
        await self._slow_down(self.hall.limits.wait(self._address))
        host = urlsplit(f"//{self.request.host}").hostname or ""
        if host not in self.hall.names:
            raise Refusal(HTTPStatus.MISDIRECTED_REQUEST, "This is not an address of the class.")
        origin = self.request.headers.get("Origin")
        if origin is not None and (urlsplit(origin).hostname or "") not in self.hall.names:
            raise Refusal(HTTPStatus.FORBIDDEN, "This page is not one of the class.")

    @property
    def _address(self) -> str:
        return str(self.request.remote_ip)

    async def _slow_down(self, seconds: float) -> None:
        if not seconds:
            return
        longest = self.hall.limits.longest
        await asyncio.sleep(min(seconds, longest))
        if seconds > longest:
            message = "Too many requests at once. This page tries again by itself."
            raise Refusal(HTTPStatus.TOO_MANY_REQUESTS, message, seconds)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401 -- tornado's
        """Say what went wrong in a sentence; nothing about the server itself is shown."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        message = error.message if isinstance(error, Refusal) else HTTPStatus(status_code).phrase
        if isinstance(error, Refusal) and error.retry:
            self.set_header("Retry-After", str(max(1, round(error.retry))))
        self.answer(Problem(message=message))

    def answer(self, value: BaseModel) -> None:
        """Answer with JSON."""
        self.set_header("Content-Type", "application/json")
        self.finish(value.model_dump_json(exclude_none=True))

    def token(self) -> str:
        """Return the bearer token that was sent, or nothing."""
        kind, _, token = self.request.headers.get("Authorization", "").partition(" ")
        return token if kind == "Bearer" else ""

    def seat(self) -> str:
        """Return whose key was sent."""
        key = hashed(self.token())
        seat = self.hall.room.state.seat_of(key)
        if seat is None and key in self.hall.room.state.removed.values():
            message = "The instructor has taken this seat out of the class. Ask the instructor."
            raise Refusal(HTTPStatus.CONFLICT, message)
        if seat is None:
            raise Refusal(HTTPStatus.UNAUTHORIZED, "This class does not know this phone. Join.")
        self.hall.room.hear(seat)
        return seat

    async def must_be_desk(self) -> None:
        """Refuse a request without the desk's secret; wrong guesses wait longer and longer."""
        sent = hashlib.sha256(self.token().encode()).digest()
        if hmac.compare_digest(sent, self.hall.secret):
            return
        await self._slow_down(self.hall.limits.guess.wait(self._address))
        message = "Open the desk by the address that `trilateral class` shows in its window."
        raise Refusal(HTTPStatus.UNAUTHORIZED, message)

    def read(self, model: TypeAdapter[_T]) -> _T:
        """Return what was sent."""
        if self.request.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON.")
        try:
            return model.validate_json(self.request.body)
        except (ValidationError, RecursionError) as error:
            why = "This cannot be read. Reload the page."
            if isinstance(error, ValidationError):
                why = _reason(error) or why
            raise Refusal(HTTPStatus.BAD_REQUEST, why) from None

    async def submit(self, make: Callable[[State], Event]) -> Verdict:
        """Return whether an event counts, once it is kept."""
        try:
            return await self.hall.room.submit(make)
        except BusyError:
            message = "The class is busy. This page tries again by itself."
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, message, 1) from None
        except OSError:
            message = "The instructor's disk is full. This page tries again by itself."
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, message, 2) from None


def _reason(error: ValidationError) -> str:
    """Return a sentence for a text that is too long or empty; other errors are not a person's."""
    for each in error.errors():
        if each["type"] == "string_too_long":
            most = each["ctx"]["max_length"]
            return f"That is too long: at most {most} characters are allowed. Shorten it."
        if each["type"] == "string_too_short":
            return "Write something."
    return ""


class NotThere(Base):
    """Any other address."""

    def get(self, *_: str) -> None:
        """Say that nothing is at this address."""
        raise Refusal(HTTPStatus.NOT_FOUND, "There is nothing at this address.")

    post = put = delete = patch = options = head = get


class Files(Base):
    """Pages, modules and styles: those on the list and no others."""

    def get(self, name: str = "") -> None:
        """Answer with a file."""
        file = self.hall.files.get(name)
        if file is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
        self.set_header("Content-Type", file.kind)
        self.set_header("Cache-Control", "no-cache")
        self.finish(file.content)  # tornado adds the ETag

    head = get


class Pictures(Base):
    """Charts, from the moment when the class may see them."""

    def get(self, name: str) -> None:
        """Answer with a picture."""
        content = self.hall.picture(name)
        if content is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "This chart is not shown yet.")
        self.set_header("Content-Type", "image/svg+xml")
        # The picture's own styles, should somebody open it alone; scripts stay out.
        self.set_header(
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"
        )
        self.finish(content)


class QR(Base):
    """The students' address as a QR code."""

    def get(self) -> None:
        """Answer with the picture."""
        if self.hall.qr is None:
            raise Refusal(HTTPStatus.NOT_FOUND, "No address is open to students yet.")
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(self.hall.qr)


class Joining(Base):
    """A phone gets its seat."""

    async def post(self) -> None:
        """Answer with the seat of a key; the same key has the same seat."""
        key = hashed(self.read(JOIN).key)
        state = self.hall.room.state
        if state.seat_of(key) is None:
            if not self.hall.may_join(self._address):
                message = (
                    "Many seats were taken from this phone's address. Ask the instructor, who can "
                    "allow more with --seats-per-address."
                )
                raise Refusal(HTTPStatus.CONFLICT, message)
            verdict = await self.submit(
                lambda now: Joined(at=time.time(), seat=draw({**now.seats, **now.removed}), key=key)
            )
            if not verdict.taken:
                raise Refusal(HTTPStatus.CONFLICT, verdict.why)
        seat = self.hall.room.state.seat_of(key)
        if seat is None:
            raise Refusal(HTTPStatus.CONFLICT, "The class is over.")
        self.hall.seated(self._address, seat)
        self.hall.room.hear(seat)
        self.answer(Seat(seat=seat))


class Acting(Base):
    """A seat does something."""

    async def post(self) -> None:
        """Answer whether it counts."""
        seat = self.seat()
        await self._slow_down(self.hall.limits.seat.wait(seat))
        act = self.read(PHONE_ACT)
        verdict = await self.submit(lambda _: Acted(at=time.time(), seat=seat, act=act))
        self.answer(Reply(taken=verdict.taken, why=verdict.why))


class Ordering(Base):
    """The desk gives an order."""

    async def post(self) -> None:
        """Answer whether it was carried out."""
        await self.must_be_desk()
        order = self.read(DESK_ACT)
        why = self.hall.listen(order.host) if isinstance(order, Listen) else ""
        if why:
            self.answer(Reply(taken=False, why=why))
            return
        verdict = await self.submit(
            lambda _: Ordered(
                at=time.time(),
                order=order,
                seed=self.hall.seed(),
                here=tuple(sorted(self.hall.room.here)),
            )
        )
        self.answer(Reply(taken=verdict.taken, why=verdict.why))


class _Looking(Base):
    """A view, at once if it is new, or as soon as it is."""

    gone = False
    looks: ClassVar[float] = _POLL
    first: ClassVar[bool] = False
    """Whether it hears about a change before the others."""

    def on_connection_close(self) -> None:
        """Stop waiting for a page that is gone."""
        self.gone = True

    async def look(
        self,
        see: Callable[[State], BaseModel],
        same: Callable[[State, State], bool] = lambda _, __: False,
    ) -> None:
        """Answer with a view when its tag is not the one that the page has.

        Parameters
        ----------
        see
            Makes the view.
        same
            Whether the views of two moments are certainly the same, found without making them.
        """
        after = self.get_query_argument("after", "")
        until = time.monotonic() + _POLL
        last: State | None = None
        while not self.gone:
            state = self.hall.room.state
            if last is None or not same(last, state):
                text = see(state).model_dump_json(exclude_none=True)
                tag = hashlib.sha256(text.encode()).hexdigest()[:16]
                if tag != after:
                    self.set_header("Content-Type", "application/json")
                    now = time.time()
                    self.finish(f'{{"tag":"{tag}","now":{now:.3f},"view":{text}}}')
                    return
            last = state
            seconds = until - time.monotonic()
            if seconds <= 0 or self.hall.closing:
                break
            await self.hall.room.news(min(seconds, self.looks), first=self.first)
        self.set_status(HTTPStatus.NO_CONTENT)
        self.finish()


class PhoneLooks(_Looking):
    """What a seat's phone shows."""

    async def get(self) -> None:
        """Answer with `Envelope` of `PhoneView`."""
        seat = self.seat()
        await self.look(
            lambda state: phone_view(state, self.seat()),
            lambda before, after: seat in after.seats and same_for_phone(before, after, seat),
        )


class ScreenLooks(_Looking):
    """What the projector shows."""

    first: ClassVar[bool] = True

    async def get(self) -> None:
        """Answer with `Envelope` of `ScreenView`."""
        await self.look(lambda state: screen_view(state, self.hall.place))


class DeskLooks(_Looking):
    """What the desk shows."""

    first: ClassVar[bool] = True
    looks: ClassVar[float] = _DESK_LOOKS

    async def get(self) -> None:
        """Answer with `Envelope` of `DeskView`."""
        await self.must_be_desk()
        await self.look(lambda state: desk_view(state, self.hall.place))


def routes(hall: Hall, base_url: str) -> list[tuple[str, type[Base], dict[str, Any]]]:
    """Return the server's addresses under a base address, which ends with a slash."""
    shared = {"hall": hall}
    addresses: list[tuple[str, type[Base]]] = [
        ("api/join", Joining),
        ("api/act", Acting),
        ("api/order", Ordering),
        ("api/phone", PhoneLooks),
        ("api/screen", ScreenLooks),
        ("api/desk", DeskLooks),
        ("qr.svg", QR),
        (r"chart/([a-z_]+\.[a-z_0-9]+\.(?:light|dark)\.svg)", Pictures),
        (r"(|desk|screen|front/[a-z0-9_/-]+\.(?:js|css))", Files),
    ]
    return [
        *((f"{base_url}{address}", handler, shared) for address, handler in addresses),
        (r"(.*)", NotThere, shared),
    ]

"""The class's server: on loopback, and on an address of the local network once confirmed."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import socket
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from trilateral.classroom.handlers import routes
from trilateral.classroom.limits import MOST_CONNECTIONS, MOST_OF_ONE, Limits, is_loopback
from trilateral.classroom.network import offers, qr_svg
from trilateral.classroom.pageviews import Place
from trilateral.classroom.pictures import open_charts
from trilateral.classroom.protocol import MOST_BYTES
from trilateral.classroom.statics import File, files
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from collections.abc import Callable

    from tornado.iostream import IOStream

    from trilateral.classroom.room import Room

LOOPBACK: Final = "127.0.0.1"
_BODY: Final = 10.0
_MOST_HEADERS: Final = 8192


@dataclass(frozen=True)
class Setting:
    """How the server is to be reached.

    Attributes
    ----------
    port
        On loopback and on the confirmed address.
    base_url
        What a proxy leaves before each address; begins and ends with a slash.
    public
        The students' address, where a proxy gives one; else that of the confirmed network.
    seats_per_address
        How many seats one address may take, but for this machine's own.
    """

    port: int
    base_url: str = "/"
    public: str | None = None
    seats_per_address: int = 8
    idle: float = 20.0
    """Seconds that a connection may take to say what it wants."""


class Hall:
    """What all handlers share: the room, its limits, and where it can be reached."""

    def __init__(self, room: Room, setting: Setting) -> None:
        self.room = room
        self.setting = setting
        self.limits = Limits()
        self.secret = hashlib.sha256(room.kept.desk.secret.encode()).digest()
        self.files: dict[str, File] = files()
        self.closing = False
        self.host: str | None = None
        self._servers: dict[str, Gate] = {}
        self._open = Counter[str]()
        self._seats: dict[str, set[str]] = {}
        self._app = web.Application(
            cast("Any", routes(self, setting.base_url)), compress_response=False, log_function=_mute
        )
        self._offers = offers()

    @property
    def names(self) -> frozenset[str]:
        """The host names that the class answers to."""
        public = urlsplit(self.setting.public or "").hostname
        own = {"localhost", LOOPBACK, "::1", self.host, public}
        return frozenset(name for name in own if name)

    @property
    def address(self) -> str | None:
        """The students' address, once one is open."""
        if self.setting.public:
            return self.setting.public
        if self.host is None:
            return None
        return f"http://{self.host}:{self.setting.port}{self.setting.base_url}"

    @property
    def qr(self) -> bytes | None:
        """The students' address as a QR code."""
        return qr_svg(self.address) if self.address else None

    @property
    def place(self) -> Place:
        """What the pages are told of the room."""
        version = hashlib.sha256((self.address or "").encode()).hexdigest()[:8]
        return Place(
            address=self.address,
            qr=f"qr.svg?{version}" if self.address else None,
            offers=self._offers,
            here=self.room.here,
            folder=str(self.room.kept.folder),
        )

    def listen(self, host: str = LOOPBACK) -> str:
        """Listen on an address of this machine; return why that cannot be, or nothing.

        Of the local network there is one address at a time.
        """
        self._offers = offers()
        if host != LOOPBACK and host not in {offer.host for offer in self._offers}:
            return f"This machine has no address {host} now. Choose one that is shown."
        if host not in self._servers:
            try:
                sockets = bind_sockets(self.setting.port, host, family=socket.AF_INET)
            except OSError as error:
                return f"{host}, port {self.setting.port}, cannot be used ({error.strerror})."
            server = Gate(
                self._app,
                idle_connection_timeout=self.setting.idle,
                body_timeout=_BODY,
                max_header_size=_MOST_HEADERS,
                max_body_size=MOST_BYTES,
                max_buffer_size=4 * _MOST_HEADERS,
                chunk_size=MOST_BYTES,
            )
            server.open = self._open
            server.add_sockets(sockets)
            self._servers[host] = server
        if host != LOOPBACK:
            self._leave(host)
            self.host = host
        return ""

    def _leave(self, host: str) -> None:
        for other in set(self._servers) - {host, LOOPBACK}:
            self._servers.pop(other).stop()

    async def stop(self) -> None:
        """Answer what is waiting, and listen no more."""
        self.closing = True
        self.room.tell()
        for server in self._servers.values():
            server.stop()
        await asyncio.sleep(0.1)
        for server in self._servers.values():
            await server.close_all_connections()

    def may_join(self, address: str) -> bool:
        """Return whether one more seat may be taken from an address."""
        taken = self._seats.get(address, set()) & set(self.room.state.seats)
        return is_loopback(address) or len(taken) < self.setting.seats_per_address

    def seated(self, address: str, seat: str) -> None:
        """Note where a seat was taken from."""
        self._seats.setdefault(address, set()).add(seat)

    def forget_addresses(self) -> None:
        """Let each address take its seats anew."""
        self._seats.clear()

    def seed(self) -> int:
        """Return what groups are drawn with."""
        return secrets.randbits(32)

    def picture(self, name: str) -> bytes | None:
        """Return a chart's picture, if the class may see it now."""
        if name.rsplit(".", 2)[0] not in open_charts(self.room.state):
            return None
        path = course_dir() / "notebooks" / "quizzes" / "pictures" / name
        return path.read_bytes() if path.is_file() else None


class Gate(HTTPServer):
    """A server that lets only so many connections in, and only so many of one address."""

    open: Counter[str]

    def handle_stream(self, stream: IOStream, address: tuple[str, int]) -> None:
        """Serve a connection, or close it unheard."""
        most = MOST_CONNECTIONS if is_loopback(address[0]) else MOST_OF_ONE
        if self.open.total() >= MOST_CONNECTIONS or self.open[address[0]] >= most:
            stream.close()
            return
        self.open[address[0]] += 1
        super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        """Note that a connection is gone."""
        super().on_close(server_conn)
        context = cast("Any", server_conn).context
        self.open[context.address[0]] -= 1
        if self.open[context.address[0]] <= 0:
            del self.open[context.address[0]]


def quiet() -> None:
    """Keep tornado's notes on malformed requests out of the window: anybody can cause them."""
    for name in ("tornado.access", "tornado.general"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _mute(_: web.RequestHandler) -> None:
    """Log no request: they say who was here when."""


async def serve(room: Room, setting: Setting, ready: Callable[[Hall], None]) -> None:
    """Hold a class until the task is cancelled.

    Parameters
    ----------
    room
        The class; whoever calls holds it.
    setting
        How it is to be reached.
    ready
        Called once it can be reached.

    Raises
    ------
    OSError
        The port is in use.
    """
    quiet()
    hall = Hall(room, setting)
    why = hall.listen()
    if why:
        raise OSError(why)
    writing = asyncio.create_task(room.run())
    try:
        ready(hall)
        await writing
    finally:
        await hall.stop()
        writing.cancel()

"""The class's server: on loopback, and on an address of the local network once confirmed."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, cast

from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from trilateral.classroom.hall import LOOPBACK, Hall, Setting
from trilateral.classroom.handlers import routes
from trilateral.classroom.limits import MOST_CONNECTIONS, MOST_OF_ONE, is_loopback
from trilateral.classroom.protocol import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tornado.iostream import IOStream

    from trilateral.classroom.room import Room

_BODY: Final = 10.0
"""Seconds that a body may take."""
_MOST_HEADERS: Final = 8192


class Doors:
    """The addresses that a class is reached by: loopback, and one of the local network."""

    def __init__(self, hall: Hall) -> None:
        self._setting = hall.setting
        self._servers: dict[str, Gate] = {}
        self._open = Counter[str]()
        self._app = web.Application(
            cast("Any", routes(hall, hall.setting.base_url)),
            compress_response=False,
            log_function=_mute,
        )

    def listen(self, host: str) -> str:
        """Listen on an address; return why that cannot be, or nothing."""
        if host not in self._servers:
            try:
                sockets = bind_sockets(self._setting.port, host, family=socket.AF_INET)
            except OSError as error:
                return f"{host}, port {self._setting.port}, cannot be used ({error.strerror})."
            server = Gate(
                self._app,
                idle_connection_timeout=self._setting.idle,
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
            for other in set(self._servers) - {host, LOOPBACK}:
                self._servers.pop(other).stop()
        return ""

    async def close(self) -> None:
        """Stop listening, and close what is still open."""
        for server in self._servers.values():
            server.stop()
        await asyncio.sleep(0.1)  # for those who are told that the class has stopped
        for server in self._servers.values():
            await server.close_all_connections()


class Gate(HTTPServer):
    """A server that lets only so many connections in, and only so many from one address."""

    open: Counter[str]

    def handle_stream(self, stream: IOStream, address: tuple[str, int]) -> None:
        """Serve a connection, or close it unread."""
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
        The class; the caller holds it.
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
    doors = Doors(hall)
    hall.bind = doors.listen
    why = doors.listen(LOOPBACK)
    if why:
        raise OSError(why)
    writing = asyncio.create_task(room.run())
    try:
        ready(hall)
        await writing
    finally:
        hall.closing = True
        room.tell()
        await doors.close()
        writing.cancel()

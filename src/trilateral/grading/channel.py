"""Messages between processes: a small JSON header, and bytes that only their reader opens."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from dataclasses import dataclass, field
from typing import Any, Final

from trilateral.grading.errors import GradingError

HEADER: Final = 64 * 1024
PAYLOAD: Final = 9 * 1024 * 1024
_LENGTHS: Final = struct.Struct(">II")
_PIECE: Final = 256 * 1024


class ChannelError(GradingError):
    """A message could not be sent or read."""


class ClosedError(ChannelError):
    """The other side is gone."""


class ClockError(ChannelError):
    """The other side did not answer in time."""


class ProtocolError(ChannelError):
    """The other side sent what is no message."""


@dataclass
class Channel:
    """One end of a connection between two processes.

    Attributes
    ----------
    file
        A file descriptor to read and write.
    left
        Bytes still to be read from the other side, all messages together.
    """

    file: int
    left: int = 64 * 1024 * 1024
    _closed: bool = field(default=False, repr=False)

    def send(self, header: dict[str, Any], payload: bytes = b"") -> None:
        """Send one message.

        Raises
        ------
        ClosedError
            There is nobody to read it.
        """
        head = json.dumps(header).encode()
        rest = memoryview(_LENGTHS.pack(len(head), len(payload)) + head + payload)
        try:
            while rest:
                rest = rest[os.write(self.file, rest[:_PIECE]) :]
        except OSError as error:
            message = "The other process is gone."
            raise ClosedError(message) from error

    def receive(self, deadline: float | None = None) -> tuple[dict[str, Any], bytes]:
        """Return the next message.

        Parameters
        ----------
        deadline
            When to give up, by `time.monotonic`.

        Raises
        ------
        ClosedError
            The other side closed the connection or ended.
        ClockError
            It is later than `deadline`.
        ProtocolError
            What came is no message, or is too long.
        """
        head, payload = _LENGTHS.unpack(self._read(_LENGTHS.size, deadline))
        if head > HEADER or payload > PAYLOAD:
            message = "A message is too long."
            raise ProtocolError(message)
        try:
            header = json.loads(self._read(head, deadline))
        except (ValueError, RecursionError) as error:
            message = "A message is not readable."
            raise ProtocolError(message) from error
        if not isinstance(header, dict):
            message = "A message is not readable."
            raise ProtocolError(message)
        return header, self._read(payload, deadline)

    def close(self) -> None:
        """Close this end; more than once does no harm."""
        if not self._closed:
            self._closed = True
            os.close(self.file)

    def _read(self, size: int, deadline: float | None) -> bytes:
        self.left -= size
        if self.left < 0:
            message = "More was sent than is read."
            raise ProtocolError(message)
        pieces = bytearray()
        while len(pieces) < size:
            self._wait(deadline)
            try:
                piece = os.read(self.file, min(size - len(pieces), _PIECE))
            except OSError:
                piece = b""
            if not piece:
                message = "The other process is gone."
                raise ClosedError(message)
            pieces += piece
        return bytes(pieces)

    def _wait(self, deadline: float | None) -> None:
        if deadline is None:
            return
        poll = select.poll()
        poll.register(self.file, select.POLLIN)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(max(left, 0) * 1000):
            message = "The other process did not answer in time."
            raise ClockError(message)

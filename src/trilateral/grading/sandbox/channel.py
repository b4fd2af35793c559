"""Messages between processes: a small JSON header, and bytes that only their reader opens."""

from __future__ import annotations

import json
import os
import select
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from trilateral.grading.errors import GradingError

HEADER: Final = 64 * 1024
"""Bytes of a header: whatever it holds takes few megabytes, and is gone with the next one."""
PAYLOAD: Final = 9 * 1024 * 1024
_LENGTHS: Final = struct.Struct(">II")
_PIECE: Final = 256 * 1024

Patience = Callable[[int, int], None]
"""Waits until a file is ready for an event of `select.poll`'s, or raises."""


class ChannelError(GradingError):
    """A message could not be sent or read."""


class ClosedError(ChannelError):
    """The other side is gone."""


class ClockError(ChannelError):
    """The other side did not read or answer in time."""


class ProtocolError(ChannelError):
    """The other side sent what is not a message."""


def forever(file: int, event: int) -> None:
    """Wait for as long as it takes: for who is watched, and ended, by the other side."""
    poll = select.poll()
    poll.register(file, event)
    poll.poll()


def until(deadline: float) -> Patience:
    """Wait until `deadline`, by `time.monotonic`, and then raise `ClockError`."""

    def wait(file: int, event: int) -> None:
        poll = select.poll()
        poll.register(file, event)
        seconds = deadline - time.monotonic()
        if seconds <= 0 or not poll.poll(seconds * 1000):
            message = "The other process did not answer in time."
            raise ClockError(message)

    return wait


@dataclass
class Channel:
    """One end of a connection between two processes.

    The grader's ends never block (`os.set_blocking`): where nothing can be read or written yet, the
    `Patience` of each call says how long to wait, and sees to the processes meanwhile.

    Attributes
    ----------
    file
        A file descriptor to read and write.
    quota
        Bytes still to be read from the other side, all messages together.
    """

    file: int
    quota: int = 64 * 1024 * 1024
    _closed: bool = field(default=False, repr=False)

    def send(
        self, header: dict[str, Any], payload: bytes = b"", patience: Patience = forever
    ) -> None:
        """Send one message.

        Raises
        ------
        ClosedError
            There is nobody to read it.
        ClockError
            Nobody has read it in time; other errors are those of `patience`.
        """
        head = json.dumps(header).encode()
        rest = memoryview(_LENGTHS.pack(len(head), len(payload)) + head + payload)
        while rest:
            try:
                rest = rest[os.write(self.file, rest[:_PIECE]) :]
            except BlockingIOError:
                patience(self.file, select.POLLOUT)
            except OSError as error:
                message = "The other process is gone."
                raise ClosedError(message) from error

    def receive(self, patience: Patience = forever) -> tuple[dict[str, Any], bytes]:
        """Return the next message.

        Parameters
        ----------
        patience
            How to wait for it.

        Raises
        ------
        ClosedError
            The other side closed the connection or ended.
        ClockError
            It did not come in time; other errors are those of `patience`.
        ProtocolError
            What came is not a message, or is too long.
        """
        head, payload = _LENGTHS.unpack(self._read(_LENGTHS.size, patience))
        if head > HEADER or payload > PAYLOAD:
            message = "A message is too long."
            raise ProtocolError(message)
        try:
            header = json.loads(self._read(head, patience))
        except (ValueError, RecursionError) as error:
            message = "A message is not readable."
            raise ProtocolError(message) from error
        if not isinstance(header, dict):
            message = "A message is not readable."
            raise ProtocolError(message)
        return header, self._read(payload, patience)

    def close(self) -> None:
        """Close this end; more than once does no harm."""
        if not self._closed:
            self._closed = True
            os.close(self.file)

    def _read(self, size: int, patience: Patience) -> bytes:
        self.quota -= size
        if self.quota < 0:
            message = "More was sent than is read."
            raise ProtocolError(message)
        pieces = bytearray()
        while len(pieces) < size:
            try:
                piece = os.read(self.file, min(size - len(pieces), _PIECE))
            except BlockingIOError:
                patience(self.file, select.POLLIN)
                continue
            except OSError:
                piece = b""
            if not piece:
                message = "The other process is gone."
                raise ClosedError(message)
            pieces += piece
        return bytes(pieces)

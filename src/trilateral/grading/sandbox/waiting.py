"""Top-level ``await`` in a process that may open no socket.

asyncio's own loops wake themselves through a pair of sockets and wait for files. A submission may
open no connection, so its loop waits for its own timers and threads alone.
"""

from __future__ import annotations

import asyncio
import threading


class _Sleeper:
    """Stands for a selector: there are no files to wait for, only time and other threads."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def select(self, timeout: float | None = None) -> list[object]:
        self._rung.wait(timeout)
        self._rung.clear()
        return []

    def ring(self) -> None:
        self._rung.set()


class Loop(asyncio.BaseEventLoop):
    """An event loop without files."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Sleeper()  # `BaseEventLoop` asks it how long nothing happens

    def _process_events(self, event_list: list[object]) -> None:
        """Do nothing: no file was waited for."""

    def _write_to_self(self) -> None:
        """Wake the loop from another thread."""
        self._selector.ring()

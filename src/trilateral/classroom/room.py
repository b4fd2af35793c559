"""A class in progress: one writer, which puts each event on the disk before it counts.

What arrives while the disk is busy is written together, so forty votes at once wait for the disk
once and not forty times.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from trilateral.classroom.applying import judge
from trilateral.journal import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.classroom.events import Event
    from trilateral.classroom.keeping import Kept
    from trilateral.classroom.state import State
    from trilateral.classroom.verdict import Verdict

_MOST_WAITING: Final = 500
"""Events that may wait for the disk."""
_TOGETHER: Final = 0.05
"""Seconds within which changes are announced together."""
_LATELY: Final = 60.0
"""Seconds of silence after which a phone counts as away."""


class BusyError(Exception):
    """Too many events wait for the disk; try again."""


class Room:
    """A class with its journal.

    Parameters
    ----------
    kept
        The class on the disk; the caller holds it.
    told
        Takes a sentence for the person who started the class.
    """

    def __init__(self, record: Kept, listener: Callable[[str], None]) -> None:
        self.kept = record
        self.state, self.unread = record.read()
        self._notify = listener
        self._queue: asyncio.Queue[tuple[Callable[[State], Event], asyncio.Future[Verdict]]] = (
            asyncio.Queue(_MOST_WAITING)
        )
        self._first: set[asyncio.Future[None]] = set()
        self._others: set[asyncio.Future[None]] = set()
        self._telling: asyncio.TimerHandle | None = None
        self._clerk = ThreadPoolExecutor(1, "journal")
        self._heard: dict[str, float] = {}

    async def submit(self, make: Callable[[State], Event]) -> Verdict:
        """Return whether an event counts, once it is on the disk.

        Parameters
        ----------
        make
            Makes the event from the class as it is when its turn comes.

        Raises
        ------
        BusyError
            Too many wait already.
        OSError
            It cannot be written. The class is as it was.
        """
        settled: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        try:
            self._queue.put_nowait((make, settled))
        except asyncio.QueueFull:
            raise BusyError from None
        return await settled

    async def run(self) -> None:
        """Write what is submitted, for as long as the class is held."""
        while True:
            batch = [await self._queue.get()]
            while not self._queue.empty():
                batch.append(self._queue.get_nowait())
            await self._write(batch)

    async def _write(
        self, batch: list[tuple[Callable[[State], Event], asyncio.Future[Verdict]]]
    ) -> None:
        state = self.state
        lines = []
        verdicts = []
        for make, _ in batch:
            event = make(state)
            verdict = judge(state, event)
            verdicts.append(verdict)
            if verdict.after is not None:
                lines.append(line(event.model_dump(mode="json", exclude_none=True)))
                state = verdict.after
        try:
            if lines:
                append = self.kept.journal.append
                await asyncio.get_running_loop().run_in_executor(self._clerk, append, lines)
        except OSError as error:
            self._notify(f"The journal cannot be written ({error.strerror}). Free some disk space.")
            for _, settled in batch:
                if not settled.done():
                    settled.set_exception(error)
            return
        self._now(state)
        for (_, settled), verdict in zip(batch, verdicts, strict=True):
            if not settled.done():
                settled.set_result(verdict)

    def _now(self, state: State) -> None:
        ended = state.over and not self.state.over
        changed = state is not self.state
        self.state = state
        if ended:
            self.finish()
        if changed and self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(_TOGETHER, self.tell)

    def finish(self) -> None:
        """Write what remains of a class that was closed."""
        try:
            self._notify(f"The class is closed. What remains is {self.kept.finish(self.state)}.")
        except OSError as error:
            self._notify(
                f"The class is closed, but not all of {self.kept.folder} could be removed "
                f"({error.strerror}). Rerun the command, or delete that folder."
            )

    def tell(self) -> None:
        """Wake all who wait for news, the projector and the desk before the phones."""
        self._telling = None
        for waiting in (self._first, self._others):
            for waiter in waiting:
                _wake(waiter)

    async def news(self, seconds: float, *, first: bool = False) -> None:
        """Wait until something changes, or for so many seconds.

        Parameters
        ----------
        seconds
            The longest wait.
        first
            Whether the caller is woken before the others.
        """
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[None] = loop.create_future()
        waiting = self._first if first else self._others
        waiting.add(waiter)
        limit = loop.call_later(seconds, _wake, waiter)
        try:
            await waiter
        finally:
            limit.cancel()
            waiting.discard(waiter)

    def hear(self, seat: str) -> None:
        """Note that a seat's phone was heard from."""
        self._heard[seat] = time.monotonic()

    @property
    def here(self) -> frozenset[str]:
        """The seats whose phones were heard from recently."""
        since = time.monotonic() - _LATELY
        return frozenset(
            seat for seat, at in self._heard.items() if at > since and seat in self.state.seats
        )


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)

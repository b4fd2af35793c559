"""How much one client may ask, so that no client can shut the others out of the class.

A bucket fills at a steady rate and holds a burst. A client that takes more has to wait: its
connection is held and not refused, since a refused client asks again at once.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_BUCKETS: Final = 4096
MOST_CONNECTIONS: Final = 600
"""At a time, of all clients."""
MOST_OF_ONE: Final = 64
"""Connections from one address at a time."""


@dataclass(frozen=True)
class Rate:
    """What a client may do each second, and at once after a pause."""

    each_second: float
    burst: float
    debt: float = 4.0
    """The most seconds that a client is made to wait; nobody is shut out for longer."""


@dataclass
class Buckets:
    """One bucket for each address or seat; those silent for longest are forgotten.

    Parameters
    ----------
    rate
        What each may do.
    clock
        Seconds that only grow.
    """

    rate: Rate
    clock: Callable[[], float] = time.monotonic
    _levels: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, name: str) -> float:
        """Take one, and return how many seconds to wait for it: 0 if there was one."""
        now = self.clock()
        level, then = self._levels.pop(name, (self.rate.burst, now))
        level = min(self.rate.burst, level + (now - then) * self.rate.each_second) - 1
        level = max(level, -self.rate.debt * self.rate.each_second)
        self._levels[name] = (level, now)
        if len(self._levels) > _MOST_BUCKETS:
            self._levels.popitem(last=False)
        return max(0.0, -level / self.rate.each_second)


@dataclass
class Limits:
    """All buckets of a server."""

    address: Buckets = field(default_factory=lambda: Buckets(Rate(60, 200)))
    """Requests from one address; a school's or a hub's proxy is one address for all phones."""
    proxy: Buckets = field(default_factory=lambda: Buckets(Rate(400, 1000)))
    """Requests from this machine itself, where a hub's proxy and the desk are."""
    seat: Buckets = field(default_factory=lambda: Buckets(Rate(5, 30)))
    """Acts from one seat."""
    longest: float = 2.0
    """The most seconds that a request is held; a client that is faster still is sent away."""
    guess: Buckets = field(default_factory=lambda: Buckets(Rate(0.5, 3, 30)))
    """Wrong desk secrets from one address."""

    def wait(self, address: str) -> float:
        """Return how long a request of an address must wait."""
        return (self.proxy if is_loopback(address) else self.address).wait(address)


def is_loopback(address: str) -> bool:
    """Return whether an address is this machine's own."""
    return address in ("127.0.0.1", "::1")

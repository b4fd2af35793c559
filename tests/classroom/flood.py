"""One student's flood, as a program: ``python tests/classroom/flood.py PORT SECONDS``.

It tries 5,000 requests a second from one address: on connections that it keeps while they take
something, and on a new one, in the place of the oldest, when they do not. It prints how many
requests it tried, and how many connections it made.
"""

from __future__ import annotations

import socket
import sys
import time
from collections import deque
from contextlib import suppress

SOURCE = "127.0.0.66"
A_SECOND = 5000
_AT_ONCE = 100
_POOL = 100
_REQUEST = b"GET /api/screen HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def flood(port: int, seconds: float) -> tuple[int, int]:
    """Return how many requests were tried, and on how many connections."""
    tried = made = 0
    pool: deque[socket.socket] = deque()
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        for _ in range(_AT_ONCE):
            tried += 1
            if not (pool and _sent(pool)):
                made += 1
                _more(pool, port)
        ahead = tried / A_SECOND - (time.monotonic() - began)
        if ahead > 0:
            time.sleep(ahead)
    return tried, made


def _sent(pool: deque[socket.socket]) -> bool:
    """Send on the next connection; say whether it took anything."""
    pool.rotate()
    try:
        return pool[0].send(_REQUEST) > 0
    except OSError:
        return False


def _more(pool: deque[socket.socket], port: int) -> None:
    with suppress(OSError):
        line = socket.create_connection(("127.0.0.1", port), 1, source_address=(SOURCE, 0))
        line.setblocking(False)  # noqa: FBT003 -- the socket's own
        line.send(_REQUEST)
        pool.append(line)
    if len(pool) > _POOL:
        pool.popleft().close()


if __name__ == "__main__":
    print(*flood(int(sys.argv[1]), float(sys.argv[2])))  # noqa: T201 -- for the process that started it

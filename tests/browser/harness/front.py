"""The front end's modules by themselves: a blank page beside them, on a server of their own."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import trilateral

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(trilateral.__file__).parent / "front"
BLANK = b"<!doctype html><html lang=en><meta charset=utf-8><title>Parts</title><body></body>"


_Base = http.server.SimpleHTTPRequestHandler


class _Handler(_Base):
    protocol_version = "HTTP/1.1"  # one connection brings many modules
    # Said here, because a system may call scripts something that browsers refuse to run.
    extensions_map = _Base.extensions_map | {".js": "text/javascript"}

    def do_GET(self) -> None:  # noqa: N802 -- the base class names it
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(BLANK)))
        self.end_headers()
        self.wfile.write(BLANK)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class names it
        """Say nothing: a test's output is for what went wrong."""


@contextlib.contextmanager
def serve_front() -> Iterator[str]:
    """Serve the modules and give the address of a blank page beside them."""
    handler = functools.partial(_Handler, directory=str(FOLDER))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()

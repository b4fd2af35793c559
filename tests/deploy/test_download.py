"""Wheels on their way: interrupted, damaged, there already."""

from __future__ import annotations

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest
from packaging.pylock import PackageWheel

from trilateral.deploy.download import bring, fetch
from trilateral.deploy.errors import DeployError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTENT = bytes(range(256)) * 40
NAME = "a-1-py3-none-any.whl"


class Index(BaseHTTPRequestHandler):
    """An index that gives the rest of a file, and may hang up in the middle of it."""

    asked: ClassVar[list[str]] = []
    hang_up: ClassVar[int] = 0

    def do_GET(self) -> None:
        start = int((self.headers["Range"] or "bytes=0-")[len("bytes=") : -1])
        Index.asked.append(f"{self.path} from {start}")
        rest = b"x" * len(CONTENT) if self.path == "/damaged" else CONTENT[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        if Index.hang_up:
            Index.hang_up -= 1
            rest = rest[: len(rest) // 2]
        self.wfile.write(rest)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def index() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Index)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Index.asked.clear()
    Index.hang_up = 0
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def wheel(url: str) -> PackageWheel:
    right = hashlib.sha256(CONTENT).hexdigest()
    return PackageWheel(name=NAME, url=url, size=len(CONTENT), hashes={"sha256": right})


def test_when_the_connection_ends_early_then_the_rest_is_asked_for(
    index: str, tmp_path: Path
) -> None:
    Index.hang_up = 1
    (file,) = fetch([wheel(f"{index}/a")], tmp_path)
    assert file.read_bytes() == CONTENT
    assert Index.asked == ["/a from 0", f"/a from {len(CONTENT) // 2}"]


def test_when_a_download_was_given_up_then_the_next_goes_on_and_keeps_what_is_right(
    index: str, tmp_path: Path
) -> None:
    Index.hang_up = 3
    with pytest.raises(DeployError, match=r"what has arrived is kept"):
        fetch([wheel(f"{index}/a")], tmp_path)
    (part,) = tmp_path.iterdir()
    have = part.stat().st_size
    assert 0 < have < len(CONTENT)
    done: list[object] = []
    (file,) = fetch([wheel(f"{index}/a")], tmp_path, done.append)
    assert file.read_bytes() == CONTENT
    assert done == [file]
    assert Index.asked[-1] == f"/a from {have}"
    fetch([wheel(f"{index}/a")], tmp_path)
    assert len(Index.asked) == 4


def test_when_a_file_is_not_that_of_the_lock_then_it_is_refused_and_not_kept(
    index: str, tmp_path: Path
) -> None:
    with pytest.raises(DeployError, match=rf"{NAME} .*its hash differs"):
        fetch([wheel(f"{index}/damaged")], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_when_a_kept_file_was_damaged_then_it_is_fetched_again(index: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"half a file")
    (file,) = fetch([wheel(f"{index}/a")], tmp_path)
    assert file.read_bytes() == CONTENT
    (tmp_path / "pack").mkdir()
    bring(file, tmp_path / "pack")
    assert (tmp_path / "pack" / NAME).read_bytes() == CONTENT

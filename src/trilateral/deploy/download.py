"""Wheels from the index: each is kept, resumed where it stopped, and checked against its hash."""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs

from trilateral.deploy.errors import DeployError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from packaging.pylock import PackageWheel

_AT_ONCE: Final = 4
_TRIES: Final = 3
_SECONDS: Final = 60
_PIECE: Final = 1 << 20
_GONE: Final = 416  # the server's "range not satisfiable"


def store_dir() -> Path:
    """Return the folder where downloaded wheels are kept for the next pack."""
    return Path(platformdirs.user_cache_dir("trilateral", appauthor=False)) / "wheels"


def fetch(
    wheels: Iterable[PackageWheel],
    store: Path,
    done: Callable[[object], None] = lambda _: None,
) -> list[Path]:
    """Download what `store` does not have yet, and return all the files.

    Parameters
    ----------
    wheels
        As the lock file has them.
    store
        Where wheels are kept; a part of one that stopped on its way is there, too.
    done
        Called once for each.

    Raises
    ------
    DeployError
        One cannot be downloaded, or is not what the lock file says; the others are kept.
    """
    store.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        coming = [pool.submit(_fetched, wheel, store) for wheel in wheels]
        try:
            for each in as_completed(coming):
                done(each.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [each.result() for each in coming]


def bring(file: Path, folder: Path) -> None:
    """Put a stored wheel into a folder, without a second copy where the disk allows it."""
    try:
        os.link(file, folder / file.name)
    except OSError:  # another disk, or one without links
        shutil.copy(file, folder / file.name)


def sha256(path: Path) -> str:
    """Return the hash of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetched(wheel: PackageWheel, store: Path) -> Path:
    name, right = wheel.filename, wheel.hashes["sha256"]
    path = store / name
    if path.is_file() and sha256(path) == right:
        return path
    part = store / f"{name}.{right[:16]}.part"
    why: object = ""
    for _ in range(_TRIES):
        try:
            _continue(str(wheel.url), part)
        except (OSError, http.client.HTTPException) as error:
            why = error
            continue
        if wheel.size and part.stat().st_size < wheel.size:
            why = "the connection ended early"
            continue
        if sha256(part) == right:
            part.replace(path)
            return path
        part.unlink()
        why = "it is not the file in uv.lock: its hash differs"
    message = (
        f"{name} was not downloaded from {wheel.url}: {why}\n"
        "Check the network and run the command again: what has arrived is kept."
    )
    raise DeployError(message)


def _continue(url: str, part: Path) -> None:
    """Download the rest of a file, or all of it where the server cannot resume."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"User-Agent": "trilateral pack"})  # noqa: S310 -- the lock's own address
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        answer = urllib.request.urlopen(request, timeout=_SECONDS)  # noqa: S310 -- as above
        rest = answer.status == http.HTTPStatus.PARTIAL_CONTENT
        with answer, part.open("ab" if rest else "wb") as out:
            shutil.copyfileobj(answer, out, _PIECE)
    except urllib.error.HTTPError as error:
        if error.code != _GONE:  # it has arrived whole, or is longer than it should be
            raise

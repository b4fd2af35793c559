"""Limits on what a process may use: memory, processor, files, processes."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

MIB = 1024 * 1024


def missing() -> str:
    """Say what keeps limits from holding here, or return an empty text."""
    if sys.platform == "win32":
        return "Windows has no such limits for a process"
    if sys.platform == "darwin":
        return "macOS does not limit a process's memory"
    return ""


def restrict(memory: int, processor: int, file: int, files: int) -> None:
    """Limit this process for good.

    Parameters
    ----------
    memory
        Bytes it may take beyond what it has now.
    processor
        Seconds of processor time it may use from its start.
    file
        Bytes a file that it writes may have.
    files
        Files it may have open at a time.
    """
    import resource  # noqa: PLC0415 -- not on Windows

    wanted = {
        "RLIMIT_AS": _size() + memory if _size() else None,
        "RLIMIT_CPU": processor,
        "RLIMIT_FSIZE": file,
        "RLIMIT_NOFILE": files,
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    if sys.platform != "linux":
        wanted["RLIMIT_NPROC"] = 0  # where system calls are not filtered
    for name, most in wanted.items():
        which = getattr(resource, name, None)
        if which is None or most is None:
            continue
        with suppress(ValueError, OSError):  # lower already
            spare = 1 if name == "RLIMIT_CPU" else 0  # SIGXCPU says why, and SIGKILL comes after it
            resource.setrlimit(which, (most, most + spare))


def _size() -> int:
    """Return the bytes of memory this process has mapped, or 0 where it cannot be known."""
    import resource  # noqa: PLC0415 -- not on Windows

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * resource.getpagesize()

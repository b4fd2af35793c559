"""What a submission's process uses, and how it ends, as seen from outside."""

from __future__ import annotations

import os
import signal
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELETED = b" (deleted)"


@dataclass(frozen=True)
class Trouble:
    """What a cell did that stopped it or ended its process."""

    said: str
    timed_out: bool = False


def processor(pid: int) -> float:
    """Return the seconds of processor time a process has used, or 0 where it cannot be told."""
    fields = _fields(pid)
    return (fields[11] + fields[12]) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def threads(pid: int) -> int:
    """Return how many threads a process has, or 0 where it cannot be told."""
    fields = _fields(pid)
    return fields[17] if fields else 0


def written(folder: Path) -> Iterator[int]:
    """Yield the size of each file and folder in `folder`."""
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    size = 0
                    with suppress(OSError):  # removed meanwhile
                        size = entry.stat(follow_symlinks=False).st_size
                    yield size
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except OSError:
            continue  # removed meanwhile, or not to be entered: nothing to count


def held(pid: int, folder: Path, most: int) -> int:
    """Return the bytes of deleted files that a process still keeps on disk.

    Parameters
    ----------
    pid
        The process.
    folder
        Where it may write.
    most
        What a file that is only mapped counts as: its size cannot be seen without rights.
    """
    place = f"{folder.resolve()}/".encode()
    with suppress(OSError, ValueError):
        for thread in Path(f"/proc/{pid}/task").iterdir():  # share files and memory: one will do
            maps = (thread / "maps").read_bytes()
            if not maps:
                continue  # it has ended, as even the first may before the others
            sizes = dict.fromkeys(_mapped(maps, place), most)
            return sum({**sizes, **dict(_open(thread / "fd"))}.values())
    return 0


def ending(status: int) -> Trouble:
    """Return how a process ended, in words."""
    if not os.WIFSIGNALED(status):
        return Trouble("ended Python itself")
    number = os.WTERMSIG(status)
    if number == signal.SIGXCPU:
        return Trouble("was running when the notebook had used up its time", timed_out=True)
    name = {
        signal.SIGSEGV: "segmentation fault",
        signal.SIGKILL: "it was killed",
        signal.SIGABRT: "abort",
    }.get(signal.Signals(number), signal.Signals(number).name)
    return Trouble(f"ended Python itself ({name})")


def _fields(pid: int) -> list[int]:
    """Return what the system's line about a process says after its state, shifted by that one."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
        return [0, *map(int, line.rpartition(")")[2].split()[1:])]
    except (OSError, ValueError):
        return []


def _mapped(maps: bytes, place: bytes) -> Iterator[int]:
    """Yield the number of each deleted file that is mapped."""
    if _DELETED in maps:
        for line in maps.splitlines():
            if line.endswith(_DELETED) and place in line:
                yield int(line.split()[4])


def _open(files: Path) -> Iterator[tuple[int, int]]:
    """Yield the number and the size of each deleted file that is open."""
    for file in files.iterdir():
        with suppress(OSError):  # closed meanwhile
            found = file.stat()
            if stat.S_ISREG(found.st_mode) and not found.st_nlink:
                yield found.st_ino, found.st_size

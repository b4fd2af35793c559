"""Landlock: which files a process and its children may reach, for good.

The kernel's interface is three system calls and no library function; the constants are those of
``linux/landlock.h``. See https://docs.kernel.org/userspace-api/landlock.html.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from enum import IntFlag
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import ConfinementError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_ASK_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38


class Access(IntFlag):
    """What may be done with a file or folder."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13
    TRUNCATE = 1 << 14
    IOCTL_DEV = 1 << 15


READ: Final = Access.EXECUTE | Access.READ_FILE | Access.READ_DIR
CHANGE: Final = (
    READ
    | Access.WRITE_FILE
    | Access.REMOVE_DIR
    | Access.REMOVE_FILE
    | Access.MAKE_DIR
    | Access.MAKE_REG
    | Access.TRUNCATE
)
"""All but links, sockets and devices, which would outlive the process as traps."""
_ON_A_FILE: Final = (
    Access.EXECUTE | Access.WRITE_FILE | Access.READ_FILE | Access.TRUNCATE | Access.IOCTL_DEV
)
_TCP: Final = 0b11
_SCOPES: Final = 0b11
"""Signals and abstract sockets reach no process outside."""
_FILES_BY_VERSION: Final = {1: 13, 2: 14, 3: 15, 4: 15}
TCP_SINCE: Final = 4
SCOPES_SINCE: Final = 6
LACKS: Final = {
    "moving files between folders": 2,
    "emptying files": 3,
    "TCP": TCP_SINCE,
    "commands to devices": 5,
    "signals and abstract sockets": SCOPES_SINCE,
}
"""What older versions do not handle, and since which they do; the filter of system calls refuses
each by itself, but the first, which version 1 never allows."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """Return the kernel's Landlock version, or 0 where there is none."""
    if sys.platform != "linux":
        return 0
    version = _libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    return max(int(version), 0)


def restrict(read: Iterable[Path], change: Iterable[Path]) -> None:
    """Confine this process for good to reading `read` and changing `change`.

    TCP, and signals to other processes, are refused too where the kernel's version knows them.

    Raises
    ------
    ConfinementError
        The kernel refused.
    """
    edition = version()
    handled = (1 << _FILES_BY_VERSION.get(edition, 16)) - 1
    ruleset = _Ruleset(
        handled, _TCP if edition >= TCP_SINCE else 0, _SCOPES if edition >= SCOPES_SINCE else 0
    )
    size = 8 if edition < TCP_SINCE else 16 if edition < SCOPES_SINCE else 24
    rules = _call(_CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), ctypes.c_uint32(0))
    try:
        for path in read:
            _allow(rules, path, READ & handled)
        for path in change:
            _allow(rules, path, CHANGE & handled)
        _libc().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _call(_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0))
    finally:
        os.close(rules)


def _allow(rules: int, path: Path, access: int) -> None:
    try:
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no permission
    try:
        if not stat.S_ISDIR(os.fstat(parent).st_mode):
            access &= _ON_A_FILE
        rule = _PathBeneath(access, parent)
        _call(
            _ADD_RULE,
            ctypes.c_int(rules),
            ctypes.c_int(_PATH_BENEATH),
            ctypes.byref(rule),
            ctypes.c_uint32(0),
        )
    finally:
        os.close(parent)


def _call(number: int, *arguments: object) -> int:
    result = int(_libc().syscall(number, *arguments))
    if result < 0:
        code = ctypes.get_errno()
        message = f"The kernel refused Landlock (call {number}): {os.strerror(code)}."
        raise ConfinementError(message)
    return result


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)

"""Capabilities: what root may do beyond its files, given up for good.

A course graded by root would otherwise run submissions with rights that no other layer takes
away: to make files immutable, to freeze a file system, to read what belongs to others.
See https://man7.org/linux/man-pages/man7/capabilities.7.html.
"""

from __future__ import annotations

import ctypes
import os
import sys
from itertools import count
from typing import Final

from trilateral.grading.errors import ConfinementError

_CAPSET_READ, _CAPSET_DROP = 23, 24
_AMBIENT, _CLEAR_ALL = 47, 4
_KEEP_BITS, _NO_ROOT = 28, 0b101111
"""PR_SET_SECUREBITS, and NOROOT, NO_SETUID_FIXUP, NO_CAP_AMBIENT_RAISE, each locked but the last:
a user id of 0 brings nothing back."""
_VERSION_3: Final = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    """Effective, permitted and inheritable capabilities, the lower and the upper 32."""

    _fields_ = (("words", ctypes.c_uint32 * 6),)


def drop() -> None:
    """Give up every capability of this process: all five sets of them.

    Raises
    ------
    ConfinementError
        The kernel refused.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in count():
        if libc.prctl(_CAPSET_READ, capability, 0, 0, 0) < 0:
            break  # the kernel does not list any more
        libc.prctl(_CAPSET_DROP, capability, 0, 0, 0)  # only who has CAP_SETPCAP needs to, and may
    libc.prctl(_AMBIENT, _CLEAR_ALL, 0, 0, 0)
    libc.prctl(_KEEP_BITS, _NO_ROOT, 0, 0, 0)
    header, none = _Header(_VERSION_3, 0), _Sets()
    if libc.capset(ctypes.byref(header), ctypes.byref(none)) < 0:
        code = ctypes.get_errno()
        message = f"The kernel refused to take capabilities away: {os.strerror(code)}."
        raise ConfinementError(message)

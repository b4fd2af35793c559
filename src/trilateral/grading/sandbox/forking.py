"""The fork server: a process that forks others on request, and ends them."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trilateral.grading.sandbox.channel import Channel
from trilateral.grading.sandbox.cores import keep_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Role = Callable[[Channel, Mapping[str, Any]], None]

REQUEST: Final = 64 * 1024
_DIE_WITH_PARENT, _REAP_ORPHANS = 1, 36


def serve(control: socket.socket, roles: Mapping[str, Role]) -> None:
    """Fork for each request on `control`; end children when asked to, and all at its close.

    Requests are ``{"fork": role, ...}`` with a file descriptor for the child and, where it is to
    keep to one, its ``core``, and ``{"end": pid}``; the answers ``{"pid": ...}`` and
    ``{"status": ..., "memory": ...}``.
    """
    _prctl(_REAP_ORPHANS, 1)
    gc.collect()
    gc.freeze()
    gc.disable()  # so that forks share memory
    children: set[int] = set()
    parent = os.getpid()
    while True:
        try:
            message, files, _, _ = socket.recv_fds(control, REQUEST, 1)
        except OSError:
            message = b""
        if not message:
            break
        request = json.loads(message)
        if "fork" in request:
            try:
                pid = os.fork()
            except OSError as error:  # no room for one more process
                os.close(files[0])
                control.send(json.dumps({"refused": str(error)}).encode())
                continue
            if not pid:
                _child(control, files[0], roles[request["fork"]], {**request, "parent": parent})
            os.close(files[0])
            children.add(pid)
            control.send(json.dumps({"pid": pid}).encode())
        else:
            children.discard(request["end"])
            ended = _end(request["end"])
            _end_orphans(children)
            control.send(json.dumps(ended).encode())
    for pid in children:
        _end(pid)
    os._exit(0)


def _child(control: socket.socket, file: int, role: Role, request: Mapping[str, Any]) -> None:
    """Be the child: keep one connection and nothing else, play the role, end."""
    status = 1
    try:
        parent = request["parent"]
        os.setsid()
        keep_to(request.get("core"))
        _prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        control.close()
        channel = os.dup2(file, 3) if file != 3 else file  # noqa: PLR2004 -- the first after the standard three
        os.closerange(4, 4096)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        role(Channel(channel), request)
        status = 0
    except BaseException as error:  # noqa: BLE001 -- nothing may return into the server's loop
        with suppress(BaseException):
            Channel(3).send({"failed": f"{type(error).__name__}: {error}"[:500]})
    finally:
        os._exit(status)


def _end(pid: int) -> dict[str, Any]:
    """End a child and all that is left of it."""
    for kill in (os.killpg, os.kill):
        with suppress(OSError):
            kill(pid, signal.SIGKILL)
    try:
        _, status, usage = os.wait4(pid, 0)
    except ChildProcessError:
        return {"status": 0, "memory": 0, "processor": 0.0}
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"status": status, "memory": memory, "processor": usage.ru_utime + usage.ru_stime}


def _end_orphans(children: set[int]) -> None:
    """End what a child that was not fully confined has left behind."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    with suppress(OSError, ValueError):
        for pid in {int(word) for word in listed.read_text(encoding="ascii").split()} - children:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 -- of Linux alone

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)

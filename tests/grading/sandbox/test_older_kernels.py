"""What a confined process tries, by the kernel's Landlock version and by who grades."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.grading.confined import needs_confinement
from tests.tiers import tiers
from trilateral.grading.sandbox.confinement import landlock

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = needs_confinement

NOBODY: Final = 65534
VERSIONS: Final = range(1, 8)
USERS: Final = ("as it is", "without capabilities", "ordinary")
REFUSALS: Final = {"EPERM", "EACCES", "ENOSYS", "EXDEV"}

SCRIPT: Final = """
import ctypes, errno, fcntl, json, os, resource, signal, sys
from pathlib import Path
import encodings.ascii, encodings.latin_1, pyseccomp, socket
from trilateral.grading.sandbox.confinement import Policy, capabilities, enter, landlock, layers

folder, how, most, attempts = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
known = {}
def number(name):
    return int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name))
for name in ("fcntl", "ioctl", "vmsplice", "splice", "tee", "io_setup", "unshare", "capget"):
    known[name] = number(name)
known["listmount"], known["statmount"] = 458, 457
def call(name, *arguments):
    words = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in arguments]
    if libc.syscall(ctypes.c_long(known[name]), *words) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

version = landlock.version()
landlock.version = lambda: min(version, most)
layers()
status = open("/proc/self/status")
os.chdir(folder / "inside")
if how == "ordinary":
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
elif how == "without capabilities":
    capabilities.drop()
given = os.open(folder / "given", os.O_RDONLY)
for harmless in (signal.SIGIO, signal.SIGWINCH):
    signal.signal(harmless, signal.SIG_IGN)
own = os.open("own", os.O_RDWR | os.O_CREAT, 0o600)
def give_back():  # or whoever empties the file waits for its lease to lapse, 45 seconds
    fcntl.fcntl(given, 1024, 2)
ends = os.pipe()
HIGH = 1 << 32
if how != "open":
    enter(Policy((folder / "given", folder / "shelf"), (folder / "inside",)))
results = {}
for name, code in json.loads(attempts).items():
    try:
        exec(code)
        results[name] = "done"
    except OSError as error:
        results[name] = errno.errorcode.get(error.errno, str(error.errno))
lines = dict(line.split(":\\t") for line in status.read().splitlines() if line.startswith("Cap"))
print(json.dumps({"results": results, "capabilities": lines}))
"""

ATTEMPTS: Final = {
    "a lease": "fcntl.fcntl(given, 1024, 0); give_back()",
    "a lease, high bits set": "call('fcntl', given, 1024 | HIGH, 0); give_back()",
    "an owner to signal, high bits set": "call('fcntl', ends[0], 8 | HIGH, os.getpid())",
    "a signal to send, high bits set": "call('fcntl', ends[0], 10 | HIGH, 28)",
    "a larger pipe": "fcntl.fcntl(ends[0], 1031, 1 << 20)",
    "a larger pipe, high bits set": "call('fcntl', ends[0], 1031 | HIGH, 1 << 20)",
    "a lock on what it may only read": "fcntl.lockf(given, fcntl.LOCK_SH)",
    "a lock of the whole file": "fcntl.flock(given, fcntl.LOCK_EX)",
    "an owner by ioctl, high bits set": (
        "call('ioctl', ends[0], 0x5452 | HIGH, ctypes.pointer(ctypes.c_int(1)))"
    ),
    "emptying a file that it may read": "os.truncate(folder / 'given', 0)",
    "emptying a file as it is opened to be read": (
        "os.open(folder / 'given', os.O_RDONLY | os.O_TRUNC)"
    ),
    "emptying a file that it may not read": "os.truncate(folder / 'secret', 0)",
    "overwriting a file that it may read": "os.open(folder / 'given', os.O_WRONLY)",
    "a file moved out": "os.rename('own', folder / 'moved')",
    "pages pinned in a pipe": "call('vmsplice', ends[1], (ctypes.c_ulong * 2)(0, 0), 0, 0)",
    "pages moved to a pipe": "call('splice', given, 0, ends[1], 0, 1, 0)",
    "pages doubled": "call('tee', ends[0], ends[1], 1, 2)",
    "requests without end": "call('io_setup', 1, (ctypes.c_ulong * 1)(0))",
    "a list of mounts": (
        "call('listmount', (ctypes.c_ulong * 4)(24, 2**64 - 1), (ctypes.c_ulong * 9)(), 9, 0)"
    ),
    "a signal": "os.kill(os.getppid(), 0)",
    "a network": "__import__('socket').socket()",
}
"""Refused by each version of Landlock, as anybody; unconfined, each is done."""
OF_ROOT: Final = {
    "an immutable file": "call('ioctl', own, 0x40086602, ctypes.pointer(ctypes.c_long(0x10)))",
    "a file system frozen": "call('ioctl', own, 0xC0045877 | HIGH, 0)",
    "new namespaces": "call('unshare', 0x20000)",
    "another user's file": "os.open(folder / 'shelf' / 'private', os.O_RDONLY)",
}


def tried(
    folder: Path, how: str, most: int, attempts: Mapping[str, str] = ATTEMPTS
) -> dict[str, dict[str, str]]:
    """Return what came of each attempt, and the capabilities that were left."""
    (folder / "inside").mkdir()
    (folder / "shelf").mkdir()
    private = folder / "shelf" / "private"
    for name in ("given", "secret", "shelf/private"):
        (folder / name).write_text("as it was")
    if how == "ordinary":
        for path in (folder, folder / "inside", folder / "given", folder / "shelf"):
            os.chown(path, NOBODY, NOBODY)
        (folder / "inside").chmod(0o755)
    elif os.getuid() == 0:
        private.chmod(0o600)
        os.chown(private, NOBODY, NOBODY)
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), how, str(most), json.dumps(dict(attempts))],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    result: dict[str, dict[str, str]] = json.loads(ended.stdout)
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that another user can reach."""
    for path in (tmp_path, *tmp_path.parents[:3]):
        if path != Path("/tmp"):  # noqa: S108 -- is it the one above?
            path.chmod(0o755)
    return tmp_path


def for_this_user(user: str) -> None:
    if user != "as it is" and os.getuid():
        pytest.skip("only root can become somebody else")


@pytest.mark.parametrize(
    "setting",
    tiers(
        [(version, user) for version in VERSIONS for user in USERS],
        (VERSIONS[-1], "as it is"),
        (VERSIONS[-1], "without capabilities"),
        (VERSIONS[-1], "ordinary"),
        (1, "as it is"),
    ),
)
def test_when_landlock_is_older_then_the_same_is_refused_to_the_same_people(
    folder: Path, setting: tuple[int, str]
) -> None:
    version, user = setting
    for_this_user(user)
    if version > landlock.version():
        pytest.skip("this kernel's Landlock is older")
    attempts = ATTEMPTS if user == "ordinary" else {**ATTEMPTS, **OF_ROOT}
    came = tried(folder, user, version, attempts)
    refusals = {name for name, result in came["results"].items() if result in REFUSALS}
    assert set(attempts) - refusals == set()
    for name in ("given", "secret"):
        assert (folder / name).read_text() == "as it was"
    if not os.getuid():
        assert {int(value, 16) for value in came["capabilities"].values()} <= (
            {0} if user != "ordinary" else {0, *_bounding()}
        )


def _bounding() -> list[int]:
    """Return the bounding set of this process, which a user without capabilities cannot drop."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return [int(line.split()[1], 16) for line in status if line.startswith("CapBnd")]


def test_when_a_process_is_not_confined_then_the_same_attempts_are_done(folder: Path) -> None:
    came = tried(folder, "open", VERSIONS[-1])
    assert {name for name, result in came["results"].items() if result in REFUSALS} <= {
        "a list of mounts"  # of Linux 6.8 and later
    }


def test_when_a_call_is_newer_than_the_list_then_it_does_not_exist() -> None:
    script = (
        "import ctypes\n"
        "from trilateral.grading.sandbox.confinement import calls\n"
        "calls.NEWEST = 448\n"
        "calls.restrict()\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "print([libc.syscall(n, -1) and ctypes.get_errno() for n in (441, 449, 600, 9000)])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    not_permitted, bad_file, no_such_call = 1, 9, 38
    first, *others = json.loads(ended.stdout)
    assert first in {bad_file, 14, 22}  # epoll_pwait2 was asked
    assert others == [no_such_call, no_such_call, not_permitted]


def test_when_root_could_not_read_the_course_without_capabilities_then_it_says_so(
    folder: Path,
) -> None:
    for_this_user("root")
    (folder / "theirs").mkdir(mode=0o700)
    os.chown(folder / "theirs", NOBODY, NOBODY)
    script = (
        "import sys; from pathlib import Path\n"
        "from trilateral.grading.sandbox.confinement import Policy, enter\n"
        "enter(Policy((Path(sys.argv[1]),)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(folder / "theirs")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "belongs to another user. Grade as the user who owns the course" in ended.stderr

"""Seccomp: which system calls a process may make, for good.

A list of refusals among the calls that are known, because pandas and its libraries use what they
need. Refused is each call that reaches beyond the process (other processes, the network, other
users' rights, the attributes of files, which Landlock leaves open), that outlives it, or whose
memory no limit counts. Of `fcntl` and `ioctl` the commands that may be given are listed instead:
they are far more than anyone can know, and drivers add their own. A call newer than this list does
not exist for the process, as on the kernel before it.

Nothing here leans on Landlock, whose older versions lack `truncate` (before 3), device commands
(before 5) and the scope of signals (before 6).
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import tempfile
from functools import cache
from typing import Any, Final

from trilateral.grading.errors import ConfinementError

NEWEST: Final = 469
"""Number of the newest call known here, `file_setattr` of Linux 6.17; new calls have the same
number on every architecture."""
_BEYOND: Final = 1024
"""No call has this number, or a higher one, for years to come; those are refused like any other."""

_REFUSED: Final = """
execve execveat fork vfork kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open
pidfd_getfd pidfd_send_signal ptrace process_vm_readv process_vm_writev process_madvise kcmp
process_mrelease move_pages migrate_pages
socket socketpair connect accept accept4 bind listen sendto recvfrom sendmsg recvmsg sendmmsg
recvmmsg
chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat setxattr lsetxattr fsetxattr
setxattrat removexattr lremovexattr fremovexattr removexattrat utime utimes futimesat utimensat
file_setattr truncate truncate64 flock
mknod mknodat memfd_create memfd_secret shmget shmat shmctl shmdt semget semop semctl semtimedop
msgget msgsnd msgrcv msgctl mq_open mq_unlink mq_timedsend mq_timedreceive
vmsplice splice tee io_setup io_submit
setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset
setrlimit setpriority sched_setscheduler sched_setparam sched_setattr sched_setaffinity ioprio_set
prctl arch_prctl seccomp unshare setns mount umount2 pivot_root chroot fsopen fsconfig fsmount
fspick open_tree open_tree_attr move_mount mount_setattr statmount listmount listns
name_to_handle_at open_by_handle_at
io_uring_setup io_uring_enter io_uring_register bpf perf_event_open userfaultfd lsm_set_self_attr
keyctl add_key request_key quotactl quotactl_fd acct swapon swapoff reboot kexec_load
kexec_file_load init_module finit_module delete_module syslog sethostname setdomainname
settimeofday clock_settime clock_adjtime adjtimex iopl ioperm modify_ldt uselib vhangup
fanotify_init setsid setpgid personality inotify_init inotify_init1 inotify_add_watch fallocate
sync syncfs
landlock_create_ruleset landlock_add_rule landlock_restrict_self
"""

_COMMANDS: Final = {
    "fcntl": (0, 1, 2, 3, 4, 1030, 1032),
    "ioctl": (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451),
}
"""What may be asked of an open file. F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL,
F_DUPFD_CLOEXEC, F_GETPIPE_SZ; TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX.

Among the others are leases and locks, which hold others up, owners, whom the kernel signals, the
size of a pipe, which no limit on memory counts, flags that make a file immutable, and freezing a
file system.
"""
_COMMAND: Final = 0xFFFFFFFF
"""The kernel reads a command as 32 bits and the filter sees 64: the others must not matter."""
_THREAD: Final = 0x00010000
"""CLONE_THREAD: a thread of the same process, which numerical libraries use."""
_FILES: Final = 0x00000400
"""CLONE_FILES: open files that all threads share, so that none hides its own from the grader."""
_HIDDEN_FLAGS: Final = ("clone3", "openat2")
"""Their flags lie in memory, where no filter sees them; libraries fall back on the older call."""
_NEWER: Final = {
    "memfd_secret": 447,
    "process_mrelease": 448,
    "fchmodat2": 452,
    "statmount": 457,
    "listmount": 458,
    "lsm_set_self_attr": 460,
    "setxattrat": 463,
    "removexattrat": 466,
    "open_tree_attr": 467,
    "file_setattr": 469,
}
"""Numbers (the same on every architecture) of calls that the system's libseccomp may not know."""


_SET_SECCOMP, _FILTER_MODE, _NO_NEW_PRIVILEGES = 22, 2, 38
_INSTRUCTION: Final = 8
"""Bytes of an instruction of the filter."""
_BINARY_TREE: Final = 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def missing() -> str:
    """Say what keeps system calls from being filtered here, or return an empty text.

    The filter is made here, once: a confined process could not load the library any more.
    """
    if sys.platform != "linux":
        return "only Linux filters system calls"
    try:
        _filter()
    except ImportError:
        return "the package pyseccomp is not installed: install the extra `grading`"
    except (OSError, RuntimeError) as error:
        return f"the system's library libseccomp cannot be used ({error}): install libseccomp2"
    return ""


def restrict() -> None:
    """Refuse, for good, the calls that reach beyond this process.

    Raises
    ------
    ConfinementError
        The kernel refused.
    """
    code = _filter()
    program = _Program(len(code) // _INSTRUCTION, code)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)  # without it, only root may filter
    if libc.prctl(_SET_SECCOMP, _FILTER_MODE, ctypes.byref(program), 0, 0) < 0:
        error = os.strerror(ctypes.get_errno())
        message = f"The kernel refused to filter system calls: {error}."
        raise ConfinementError(message)


@cache
def _filter() -> bytes:
    """Return the filter as the kernel reads it: made once, before anything is forked."""
    import pyseccomp  # noqa: PLC0415 -- part of an extra, and of Linux alone

    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    unknown = pyseccomp.ERRNO(errno.ENOSYS)  # for which every library has another way
    rules.set_attr(pyseccomp.Attr.CTL_OPTIMIZE, _BINARY_TREE)
    refused = {_number(pyseccomp, name) for name in _REFUSED.split()}
    conditions = {_number(pyseccomp, name): some for name, some in _conditions(pyseccomp)}
    hidden = {_number(pyseccomp, name) for name in _HIDDEN_FLAGS}
    for number in range(_BEYOND):
        if number > NEWEST or number in hidden:
            rules.add_rule(unknown, number)
        elif number not in refused and number not in conditions:
            rules.add_rule(pyseccomp.ALLOW, number)
        for condition in conditions.get(number, ()):
            rules.add_rule(pyseccomp.ALLOW, number, condition)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _conditions(pyseccomp: Any) -> list[tuple[str, list[Any]]]:  # noqa: ANN401 -- as above
    """Return what an argument of a call must be, any one of several."""
    masked = pyseccomp.MASKED_EQ
    commands = [
        (name, [pyseccomp.Arg(1, masked, _COMMAND, order) for order in orders])
        for name, orders in _COMMANDS.items()
    ]
    # Before version 3, Landlock lets a process empty any file that it may read, as it opens it.
    mode = os.O_TRUNC | os.O_ACCMODE
    ways = [(os.O_TRUNC, 0), (mode, os.O_TRUNC | os.O_WRONLY), (mode, os.O_TRUNC | os.O_RDWR)]
    return [
        *commands,
        ("open", [pyseccomp.Arg(1, masked, *way) for way in ways]),
        ("openat", [pyseccomp.Arg(2, masked, *way) for way in ways]),
        ("clone", [pyseccomp.Arg(0, masked, _THREAD | _FILES, _THREAD | _FILES)]),
        # to read one's own limits is harmless, to set them is not
        ("prlimit64", [pyseccomp.Arg(2, pyseccomp.EQ, 0)]),
    ]


def _number(pyseccomp: Any, name: str) -> int:  # noqa: ANN401 -- as above
    """Return a call's number, or a negative one where this architecture does not have it."""
    try:
        number = int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name))
    except ValueError:
        number = -1
    return number if number >= 0 else _NEWER.get(name, -1)

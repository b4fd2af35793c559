"""Seccomp: which system calls a process may make, for good.

A list of refusals, not of permissions: pandas and its libraries use what they need, and what is
refused is each call that reaches beyond the process: other processes, the network, other users'
rights, the attributes of files (which Landlock leaves open), and whatever outlives the process.
"""

from __future__ import annotations

import errno
import sys
from functools import cache
from typing import Any, Final

from trilateral.grading.errors import ConfinementError

_THREAD: Final = 0x00010000
"""CLONE_THREAD: a thread of the same process, which numerical libraries use."""
_FILES: Final = 0x00000400
"""CLONE_FILES: open files that all threads share, so that none hides its own from the grader."""

_REFUSED: Final = """
execve execveat fork vfork kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open
pidfd_getfd pidfd_send_signal ptrace process_vm_readv process_vm_writev process_madvise kcmp
process_mrelease
socket socketpair connect accept accept4 bind listen sendto recvfrom sendmsg recvmsg sendmmsg
recvmmsg
chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat setxattr lsetxattr fsetxattr
setxattrat removexattr lremovexattr fremovexattr removexattrat utime utimes futimesat utimensat
file_setattr
mknod mknodat memfd_create memfd_secret shmget shmat shmctl shmdt semget semop semctl semtimedop
msgget msgsnd msgrcv msgctl mq_open mq_unlink mq_timedsend mq_timedreceive
setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset
setrlimit setpriority sched_setscheduler sched_setparam sched_setattr sched_setaffinity ioprio_set
prctl arch_prctl seccomp unshare setns mount umount2 pivot_root chroot fsopen fsconfig fsmount
fspick open_tree open_tree_attr move_mount mount_setattr name_to_handle_at open_by_handle_at
io_uring_setup io_uring_enter io_uring_register bpf perf_event_open userfaultfd
keyctl add_key request_key quotactl quotactl_fd acct swapon swapoff reboot kexec_load
kexec_file_load init_module finit_module delete_module syslog sethostname setdomainname
settimeofday clock_settime clock_adjtime adjtimex iopl ioperm vhangup fanotify_init setsid setpgid
personality inotify_init inotify_init1 inotify_add_watch fallocate
landlock_create_ruleset landlock_restrict_self
"""

_ORDERS: Final = {
    "fcntl": (8, 10, 15, 1024, 1026),
    "ioctl": (0x8901, 0x8902, 0x5452),
}
"""F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY; FIOSETOWN, SIOCSPGRP, FIOASYNC.

The kernel signals whom they name, beyond what Landlock's older versions close; leases hold others
up.
"""
_NEWER: Final = {
    "fchmodat2": 452,
    "memfd_secret": 447,
    "process_mrelease": 448,
    "setxattrat": 463,
    "removexattrat": 466,
    "open_tree_attr": 467,
    "file_setattr": 469,
}
"""Numbers (the same on every architecture) of calls that the system's libseccomp may not know."""


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
    try:
        _filter().load()
    except OSError as error:
        message = f"The kernel refused to filter system calls: {error}."
        raise ConfinementError(message) from error


@cache
def _filter() -> Any:  # noqa: ANN401 -- pyseccomp has no types
    import pyseccomp  # noqa: PLC0415 -- part of an extra, and of Linux alone

    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    refuse = pyseccomp.ERRNO(errno.EPERM)
    for name in _REFUSED.split():
        number = _number(pyseccomp, name)
        if number >= 0:
            rules.add_rule(refuse, number)
    for flag in (_THREAD, _FILES):
        rules.add_rule(refuse, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, 0))
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")  # its flags cannot be seen: use clone
    for call, orders in _ORDERS.items():
        for order in orders:
            rules.add_rule(refuse, call, pyseccomp.Arg(1, pyseccomp.EQ, order))
    # to read one's own limits is harmless, to set them is not
    rules.add_rule(refuse, "prlimit64", pyseccomp.Arg(2, pyseccomp.NE, 0))
    return rules


def _number(pyseccomp: Any, name: str) -> int:  # noqa: ANN401 -- likewise
    """Return a call's number, or a negative one where this architecture does not have it."""
    try:
        found = int(pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name))
    except ValueError:
        found = -1
    return found if found >= 0 else _NEWER.get(name, -1)

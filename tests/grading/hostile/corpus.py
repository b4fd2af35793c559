"""What hostile submissions do: code in a cell of its own at the start of an otherwise right one.

Each is bounded by itself as well, should confinement fail.
"""

# ruff: noqa: E501 -- a line of hostile code is a line
from __future__ import annotations

from typing import NamedTuple


class Attack(NamedTuple):
    """One hostile cell, and what is said of it."""

    code: str
    said: str = ""
    """In the incidents or the outputs; where empty, nothing happens at all."""
    points: float = 8
    """What the rest of the submission, which is right, still earns."""


TIME = {
    "an infinite loop": Attack("while True:\n    pass", "took longer than 0.5 seconds"),
    "an infinite loop that catches everything": Attack(
        "import time\nwhile True:\n    try: time.sleep(9)\n    except BaseException: pass",
        "did not end within 0.5 seconds",
    ),
    "a loop in native code": Attack("sum(range(10**11))", "was stopped|did not end"),
    "the alarm clock switched off": Attack(
        "import signal\nsignal.setitimer(signal.ITIMER_PROF, 0)\nsignal.setitimer(signal.ITIMER_REAL, 0)\nwhile True: pass",
        "did not end within 0.5 seconds",
    ),
    "the alarm ignored": Attack(
        "import signal\nsignal.signal(signal.SIGPROF, signal.SIG_IGN)\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
        "did not end within 0.5 seconds",
    ),
    "sleep": Attack("import time\ntime.sleep(1000)", "took longer than 0.5 seconds"),
    "waiting for input": Attack("input()", "EOFError|StdinNotImplemented|OSError"),
    "a regular expression that never ends": Attack(
        "import re\nre.match('(a+)+$', 'a' * 60 + 'b')", "was stopped|did not end"
    ),
}
SPACE = {
    "8 GiB of memory": Attack("x = bytearray(8 * 1024**3)", "MemoryError"),
    "8 GiB of memory, bit by bit": Attack(
        "x = [bytearray(2**20) for _ in range(8192)]", "MemoryError|ended Python|was stopped"
    ),
    "200 MB printed": Attack("for _ in range(200):\n    print('x' * 10**6)", "100,000 characters"),
    "200 MB shown": Attack("for _ in range(20):\n    display('x' * 10**7)", "too large to keep"),
    "200 MB to the terminal": Attack("import os\nfor _ in range(200): os.write(1, b'x' * 10**6)"),
    "a 10 GB file": Attack(
        "f = open('f', 'wb')\nf.truncate(10 * 1000**3)", "File too large|OSError"
    ),
    "a file written for ever": Attack(
        "f = open('f', 'wb')\nfor _ in range(100): f.write(bytes(10**6))", "File too large|OSError"
    ),
    "many files": Attack(
        "import time\nfor n in range(60):\n    open(f'f{n}', 'wb').write(bytes(10**6)); time.sleep(.01)",
        "wrote more files than there is room for",
    ),
    "many folders": Attack(
        "import os, time\nfor n in range(400):\n    os.mkdir(str(n)); time.sleep(.002)",
        "wrote more files than there is room for",
    ),
    "a tower of folders": Attack(
        "import os\nfor n in range(3000):\n    os.mkdir('d'); os.chdir('d')\nimport time; time.sleep(.5)",
        "wrote more files than there is room for",
    ),
    "deleted files that are open": Attack(
        "import os, time\nheld = []\nfor n in range(20):\n    held.append(open('f', 'wb'))\n"
        "    held[-1].write(bytes(10**6)); held[-1].flush(); os.remove('f')\ntime.sleep(.5)",
        "wrote more files than there is room for",
    ),
    "deleted files that are mapped": Attack(
        "import ctypes, os, time\nlibc = ctypes.CDLL(None)\nfor n in range(20):\n"
        "    with open('f', 'w+b') as f:\n        f.write(bytes(10**6)); f.flush()\n"
        "        libc.mmap(None, 4096, 1, 2, f.fileno(), 0)\n    os.remove('f')\ntime.sleep(.5)",
        "wrote more files than there is room for",
    ),
    "deleted files that are open and mapped, within bounds": Attack(
        "import mmap, os, time\nheld = []\nfor n in range(3):\n    f = open('f', 'w+b')\n"
        "    f.write(bytes(10**6)); f.flush(); os.remove('f')\n"
        "    held += [mmap.mmap(f.fileno(), 4096) for _ in range(5)]\ntime.sleep(.5); print('well')",
        "well",
    ),
    "a file reserved at once": Attack(
        "import os\nf = os.open('f', os.O_CREAT | os.O_RDWR)\nos.posix_fallocate(f, 0, 10**6)",
        "PermissionError",
    ),
    "a shown value nested deeply": Attack(
        "class Deep:\n    def _repr_mimebundle_(self, **_):\n        x = []\n"
        "        for _ in range(700): x = [x]\n        return {'application/json': x}\nDeep()"
    ),
    "files that come and go": Attack(
        "import os, time\nuntil = time.process_time() + .3\nn = 0\n"
        "while time.process_time() < until:\n"
        "    n += 1; open(f'f{n % 100}', 'w').close(); os.remove(f'f{n % 100}')"
    ),
    "many open files": Attack("f = [open('f', 'w') for _ in range(1000)]", "Too many open files"),
}
CLONE = """import ctypes, os, time
libc = ctypes.CDLL(None, use_errno=True)
room = ctypes.create_string_buffer(4096 * 2001)
pause = ctypes.cast(libc.pause, ctypes.c_void_p)
def start(flags, n):
    return libc.clone(pause, ctypes.c_void_p(ctypes.addressof(room) + 4096 * (n + 1)), flags, None)
_EXIT = 93 if os.uname().machine == 'aarch64' else 60
"""
PROCESSES = {
    "a fork bomb": Attack("import os\nfor _ in range(20): os.fork()", "PermissionError"),
    "many processes": Attack(
        "import multiprocessing as m\nmakers = [m.Process(target=print) for _ in range(3)]\n"
        "for one in makers: one.start()",
        "PermissionError",
    ),
    "a shell": Attack("import os\nassert os.system('true') == 0", "AssertionError"),
    "a shell by magic": Attack("!ls /", "does nothing at grading"),
    "a program": Attack("import subprocess\nsubprocess.run(['true'])", "PermissionError"),
    "a daemon": Attack(
        "import os\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        import time; time.sleep(20)\n    os._exit(0)",
        "PermissionError",
    ),
    "killing its parent": Attack("import os\nos.kill(os.getppid(), 9)", "PermissionError"),
    "killing all it may": Attack("import os\nos.kill(-1, 9)", "PermissionError"),
    "killing its group": Attack("import os\nos.killpg(0, 9)", "PermissionError"),
    "many threads": Attack(
        "import threading, time\nfor _ in range(100):\n"
        "    threading.Thread(target=time.sleep, args=(.2,), daemon=True).start()",
        "|can't start new thread",
    ),
    "threads past every library": Attack(
        f"{CLONE}for n in range(2000): start(0x50f00, n)\ntime.sleep(.5)",
        "started more threads than there is room for",
    ),
    "threads past every library whose first one ends": Attack(
        f"{CLONE}for n in range(2000): start(0x50f00, n)\nlibc.syscall(ctypes.c_long(_EXIT), 0)",
        "started more threads than there is room for",
    ),
    "a thread with files of its own": Attack(
        f"{CLONE}print(start(0x50b00, 0), ctypes.get_errno())", r"-1 1\\n"
    ),
    "a signal by way of a file": Attack(
        "import fcntl, os\nfcntl.fcntl(os.pipe()[0], fcntl.F_SETOWN, os.getppid())",
        "PermissionError",
    ),
    "watching other folders": Attack(
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        "assert libc.inotify_init1(0) < 0 and ctypes.get_errno() == 1"
    ),
    "a socket": Attack("import socket\nsocket.socket()", "PermissionError"),
    "a request": Attack(
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')", "not permitted"
    ),
}
ENDINGS = {
    "os._exit": Attack("import os\nos._exit(0)", "ended Python itself"),
    "sys.exit": Attack("import sys\nsys.exit(0)", "SystemExit"),
    "exit": Attack("raise SystemExit('bye')", "SystemExit: bye"),
    "a segmentation fault": Attack(
        "import ctypes\nctypes.string_at(0)", "ended Python itself .segmentation fault"
    ),
    "an abort": Attack("import os\nos.abort()", "ended Python itself"),
    "a stack without end": Attack("def f(): return f()\nf()", "RecursionError"),
    "an exception that cannot be shown": Attack(
        "class E(Exception):\n    def __str__(self): raise E\nraise E", "while an error was shown"
    ),
    "a signal to itself": Attack("import os\nos.kill(os.getpid(), 9)", "PermissionError"),
    "its own connection closed": Attack("import os\nos.close(3)", "ended Python itself"),
    "everything closed": Attack("import os\nos.closerange(0, 64)", "ended Python itself"),
    "noise on the connection": Attack(
        "import os\nos.write(3, bytes(range(256)) * 100)", "wrote to the grader's own connection"
    ),
    "a false start on the connection": Attack(
        "import os, struct, json\nhead = json.dumps({'done': True}).encode()\n"
        "os.write(3, struct.pack('>II', len(head), 0) + head)\nimport time; time.sleep(.3)",
        "",
        0,
    ),
    "a message that comes bit by bit": Attack(
        "import os, struct, time\nos.write(3, struct.pack('>II', 60000, 0))\n"
        "for _ in range(1000):\n    try: time.sleep(.01); os.write(3, b' ')\n"
        "    except BaseException: pass",
        "did not end",
    ),
    "a message that never ends": Attack(
        "import os, struct\nos.write(3, struct.pack('>II', 60000, 0))\nimport time; time.sleep(9)",
        "did not end|was stopped|grader's own connection",
    ),
}
FILES = {
    "deleting its folder": Attack("import shutil, os\nshutil.rmtree(os.getcwd())", "|Error"),
    "deleting above its folder": Attack(
        "import os\nfor name in os.listdir('..'): os.remove('../' + name)", "PermissionError"
    ),
    "deleting the course": Attack(
        "import shutil\nshutil.rmtree(COURSE, ignore_errors=False)", "PermissionError"
    ),
    "overwriting the solution": Attack(
        "open(COURSE + '/solutions/ps/ps.ipynb', 'w').write('{}')", "PermissionError"
    ),
    "overwriting another submission": Attack(
        "open(COURSE + '/submitted/honest/ps/ps.ipynb', 'w').write('{}')", "PermissionError"
    ),
    "locking others out": Attack("import os\nos.chmod(COURSE, 0)", "PermissionError"),
    "overwriting the library": Attack(
        "import trilateral\nopen(trilateral.__file__, 'a').write('x = 1')", "PermissionError"
    ),
    "a link to the course": Attack("import os\nos.symlink(COURSE, 'here')", "PermissionError"),
    "a pipe to wait for": Attack("import os\nos.mkfifo('ps.ipynb')", "PermissionError"),
}
PYTHON = {
    "pandas patched": Attack(
        "import pandas as pd\npd.DataFrame.equals = lambda *_: True\n"
        "pd.testing.assert_frame_equal = lambda *_, **__: None"
    ),
    "pandas broken": Attack("import pandas\npandas.DataFrame = None", "", 4),
    "builtins patched": Attack(
        "import builtins\nbuiltins.all = builtins.any = lambda *_: True\nbuiltins.abs = lambda _: 0",
        points=6,
    ),
    "builtins broken": Attack("import builtins\ndel builtins.isinstance", "ended Python itself"),
    "the task decorator replaced": Attack(
        "import trilateral.tasks\ntrilateral.tasks.task = lambda *_, **__: lambda f: f"
    ),
    "the import system replaced": Attack(
        "import builtins\nbuiltins.__import__ = lambda *_, **__: 1 / 0", "", 6
    ),
    "all modules gone": Attack("import sys\nsys.modules.clear()", "", 6),
    "the grader's own modules patched": Attack(
        "from trilateral.grading.sandbox import learner, shell, answers\n"
        "learner.encode = lambda *_: b'42'\nshell.Shell.run = None",
        "ended|connection",
        2,
    ),
    "the namespace emptied": Attack("globals().clear()", "NameError", 6),
    "a hook on every line": Attack("import sys\nsys.settrace(lambda *_: 1 / 0)"),
    "a hook on the end": Attack("import atexit\natexit.register(lambda: 1 / 0)"),
}
EVERYTHING = {**TIME, **SPACE, **PROCESSES, **ENDINGS, **FILES, **PYTHON}

"""A submission cannot find a hidden test.

Each try collects text wherever it can and hands in what looks like the secret that one hidden
test holds. The first test shows that a try which does find it would be seen to.
"""

# ruff: noqa: E501 -- a line of hostile code is a line
from __future__ import annotations

import re

import pytest

from tests.grading.conftest import Classroom, mark
from tests.grading.small_course import RIGHT, SECRET, solution, submission

LOOK = """
import gc, glob, inspect, io, linecache, os, re, sys
word = "nothing"

def look(*things):
    global word
    for thing in things:
        if isinstance(thing, bytes):
            thing = thing.decode("latin-1")
        elif not isinstance(thing, str):
            try:
                thing = repr(thing)
            except Exception:
                continue
        found = re.search("xyzzy-[A-Z0-9]{5,}", thing)
        if found:
            word = found.group()

def constants(code):
    look(*code.co_consts)
    for inner in code.co_consts:
        if inspect.iscode(inner):
            constants(inner)

def read(path):
    try:
        with open(path, "rb") as file:
            look(file.read(10**7))
    except OSError:
        pass
"""

TRIES = {
    "frames": """
frame = sys._getframe()
while frame:
    look(frame.f_locals, frame.f_globals); constants(frame.f_code); frame = frame.f_back
""",
    "objects of the garbage collector": """
for thing in gc.get_objects():
    if isinstance(thing, (dict, list, tuple)) and len(thing) < 1000: look(*map(str, list(thing)[:50]))
    if inspect.isfunction(thing): constants(thing.__code__)
""",
    "functions and their code": """
for thing in gc.get_objects():
    if inspect.isfunction(thing): constants(thing.__code__); look(thing.__doc__, thing.__globals__)
""",
    "modules": "for module in list(sys.modules.values()): look(vars(module) if module else '')",
    "lines kept for tracebacks": "look(linecache.cache)",
    "the visible check": "look(check, vars(check)); constants(check.definition.body.__code__)",
    "the check's source": "look(inspect.getsource(check.definition.body))",
    "the check's globals": "look(check.definition.body.__globals__)",
    "the tasks that are known": "from trilateral.tasks import registry\nlook(registry(), vars(registry()['total']))",
    "the environment": "look(os.environ); read('/proc/self/environ')",
    "the parent's environment": "read(f'/proc/{os.getppid()}/environ'); read('/proc/1/environ')",
    "the parent's command": "read(f'/proc/{os.getppid()}/cmdline')",
    "its own memory": "read('/proc/self/mem'); read('/proc/self/maps')",
    "the parent's memory": "read(f'/proc/{os.getppid()}/mem')",
    "memory by address": """
import ctypes
for thing in list(globals().values()):
    look(ctypes.string_at(id(thing), 64))
""",
    "another process's memory": """
import ctypes
buffer = ctypes.create_string_buffer(4096)
class Piece(ctypes.Structure): _fields_ = [("at", ctypes.c_void_p), ("size", ctypes.c_size_t)]
mine, theirs = Piece(ctypes.addressof(buffer), 4096), Piece(id(object), 4096)
ctypes.CDLL(None).process_vm_readv(os.getppid(), ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0)
look(buffer.raw)
""",
    "open files": """
for file in range(64):
    try:
        os.set_blocking(file, False); look(os.read(file, 10**6))
    except OSError:
        pass
""",
    "the grader's connection": """
import json, struct
head = json.dumps({"task": "word", "answers": []}).encode()
os.write(3, struct.pack(">II", len(head), 0) + head)
os.set_blocking(3, False)
try: look(os.read(3, 10**6))
except OSError: pass
""",
    "the solution by its path": "read(COURSE + '/solutions/ps/ps.ipynb')",
    "the solution by search": """
for top in ("..", "../..", COURSE, "/", "/tmp", os.path.expanduser("~")):
    for path in glob.glob(top + "/**/*.ipynb", recursive=True)[:500]: read(path)
""",
    "another submission": "read(COURSE + '/submitted/bea/ps/ps.ipynb')",
    "the journal and the gradebook": "read(COURSE + '/graded/journal.jsonl'); read(COURSE + '/gradebook.db')",
    "a link to the solution": "os.symlink(COURSE + '/solutions', 's'); read('s/ps/ps.ipynb')",
    "another program": "import subprocess\nlook(subprocess.run(['cat', COURSE + '/solutions/ps/ps.ipynb'], capture_output=True).stdout)",
    "the marker's own loader": """
from pathlib import Path
from trilateral.grading.sandbox import marker
look(marker.load(Path(COURSE + '/solutions/ps/ps.ipynb')))
""",
    "the history": """
look(In, Out, get_ipython(), vars(get_ipython()))
for path in glob.glob(os.path.expanduser('~/.ipython/**'), recursive=True): read(path)
""",
    "an import hook": """
import importlib.abc
class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        look(sys._getframe().f_back.f_locals, sys._getframe().f_back.f_globals)
sys.meta_path.insert(0, Finder())
""",
    "a profile of every call": """
def profile(frame, *_): look(frame.f_locals); constants(frame.f_code)
sys.setprofile(profile)
""",
    "an answer that looks round when compared": """
class Spy(str):
    def __eq__(self, other): look(other, sys._getframe().f_back.f_locals); return True
    __hash__ = str.__hash__
counts = Spy("x")
""",
    "a function that looks round when called": """
def rate(*given):
    look(given); frame = sys._getframe()
    while frame: look(frame.f_locals, frame.f_globals); frame = frame.f_back
    return 2
""",
    "a hook on the end": "import atexit\natexit.register(lambda: look(globals()))",
}


def handed_in(code: str, course: str) -> dict[str, str]:
    """Return answers that run `code` before, and keep what it found."""
    lines = code.replace("COURSE", repr(course)).strip().splitlines()
    guarded = "\n    ".join(lines)
    tried = f"{LOOK}\ntry:\n    {guarded}\nexcept Exception as error:\n    print(type(error))"
    return {
        "counts": f"{RIGHT['counts']}\n{tried}",
        "rate": "rate = globals().get('rate', lambda count, months: count / months)",
        "word": "word = globals().get('word', ...)",
    }


def test_when_the_secret_is_in_reach_then_a_try_finds_it(classroom: Classroom) -> None:
    there = f"hidden = {SECRET!r}\nlook(globals())"
    graded = classroom.grade(submission(handed_in(there, "")))
    assert mark(graded, "word").points == 2


@pytest.mark.parametrize("code", TRIES.values(), ids=TRIES.keys())
def test_when_a_submission_looks_for_a_hidden_test_then_it_finds_none(
    classroom: Classroom, code: str
) -> None:
    assert SECRET in str(solution())
    course = str(classroom.course.folder)
    graded = classroom.grade(submission(handed_in(code, course)))
    assert mark(graded, "word").points == 0
    assert not any(SECRET in text for text in classroom.shown(graded))
    own_faults = "SyntaxError|NameError|TypeError|IndentationError|AttributeError|KeyError"
    assert not re.search(own_faults, "".join(classroom.shown(graded)))

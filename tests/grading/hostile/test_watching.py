"""A submission is watched for as long as it lives, whatever it sends or does not read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.grading.conftest import LIMITS, mark, opened
from tests.grading.hostile.corpus import CLONE
from tests.grading.small_course import POSSIBLE, submission

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.grading.conftest import Classroom

THREADS = "started more threads than there is room for"
FILES = "wrote more files than there is room for"
FLOOD = "for n in range(60):\n    open(f'f{n}', 'wb').write(bytes(10**5)); time.sleep(.01)\n"
DEEP = "import os, time\nfor n in range(20):\n    os.mkdir('x' * 250); os.chdir('x' * 250)\n"

UNSEEN = {
    "threads behind a byte on the connection": (
        f"{CLONE}os.write(3, bytes(1))\nfor n in range(2000): start(0x50f00, n)\ntime.sleep(9)",
        THREADS,
    ),
    "files behind a byte on the connection": (
        f"import os, time\nos.write(3, bytes(1))\n{FLOOD}time.sleep(9)",
        FILES,
    ),
    "files in a path too long to name": (f"{DEEP}{FLOOD}time.sleep(.5)", FILES),
    "a tower of folders with long names": (
        f"{DEEP.replace('20', '100')}time.sleep(.5)",
        FILES,
    ),
}


@pytest.mark.parametrize(("code", "said"), UNSEEN.values(), ids=UNSEEN.keys())
def test_when_a_submission_hides_what_it_takes_then_it_is_seen(
    classroom: Classroom, code: str, said: str
) -> None:
    graded = classroom.grade(submission(first=code))
    assert any(said in incident for incident in graded.incidents), graded.incidents
    assert graded.points == POSSIBLE
    assert classroom.bench.work
    assert not list(classroom.bench.work.iterdir())


WHILE_MARKED = f"""
import os, threading, time
from trilateral.grading.sandbox import learner
colliding = [n * (2**61 - 1) for n in range(60_000)]
begin = threading.Event()

def flood():
    begin.wait()
    {FLOOD.replace(chr(10), chr(10) + "    ")}
    time.sleep(.6)
    for n in range(60): os.remove(f'f{{n}}')

def encode(*_):
    begin.set()
    return f'["set", {{colliding}}]'.encode()

threading.Thread(target=flood, daemon=True).start()
learner.encode = encode
"""
"""Files come and go while the marker is busy with a set whose members all have the same hash."""


def test_when_files_come_while_the_marker_works_then_they_are_seen(classroom: Classroom) -> None:
    patient = replace(classroom, bench=replace(classroom.bench, limits=replace(LIMITS, cell=2)))
    graded = patient.grade(submission({"word": WHILE_MARKED}))
    assert any(FILES in incident for incident in graded.incidents), graded.incidents
    assert mark(graded, "word").points == 0


def _generous(source: str) -> str:
    called = re.sub(r"rate\(24, 12\) == 2 and .* ", 'rate(["x" * 2000] * 400, 1), ', source)
    return called.replace("return count / months", "return len(count) == 400")


def test_when_the_marker_takes_too_many_threads_then_it_is_seen(tmp_path: Path) -> None:
    threads = (
        "[__import__('threading').Timer(9, print).start() for _ in range(20)] and rate(24, 12)"
    )
    with opened(tmp_path, lambda source: source.replace("rate(24, 12)", threads)) as made:
        few = replace(made, bench=replace(made.bench, limits=replace(LIMITS, threads=9)))
        graded = few.grade(submission({"rate": "import time\nrate = lambda *_: time.sleep(.3)"}))
    assert any(THREADS in incident for incident in graded.incidents), graded.incidents


@pytest.fixture(scope="module")
def generous(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """Return a classroom in which a check hands a function more than a pipe holds."""
    with opened(tmp_path_factory.mktemp("generous"), _generous) as made:
        yield made


READERS = {
    "reads": ("def rate(count, months):\n    return len(count) == 400", ""),
    "does not read": (
        (
            "import time\nfrom trilateral.grading.sandbox import learner\n"
            "learner._Session._wait = lambda self: time.sleep(1000)\nrate = print"
        ),
        "did not end within 0.5 seconds",
    ),
    "writes in place of reading": (
        (
            "import os\nfrom trilateral.grading.sandbox import learner\n"
            "learner._Session._wait = lambda self: os.write(3, bytes(10**8))\nrate = print"
        ),
        "did not end within 0.5 seconds|the grader's own connection|ended Python",
    ),
}


@pytest.mark.parametrize(("code", "said"), READERS.values(), ids=READERS.keys())
def test_when_a_function_is_handed_more_than_a_pipe_holds_then_grading_continues(
    generous: Classroom, code: str, said: str
) -> None:
    graded = generous.grade(submission({"rate": code}))
    assert mark(graded, "rate").points == (0 if said else 2)
    assert re.search(said, mark(graded, "rate").note)
    assert graded.points >= POSSIBLE - 4  # the next task waits for the same function

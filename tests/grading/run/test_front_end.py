"""What Jupyter does and grading does not, as it is not a front end; right answers still count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.grading.conftest import mark
from tests.grading.small_course import submission
from trilateral.grading.results import Standing
from trilateral.grading.run.versions import newer

if TYPE_CHECKING:
    from tests.grading.conftest import Classroom

RIGHT = {
    "another program": "!pip install pandas\ntotal = 42",
    "a program's output": "x = !ls\ntotal = 42 + len(x)",
    "an unknown magic": "%store total\ntotal = 42",
    "a cell of another language": "%%bash\nls\n",
    "a package's own magic": "%pip install pandas\ntotal = 42",
    "an assigned magic": "x = %who_ls\ntotal = 42 if x is None else 0",
    "a captured cell": "%%capture\nprint('hm')\ntotal = 42",
    "a time": "%%time\ntotal = 42",
    "await": "import asyncio\nawait asyncio.sleep(0.01)\ntotal = 42",
    "awaited value": "async def answer():\n    return 42\n\ntotal = await answer()",
    "tasks": (
        "import asyncio\n\nasync def one(x):\n    await asyncio.sleep(0.001)\n    return x\n\n"
        "total = sum(await asyncio.gather(*[one(x) for x in (20, 22)]))"
    ),
    "a thread awaited": "import asyncio\ntotal = await asyncio.to_thread(lambda: 42)",
    "async for": (
        "async def numbers():\n    for n in (20, 22):\n        yield n\n\ntotal = 0\n"
        "async for n in numbers():\n    total += n"
    ),
    "get_ipython": "get_ipython().run_line_magic('matplotlib', 'inline')\ntotal = 42",
    "which shell": "total = 42 if type(get_ipython()).__name__ == 'ZMQInteractiveShell' else 0",
    "the shell, imported": "from IPython import get_ipython as g\ng().system('ls')\ntotal = 42",
    "the shell's names": "get_ipython().user_ns['total'] = 42",
    "what the shell lacks": "get_ipython().events.register('pre_run_cell', print)\ntotal = 42",
    "a page that listens": (
        "from trilateral.tasks import announcer\nannouncer.say('x')\n"
        "total = 42 if announcer._kernel() is None else 0"
    ),
    "colab": "from google.colab import drive\ndrive.mount('/content/drive')\ntotal = 42",
    "colab, whole": "import google.colab\ntotal = 42",
    "colab's parts": "from google.colab import files, userdata\nfiles.upload()\ntotal = 42",
    "jupyterlite": "import piplite\nawait piplite.install('altair')\ntotal = 42",
    "annotations as they are": (
        "def f(x: int): ...\ntotal = 42 if f.__annotations__['x'] is int else 0"
    ),
    "a module of one's own": "%%writefile helper.py\ntotal = 42",
}
AFTER = {
    "a cell of another language": "total = 42",
    "a module of one's own": "from helper import total",
}


@pytest.mark.parametrize("name", RIGHT)
def test_when_only_a_front_end_can_do_it_then_a_right_answer_earns_its_points(
    classroom: Classroom, name: str
) -> None:
    first = RIGHT[name] if name in AFTER else ""
    work = submission({"total": AFTER.get(name, RIGHT[name])}, first=first)
    graded = classroom.grade(work, "front")
    assert mark(graded, "total").standing is Standing.EARNED, (mark(graded, "total"), graded)


NOTED = {
    "!pip install pandas\ntotal = 42": "`!pip`",
    "%store total\ntotal = 42": "`%store`",
    "from google.colab import drive\ntotal = 42": "`google.colab`",
    "!ls\n%who\ntotal = 42": "`!ls`, `%who`",
}


@pytest.mark.parametrize(("answer", "said"), NOTED.items())
def test_when_something_did_nothing_then_it_is_noted(
    classroom: Classroom, answer: str, said: str
) -> None:
    graded = classroom.grade(submission({"total": answer}), "noted")
    (told,) = graded.repairs
    assert told.startswith(f"total-answer: {said} did nothing")
    assert (
        any("does nothing at grading" in one for one in classroom.shown(graded)) or "google" in said
    )


def test_when_a_captured_cell_is_asked_for_then_it_has_what_was_printed(
    classroom: Classroom,
) -> None:
    first = "%%capture kept\nprint('forty-two')\n'shown'"
    answer = "total = 42 if kept.stdout == 'forty-two\\n' and len(kept.outputs) == 1 else 0"
    graded = classroom.grade(submission({"total": answer}, first=first), "captured")
    assert mark(graded, "total").standing is Standing.EARNED
    assert not any("forty-two" in one for one in classroom.shown(graded))


def test_when_a_helper_cannot_be_imported_then_only_its_own_cell_stops(
    classroom: Classroom,
) -> None:
    graded = classroom.grade(submission(first="import nowhere_to_be_found"), "missing")
    assert graded.points == graded.possible


@pytest.mark.parametrize(
    "first",
    ["import asyncio\nawait asyncio.sleep(1000)", "import asyncio\nawait asyncio.Event().wait()"],
)
def test_when_a_cell_awaits_for_ever_then_it_is_stopped_and_the_rest_counts(
    classroom: Classroom, first: str
) -> None:
    graded = classroom.grade(submission(first=first), "waiting")
    assert graded.points == graded.possible
    assert "longer than" in graded.incidents[0]


def test_when_data_were_handed_in_then_the_code_finds_them(classroom: Classroom) -> None:
    folder = classroom.submitted / "data" / "ps"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "rows.csv").write_text("n\n20\n22\n")
    (folder / "own.py").write_text("START = 0")
    work = "from own import START\ntotal = int(pd.read_csv('in/rows.csv')['n'].sum()) + START"
    graded = classroom.grade(submission({"total": work}), "data", ("in/rows.csv", "own.py"))
    assert mark(graded, "total").standing is Standing.EARNED


def test_when_a_file_cannot_be_read_then_it_has_no_mark(classroom: Classroom) -> None:
    graded = classroom.grade(b"{broken", "broken")
    assert [one.points for one in graded.marks] == [None] * len(graded.marks)
    assert (graded.points, graded.possible) == (0, 0)
    assert "damaged at line 1" in graded.unreadable


@pytest.mark.parametrize(
    ("source", "told", "here", "version"),
    [
        ('print(f"{x["a"]}")', (0, 0), (3, 11), "3.12"),
        ("f'{x['a']}'", (0, 0), (3, 11), "3.12"),
        ("f\"{'\\n'.join(x)}\"", (0, 0), (3, 11), "3.12"),
        ("type Point = tuple[int, int]", (0, 0), (3, 11), "3.12"),
        ("def first[T](x: list[T]): ...", (0, 0), (3, 11), "3.12"),
        ("class A[T]: ...", (0, 0), (3, 11), "3.12"),
        ('print(f"{x["a"]}")', (0, 0), (3, 12), ""),
        ("t'{x}'", (0, 0), (3, 13), "3.14"),
        ("except A, B:", (0, 0), (3, 12), "3.14"),
        ("x = = 1", (0, 0), (3, 11), ""),
        ("x = = 1", (3, 11), (3, 11), ""),
        ("x = = 1", (3, 13), (3, 11), "3.13"),
        ('print(f"{x}" "{y}")', (0, 0), (3, 11), ""),
        ("type(x) = 1", (0, 0), (3, 11), ""),
    ],
)
def test_when_a_cell_may_be_newer_python_then_its_version_is_named(
    source: str, told: tuple[int, int], here: tuple[int, int], version: str
) -> None:
    said = newer(source, told, here)
    assert (f"may be in Python {version}." in said) if version else said == ""

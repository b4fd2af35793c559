"""One submission: what it earns, and what ends badly is named."""

from __future__ import annotations

import json
from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from tests.grading import small_course
from tests.grading.conftest import Classroom, mark
from tests.grading.small_course import NAME, POSSIBLE, RIGHT, WRONG, exercise, submission
from trilateral.grading.results import Standing
from trilateral.grading.sandbox.processes import Warm


def test_when_all_answers_are_right_then_all_points_are_earned(classroom: Classroom) -> None:
    graded = classroom.grade(submission())
    assert graded.points == graded.possible == POSSIBLE
    assert {one.standing for one in graded.marks} == {Standing.EARNED, Standing.WRITTEN}
    assert not graded.repairs
    assert not graded.incidents


def test_when_nothing_was_done_then_nothing_was_attempted(classroom: Classroom) -> None:
    graded = classroom.grade(exercise())
    assert graded.points == 0
    assert {one.standing for one in graded.marks} == {Standing.NOT_ATTEMPTED, Standing.WRITTEN}


def test_when_answers_are_wrong_then_each_says_what_to_look_at(classroom: Classroom) -> None:
    graded = classroom.grade(submission(WRONG))
    assert mark(graded, "total").points == 1
    assert mark(graded, "total").standing is Standing.PARTLY
    assert mark(graded, "total").messages == ("The total is not that.",)
    assert mark(graded, "rate").standing is Standing.LOST
    assert mark(graded, "rate").messages == ("Divide.",)


def test_when_a_written_task_is_there_then_it_has_no_mark_yet(classroom: Classroom) -> None:
    essay = mark(classroom.grade(submission()), "essay")
    assert (essay.standing, essay.points, essay.possible) == (Standing.WRITTEN, None, 4)


AS_IN_A_NOTEBOOK = {
    "magics": "%matplotlib inline\n%time total = 42",
    "a cell magic": "%%capture out\ntotal = 42",
    "display": "from IPython.display import Markdown\ndisplay(Markdown('x'))\ntotal = 42",
    "the last value": "40 + 2\n",
    "help": "pd.DataFrame?\ntotal = 42",
    "a dataclass": (
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\ntotal = A(42).x"
    ),
    "a thread": (
        "import threading\nt = threading.Thread(target=print)\nt.start()\nt.join()\ntotal = 42"
    ),
    "a file of its own": "open('n.txt', 'w').write('42')\ntotal = int(open('n.txt').read())",
    "a warning": "import warnings\nwarnings.warn('library noise')\ntotal = 42",
    "its own random numbers": "import random\nrandom.seed(1)\ntotal = 42",
}


@pytest.mark.parametrize("code", AS_IN_A_NOTEBOOK.values(), ids=AS_IN_A_NOTEBOOK.keys())
def test_when_a_cell_uses_what_notebooks_have_then_it_runs(classroom: Classroom, code: str) -> None:
    answer = code if "total" in code else f"{code}\ntotal = _ if False else 42"
    assert classroom.grade(submission({"total": answer})).points == POSSIBLE


def test_when_a_cell_raises_then_the_note_says_so_and_the_rest_counts(classroom: Classroom) -> None:
    graded = classroom.grade(submission({"total": "total = ...\ntotal = 1 / 0"}))
    assert mark(graded, "total").standing is Standing.RAISED
    assert "line 2, `total = 1 / 0`: it divides by 0" in mark(graded, "total").note
    assert graded.points == POSSIBLE - 2


def test_when_a_cell_raises_then_a_part_that_is_right_counts_and_other_tasks_do_not_hear_of_it(
    classroom: Classroom,
) -> None:
    graded = classroom.grade(submission({"total": "total = 41\n1 / 0", "word": WRONG["word"]}))
    assert mark(graded, "total").standing is Standing.PARTLY
    assert "ZeroDivisionError" in mark(graded, "total").note
    assert mark(graded, "word").note == ""


def test_when_an_answer_is_set_further_down_then_it_counts(classroom: Classroom) -> None:
    notebook = submission({"total": "total = ..."})
    notebook.cells.append(new_code_cell("total = 42"))
    assert classroom.grade(notebook).points == POSSIBLE


def test_when_a_function_raises_then_it_is_said_what(classroom: Classroom) -> None:
    graded = classroom.grade(submission({"rate": "def rate(a, b):\n    return a / 0"}))
    assert mark(graded, "rate").standing is Standing.RAISED
    assert "ZeroDivisionError" in mark(graded, "rate").note


def test_when_another_warm_process_grades_then_chance_falls_the_same(classroom: Classroom) -> None:
    drawn = "import random\nimport numpy as np\nprint(random.random(), np.random.rand(), hash('a'))"
    notebook = submission(first=drawn)
    first = classroom.grade(notebook), classroom.shown(classroom.grade(notebook))
    course = classroom.course
    warm = Warm({NAME: course.solution(NAME)}, [course.release(NAME)])
    try:
        other = replace(classroom, bench=replace(classroom.bench, warm=warm))
        assert (other.grade(notebook), other.shown(other.grade(notebook))) == first
    finally:
        warm.close()
    assert "0.8444218515250481" in first[1][0]  # what Python draws first from the seed 0


def old_format() -> bytes:
    """Return a right submission in version 3 of the format."""
    old = nbformat.convert(submission(), 3)
    return str(nbformat.writes(old, version=nbformat.NO_CONVERT)).encode()


FILES = {
    "empty": (b"", "is empty"),
    "truncated": (nbformat.writes(submission()).encode()[:-200], "ends too early or is damaged"),
    "not UTF-8": ("{'naïve'}".encode("latin-1"), "is not in UTF-8"),
    "not a notebook": (b"[1, 2]", "is not a notebook"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "is not in UTF-8"),
    "nested deeply": (b"[" * 200_000, "not a notebook"),
    "no cells": (b'{"nbformat": 4, "cells": 3}', "has no cells"),
    "too many cells": (
        json.dumps({"nbformat": 4, "cells": [{}] * 3000}).encode(),
        "at most 2,000 are read",
    ),
    "too much code": (
        json.dumps({"nbformat": 4, "cells": [{"source": "x" * 10**6}]}).encode(),
        "more than 500,000 characters",
    ),
    "many parts": (
        b'{"nbformat": 4, "cells": [], "metadata": {"x": [' + b"{}," * 200_000 + b"{}]}}",
        "has too many parts",
    ),
    "many names": (
        b'{"nbformat": 4, "cells": [], "metadata": {'
        + b",".join(b'"%d":1' % n for n in range(400_000))
        + b"}}",
        "has too many parts",
    ),
    "many numbers": (
        b'{"nbformat": 4, "cells": [], "metadata": {"x": [' + b"1," * 10**6 + b"1]}}",
        "has too many parts",
    ),
    "huge": (b" " * (50 * 1024 * 1024 + 1), "is too large"),
}


@pytest.mark.parametrize(("content", "why"), FILES.values(), ids=FILES.keys())
def test_when_a_file_cannot_be_read_then_each_task_says_why(
    classroom: Classroom, content: bytes, why: str
) -> None:
    graded = classroom.grade(content)
    assert {one.standing for one in graded.marks} == {Standing.DAMAGED}
    assert all(why in one.note for one in graded.marks)


def test_when_a_file_is_read_then_only_one_that_cannot_be_says_why(classroom: Classroom) -> None:
    assert classroom.grade(submission()).unreadable == ""
    assert "is empty" in classroom.grade(b"").unreadable


def test_when_a_notebook_is_in_the_old_format_then_it_is_graded(classroom: Classroom) -> None:
    assert classroom.grade(old_format()).points == POSSIBLE


ODD = {
    "cells that are none": {"cells": [None, 3, "x", {}]},
    "metadata that is none": {"cells": [{"cell_type": "code", "metadata": 3, "source": ["x", 4]}]},
    "a grade id that is a list": {"cells": [{"metadata": {"nbgrader": {"grade_id": []}}}]},
    "nbgrader's mark that is a text": {"cells": [{"metadata": {"nbgrader": "grade"}}]},
    "lone surrogates": {"cells": [{"cell_type": "code", "source": "x = '\ud800'"}]},
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD.keys())
def test_when_a_notebooks_parts_are_of_odd_kinds_then_it_is_graded(
    classroom: Classroom, content: dict[str, object]
) -> None:
    graded = classroom.grade(json.dumps({"nbformat": 4, **content}).encode())
    assert graded.points == 0
    assert not graded.unsettled


def test_when_right_is_compared_with_wrong_then_the_small_course_tells_them_apart() -> None:
    assert RIGHT.keys() == WRONG.keys() == small_course.CHECKS.keys()

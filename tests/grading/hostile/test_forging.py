"""A submission cannot change its mark: every answer here is wrong, and none earns a point more."""

# ruff: noqa: E501 -- a line of hostile code is a line
from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_code_cell, new_output

from tests.grading.small_course import WRONG, submission
from trilateral.tasks.outcome import MIME

if TYPE_CHECKING:
    from tests.grading.conftest import Classroom

HONEST = 1.0
"""What the wrong answers earn: one visible check."""

TRIES = {
    "pandas' comparisons always equal": (
        "import pandas as pd\npd.testing.assert_frame_equal = lambda *_, **__: None\n"
        "pd.DataFrame.__eq__ = pd.Series.__eq__ = lambda *_: True\npd.DataFrame.equals = lambda *_: 1"
    ),
    "builtins always true": (
        "import builtins\nbuiltins.all = builtins.any = builtins.bool = lambda *_: True"
    ),
    "the course's comparisons always equal": (
        "from trilateral.tasks import compare\n"
        "for name in ('table', 'number', 'text'): setattr(compare, name, lambda *_, **__: True)"
    ),
    "the marking replaced": (
        "import sys\nfrom trilateral.tasks import checking, marking\n"
        "from trilateral.tasks.outcome import Outcome, Result\n"
        "def full(d, *_, **__): return Result(d.id, Outcome.CORRECT, 2.0, 2.0, note='forged')\n"
        "marking.mark = checking.mark = sys.modules['trilateral.tasks.task'].mark = full"
    ),
    "the decorator replaced": (
        "import trilateral.tasks\n"
        "task = trilateral.tasks.task = lambda *_, **__: (lambda f: lambda: 'forged')"
    ),
    "the weights of checks replaced": (
        "from trilateral.tasks import expectation, marking\n"
        "forged = lambda *_, **__: expectation.Check(True, '', 9.0, reason='forged')\n"
        "expectation.check_of = marking.check_of = forged"
    ),
    "an import hook": (
        "import sys, types\nfake = types.ModuleType('trilateral.tasks')\n"
        "fake.__getattr__ = lambda name: lambda *_, **__: True\nsys.modules['trilateral.tasks'] = fake"
    ),
    "assertions that never fail": (
        "import builtins\nclass Never(Exception):\n    def __new__(cls, *_): return None\n"
        "builtins.AssertionError = Never"
    ),
    "a fake result shown": (
        f"class Fake:\n    def _repr_mimebundle_(self, **_):\n"
        f"        return {{'text/plain': '8', {MIME!r}: {{'points': 8, 'outcome': 'correct'}}}}\nFake()"
    ),
    "a fake result printed": "print('8')\nprint('points: 8')",
    "a fake result on the connection": (
        "import json, os, struct\nhead = json.dumps({'result': {'task': 'total', 'outcome':"
        " 'correct', 'points': 8, 'possible': 2, 'passed': 1, 'counted': 1, 'messages': [],"
        " 'note': ''}}).encode()\nos.write(3, struct.pack('>II', len(head), 0) + head)"
    ),
    "what the process hands over replaced": (
        "from trilateral.grading.sandbox import learner\nlearner.encode = lambda *_: b'[\"missing\"]'"
    ),
    "a pickle in an answer's place": (
        "import pickle\nfrom trilateral.grading.sandbox import learner\n"
        "class Run:\n    def __reduce__(self): return (print, ('8',))\n"
        "learner.encode = lambda *_: pickle.dumps(Run())"
    ),
    "no check reached": "import os\nos._exit(0)",
    "a clean exit": "import sys\nsys.exit(0)",
    "the end announced": (
        "import json, os, struct\nhead = json.dumps({'done': True}).encode()\n"
        "os.write(3, struct.pack('>II', len(head), 0) + head)"
    ),
    "the files of the course": (
        "open(COURSE + '/graded/journal.jsonl', 'a').write('{\"points\": 8}')"
    ),
}
BITES = {
    "pandas' comparisons always equal": "pd.DataFrame({'a': [1]}).equals(2)",
    "builtins always true": "all([False])",
    "the course's comparisons always equal": "compare.number(1, 2) is True",
    "the marking replaced": "check().note == 'forged'",
    "the decorator replaced": "check() == 'forged'",
    "the weights of checks replaced": "check().reasons[0] == 'forged'",
    "an import hook": "__import__('trilateral.tasks', fromlist=['x']).any_name() is True",
    "assertions that never fail": "AssertionError() is None",
    "what the process hands over replaced": "learner.encode(1) == b'[\"missing\"]'",
    "a pickle in an answer's place": "learner.encode(1) == pickle.dumps(Run())",
}
"""What shows, in the submission's own process, that a try has replaced what it names."""
EQUAL = "    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n"
VALUES = {
    "a text equal to everything": {
        "word": f"class T(str):\n{EQUAL}    __hash__ = str.__hash__\nword = T('x')"
    },
    "an object equal to everything": {
        "total": f"class T:\n{EQUAL}    __hash__ = None\ntotal = T()",
    },
    "a number equal to everything": {
        "total": f"class T(int):\n{EQUAL}    __hash__ = int.__hash__\ntotal = T(41)"
    },
    "a table equal to everything": {
        "counts": (
            "class T(pd.DataFrame):\n    def equals(self, other): return True\n"
            + EQUAL
            + "counts = T({'year': [1], 'n': [1]})"
        )
    },
    "a table with lying types": {
        "counts": "counts = pd.DataFrame({'year': ['2024', '2025'], 'n': ['3', '4']})\n"
        "type(counts).dtypes = property(lambda self: pd.Series(['int64', 'int64']))"
    },
    "a function that returns what is equal to everything": {
        "rate": f"class T(float):\n{EQUAL}    __hash__ = float.__hash__\nrate = lambda *_: T(0)"
    },
    "not a number": {"total": "total = float('nan')"},
    "ten million rows": {
        "counts": "import numpy as np\ncounts = pd.DataFrame({'n': np.zeros(10**7, dtype='int8')})"
    },
    "nested deeply": {"total": "total = []\nfor _ in range(10**5): total = [total]"},
}


@pytest.mark.parametrize("code", TRIES.values(), ids=TRIES.keys())
def test_when_code_tries_to_change_its_mark_then_it_earns_no_more(
    classroom: Classroom, code: str
) -> None:
    code = code.replace("COURSE", repr(str(classroom.course.folder)))
    graded = classroom.grade(submission(WRONG, first=code))
    assert graded.points <= HONEST
    assert graded.possible == 8


@pytest.mark.parametrize("name", BITES)
def test_when_code_replaces_what_marks_then_it_does_so_in_its_own_process_alone(
    classroom: Classroom, name: str
) -> None:
    notebook = submission(WRONG, first=TRIES[name])
    notebook.cells.append(new_code_cell(f"print('bites' if {BITES[name]} else 'does nothing')"))
    graded = classroom.grade(notebook)
    assert any('"bites' in text for text in classroom.shown(graded))
    assert graded.points <= HONEST


@pytest.mark.parametrize("answers", VALUES.values(), ids=VALUES.keys())
def test_when_an_answer_tries_to_change_its_mark_then_it_earns_no_more(
    classroom: Classroom, answers: dict[str, str]
) -> None:
    graded = classroom.grade(submission({**WRONG, **answers}))
    assert graded.points <= HONEST
    assert not graded.unsettled
    assert not graded.incidents


def test_when_the_notebook_itself_is_forged_then_it_earns_no_more(classroom: Classroom) -> None:
    notebook = submission(WRONG)
    for cell in notebook.cells:
        marks = cell.metadata.nbgrader
        if marks.grade:
            marks.points = 1000
            cell.source = "8"
            cell.outputs = [
                new_output("execute_result", {"text/plain": "1000", MIME: {"points": 9}})
            ]
    notebook.metadata["trilateral"] = {"tasks": [{"id": "gift", "points": 99, "kind": "automatic"}]}
    graded = classroom.grade(json.dumps(notebook).encode())
    assert graded.points == HONEST
    assert graded.possible == 8

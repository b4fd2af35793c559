"""An answer that no honest process sends costs its task, and is never an error in grading."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.grading import small_course
from tests.grading.small_course import submission, submit
from trilateral.cli import app
from trilateral.grading.sandbox.answers import RefusedError, decode
from trilateral.grading.sandbox.answers.bounds import DTYPES

if TYPE_CHECKING:
    from pathlib import Path

ZONES = {
    "a file": "dateutil//etc/passwd",
    "a folder": "dateutil//etc",
    "a folder of zones": "Asia",
    "no zone": "Nowhere/At_All",
    "out of the zones": "../../../etc/passwd",
}


def column(zone: str) -> list[object]:
    return ["series", None, ["range", None, [0, 1, 1]], [f"datetime64[ns, {zone}]", ["2025-01-01"]]]


MADE_UP: dict[str, object] = {
    **{name: column(zone) for name, zone in ZONES.items()},
    "digits": ["set", [10**400]],
    "no tag": [],
    "a tag that is a list": [["list"], 1],
    "a table of nothing": ["table", 1, 2, 3],
    "a time out of bounds": ["timedelta", "9" * 300],
    "no level": ["series", None, ["index", [], []], ["object", []]],
}
SEND = "from trilateral.grading.sandbox import learner\nlearner.encode = lambda *_: {!r}"


@pytest.mark.parametrize("answer", MADE_UP.values(), ids=MADE_UP)
def test_when_an_answer_is_made_up_then_it_is_read_as_values_or_refused(answer: object) -> None:
    try:
        decode(json.dumps(answer).encode(), lambda number, name: (number, name))
    except RefusedError:
        return


def test_when_a_number_has_more_digits_than_may_cross_then_it_is_refused() -> None:
    for number in (10**400, -(10**400)):
        with pytest.raises(RefusedError):
            decode(json.dumps(number).encode(), lambda *_: None)


@pytest.mark.parametrize(
    ("zone", "named"),
    [
        ("UTC", True),
        ("Europe/Berlin", True),
        ("America/Argentina/Buenos_Aires", True),
        ("America/Port-au-Prince", True),
        ("Etc/GMT+5", True),
        ("UTC+01:00", True),
        *((zone, False) for zone in ZONES.values() if zone[0].islower() or "." in zone),
        ("tzlocal()", False),
        ("/etc/localtime", False),
        ("Europe/../../../etc", False),
    ],
)
def test_when_a_column_has_a_zone_then_only_a_name_crosses(zone: str, *, named: bool) -> None:
    assert bool(DTYPES.fullmatch(f"datetime64[ns, {zone}]")) is named


def test_when_answers_are_made_up_then_no_mark_is_an_error_in_grading(tmp_path: Path) -> None:
    place = small_course.write_course(tmp_path)
    for number, answer in enumerate(MADE_UP.values()):
        code = SEND.format(json.dumps(answer).encode())
        submit(place / "submitted", f"l{number}", submission(first=code))
    done = CliRunner().invoke(app, ["grade", str(place / "submitted"), "--workers", "1"])
    assert done.exit_code == 0, done.output
    assert "error in grading" not in done.stdout
    assert done.stdout.count(" of 8  ps  l") == len(MADE_UP)

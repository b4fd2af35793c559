"""Times that somebody else wrote beside a submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.grading.classroom import NAME, course, written
from trilateral.cli import app
from trilateral.grading.intake import receipts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "time",
    [
        "0001-01-01 00:00:00+23:59",
        "9999-12-31 23:59:59-23:59",
        "9" * 5000,
        "2026-03-01 10:00:00 ../../etc/passwd",
        "2026-03-01 10:00:00 /etc/passwd",
    ],
)
def test_when_a_time_is_none_then_the_file_is_collected_without_one(
    tmp_path: Path, time: str
) -> None:
    place = course(tmp_path)
    file = place / "in" / "ada" / NAME / f"{NAME}.ipynb"
    file.parent.mkdir(parents=True)
    file.write_bytes(written())
    file.with_name(receipts.TIME).write_text(time)
    words = ["collect", str(place / "in"), "--to", str(place / "submitted")]
    done = CliRunner().invoke(app, words)
    assert (done.exit_code, done.exception) == (0, None), done.output
    receipt = receipts.read(place / "submitted" / "ada" / NAME)
    assert receipt
    assert receipt.time is None

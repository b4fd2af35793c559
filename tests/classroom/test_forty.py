"""Forty students through the whole of lesson 03, with the server killed in the middle."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.classroom.phones import Served, alive, run, whole_class
from trilateral.classroom.keeping import started
from trilateral.classroom.network import free_port
from trilateral.classroom.preparing import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 40
MEGABYTES = 150
SECONDS = 20
FLOOD = Path(__file__).with_name("flood.py")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Return the server of lesson 03."""
    served = Served(started(tmp_path, prepare("03"), free_port()))
    served.start()
    yield served
    if served.process and served.process.poll() is None:
        served.kill()


@pytest.mark.skipif(not alive(), reason="needs /proc")
def test_when_forty_go_through_lesson_03_and_the_server_is_killed_then_nothing_is_lost(
    served: Served,
) -> None:
    room = run(whole_class(served, COUNT, killed_at=("silence", "second")))

    plan = served.kept.script
    stages = [(step.id, stage) for step in plan.steps for stage in step.stages]
    assert set(stages) - {("join", "open")} - {(s, "ready") for s, _ in stages} <= set(room.visited)
    refused = [reply for phone in room.phones for reply in phone.replies if not reply["taken"]]
    assert refused == []
    assert served.peak() < MEGABYTES

    state, unread = served.kept.read()
    assert unread == 0
    assert len(state.seats) == COUNT
    assert {slot: len(given) for slot, given in state.answers.items()} == dict.fromkeys(
        state.answers, COUNT
    )
    questions = sum(2 if step.kind == "vote" else len(step.questions) for step in plan.steps)
    assert len(state.answers) == questions

    said, notes = served.interrupt()
    assert "Resuming" in notes
    assert "--close" in said


@pytest.mark.matrix
@pytest.mark.skipif(not alive(), reason="needs /proc")
def test_when_one_floods_for_twenty_seconds_then_the_class_goes_on_and_nothing_is_lost(
    served: Served,
) -> None:
    served.wait()
    command = [sys.executable, str(FLOOD), str(served.kept.desk.port), str(SECONDS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as flood:
        room = run(whole_class(served, COUNT))
        tried, made = map(int, flood.communicate()[0].split())
    print(f"{tried} requests, {made} connections; latencies {sorted(room.latencies)}")  # noqa: T201
    assert tried > 1000 * SECONDS  # of 5,000 a second, as far as the machine can
    assert served.peak() < MEGABYTES
    assert len(served.kept.read()[0].seats) == COUNT
    assert all(reply["taken"] for phone in room.phones for reply in phone.replies)


@pytest.mark.skipif(not alive(), reason="needs /proc")
def test_when_it_is_closed_from_the_command_line_then_counts_remain(tmp_path: Path) -> None:
    from typer.testing import CliRunner  # noqa: PLC0415 -- of this test alone

    from tests.classroom.samples import CLASS  # noqa: PLC0415 -- as above
    from trilateral.cli import app  # noqa: PLC0415 -- as above

    kept = started(tmp_path, CLASS, free_port())
    kept.journal.append([])
    runner = CliRunner()
    result = runner.invoke(app, ["class", "03", "--folder", str(tmp_path), "--close"])
    assert result.exit_code == 0, result.output
    assert json.loads(kept.remains.read_text(encoding="utf-8"))["kept"] == "counts"
    assert list(tmp_path.iterdir()) == [kept.remains]
    again = runner.invoke(app, ["class", "03", "--folder", str(tmp_path), "--close"])
    assert "has no open class of lesson 03" in again.output

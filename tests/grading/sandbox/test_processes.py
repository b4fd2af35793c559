"""No request to a warm process waits for ever."""

from __future__ import annotations

import socket

import pytest

from trilateral.grading.sandbox import processes
from trilateral.grading.sandbox.processes import Forker, ForkError


def test_when_a_warm_process_does_not_answer_then_it_is_taken_for_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "_STARTUP", 0.1)
    mine, theirs = socket.socketpair()
    with mine, theirs, pytest.raises(ForkError):
        Forker(mine).end(1)

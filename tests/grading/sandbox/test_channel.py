"""A message is sent or read in time, or said not to be."""

from __future__ import annotations

import os
import socket
import struct
import threading
import time
from typing import TYPE_CHECKING

import pytest

from trilateral.grading.sandbox.channel import (
    HEADER,
    PAYLOAD,
    Channel,
    ClockError,
    ClosedError,
    ProtocolError,
    until,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def ends() -> Iterator[tuple[Channel, Channel]]:
    """Return the grader's end, which never blocks, and the other one, which does."""
    files = [end.detach() for end in socket.socketpair()]
    os.set_blocking(files[0], False)
    both = Channel(files[0]), Channel(files[1])
    yield both
    for one in both:
        one.close()


def soon() -> float:
    return time.monotonic() + 0.05


def test_when_a_message_is_sent_then_it_arrives(ends: tuple[Channel, Channel]) -> None:
    mine, theirs = ends
    theirs.send({"a": 1}, b"body")
    assert mine.receive(until(soon())) == ({"a": 1}, b"body")


def test_when_a_message_is_larger_than_a_pipe_then_it_arrives_whole(
    ends: tuple[Channel, Channel],
) -> None:
    mine, theirs = ends
    body = os.urandom(PAYLOAD)
    reader = threading.Thread(target=lambda: theirs.send({}, theirs.receive()[1]))
    reader.start()
    mine.send({}, body, until(time.monotonic() + 60))
    assert mine.receive(until(time.monotonic() + 60)) == ({}, body)
    reader.join()


def test_when_nobody_reads_then_sending_ends_in_time(ends: tuple[Channel, Channel]) -> None:
    with pytest.raises(ClockError):
        ends[0].send({}, bytes(PAYLOAD), until(soon()))


@pytest.mark.parametrize("start", [b"", b"\0", struct.pack(">II", 2, 0), b"\0\0\0\2\0\0\0\1{}"])
def test_when_a_message_does_not_continue_then_reading_ends_in_time(
    ends: tuple[Channel, Channel], start: bytes
) -> None:
    mine, theirs = ends
    os.write(theirs.file, start)
    with pytest.raises(ClockError):
        mine.receive(until(soon()))


WRONG = {
    "a header too long": struct.pack(">II", HEADER + 1, 0),
    "a body too long": struct.pack(">II", 2, PAYLOAD + 1),
    "no JSON": struct.pack(">II", 2, 0) + b"{]",
    "no text": struct.pack(">II", 2, 0) + b"\xff\xff",
    "a list": struct.pack(">II", 2, 0) + b"[]",
    "brackets": struct.pack(">II", HEADER, 0) + b"[" * HEADER,
}


@pytest.mark.parametrize("sent", WRONG.values(), ids=WRONG.keys())
def test_when_what_comes_is_not_a_message_then_it_says_so(
    ends: tuple[Channel, Channel], sent: bytes
) -> None:
    mine, theirs = ends
    os.write(theirs.file, sent)
    with pytest.raises(ProtocolError):
        mine.receive(until(soon()))


def test_when_more_comes_than_is_read_then_it_is_said_so(ends: tuple[Channel, Channel]) -> None:
    mine, theirs = ends
    mine.quota = 100
    for _ in range(2):
        theirs.send({}, bytes(60))
    mine.receive(until(soon()))
    with pytest.raises(ProtocolError):
        mine.receive(until(soon()))


def test_when_the_other_side_is_gone_then_it_is_said_so(ends: tuple[Channel, Channel]) -> None:
    mine, theirs = ends
    theirs.close()
    with pytest.raises(ClosedError):
        mine.receive(until(soon()))
    with pytest.raises(ClosedError):
        mine.send({}, b"x", until(soon()))

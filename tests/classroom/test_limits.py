"""Buckets: a burst, then a steady rate, and nobody is shut out for long."""

from __future__ import annotations

from trilateral.classroom.limits import Buckets, Limits, Rate


class Clock:
    """Seconds that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_when_somebody_asks_too_fast_then_they_wait_and_others_do_not() -> None:
    clock = Clock()
    buckets = Buckets(Rate(10, 3), clock)
    assert [buckets.wait("a") for _ in range(3)] == [0, 0, 0]
    assert buckets.wait("a") == 0.1
    assert buckets.wait("b") == 0
    clock.now = 10.0
    assert buckets.wait("a") == 0


def test_when_somebody_floods_then_the_wait_has_an_end() -> None:
    clock = Clock()
    buckets = Buckets(Rate(10, 3, debt=2), clock)
    assert max(buckets.wait("a") for _ in range(10_000)) == 2
    clock.now = 3.0
    assert buckets.wait("a") == 0


def test_when_many_addresses_ask_then_memory_stays_bounded() -> None:
    buckets = Buckets(Rate(10, 3))
    for number in range(10_000):
        buckets.wait(str(number))
    assert len(buckets._levels) <= 4096  # noqa: SLF001 -- what is bounded


def test_when_a_proxy_on_this_machine_asks_for_everybody_then_it_has_more_room() -> None:
    limits = Limits()
    assert all(not limits.wait("127.0.0.1") for _ in range(900))
    assert any(limits.wait("192.0.2.9") for _ in range(900))

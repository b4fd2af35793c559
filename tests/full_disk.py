"""A disk that is full, for this process alone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def no_more_than(size: int) -> Iterator[None]:
    """Let no file grow over `size` bytes: a write then stops half-way."""
    resource = pytest.importorskip("resource", reason="Windows has no limit to set")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

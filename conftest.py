"""Settings of every test run, notebooks included: nothing of the learner's, nothing left behind."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

# nbval starts its kernels while it collects a notebook's first test, before any fixture would run,
# and hands them this process's environment.
_EMPTY = tempfile.TemporaryDirectory(prefix="trilateral-tests-")
os.environ["TRILATERAL_STATE"] = f"{_EMPTY.name}/state"
os.environ["IPYTHONDIR"] = f"{_EMPTY.name}/ipython"


@pytest.hookimpl(wrapper=True)
def pytest_unconfigure() -> Iterator[None]:
    """Remove the empty home, in each worker its own."""
    yield
    _EMPTY.cleanup()

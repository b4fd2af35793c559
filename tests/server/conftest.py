"""A Jupyter server for the tests of its extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.server.jupyter import Jupyter

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jupyter]:
    """Start one server for all tests."""
    server = Jupyter(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("course"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(started: Jupyter) -> Jupyter:
    """Give the server, with no records yet."""
    (started.records / "responses.jsonl").unlink(missing_ok=True)
    if started.process is None:
        started.start()
    return started

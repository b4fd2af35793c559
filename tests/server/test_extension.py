"""The server extension's addresses: who may ask, and what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.server.jupyter import Jupyter

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS = "/learner/anna/trilateral/records"
STATEMENT = {"id": "a", "verb": {"id": "v"}, "object": {"id": "o"}}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Jupyter]:
    """Start a server under a prefix, as a hub does."""
    server = Jupyter(
        tmp_path_factory.mktemp("home"),
        tmp_path_factory.mktemp("course"),
        options=("--ServerApp.base_url=/learner/anna/",),
        base="/learner/anna",
    )
    server.start()
    yield server
    server.kill()


def test_when_a_hub_has_a_prefix_then_records_are_kept_and_told_under_it(hub: Jupyter) -> None:
    status, answer = hub.ask(ADDRESS, {"statements": [STATEMENT, {"id": "no statement"}]})
    assert (status, answer) == (200, {"refused": ["no statement"]})
    status, answer = hub.ask(ADDRESS)
    assert status == 200
    assert [each["id"] for each in answer["statements"]] == ["a"]
    assert answer["learner"]
    status, answer = hub.ask(f"{ADDRESS}?cursor={answer['cursor']}")
    assert answer["statements"] == []


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_when_a_request_has_no_token_then_it_is_refused(hub: Jupyter, method: str) -> None:
    body = None if method in {"GET", "DELETE"} else {"statements": [STATEMENT]}
    assert hub.ask(ADDRESS, body, method, token="another")[0] == 403  # noqa: S106 -- a wrong one


@pytest.mark.parametrize(
    "body", [[], 5, {}, {"statements": "a"}, {"statements": [STATEMENT] * 501}]
)
def test_when_no_list_is_sent_then_the_answer_says_what_to_send(hub: Jupyter, body: object) -> None:
    for method in ("POST", "PUT"):
        status, answer = hub.ask(ADDRESS, body, method)
        assert status == 400
        assert b"Send a list of at most 500 statements." in answer

"""One envelope for whatever a learner does: opinions, hints, and what the page sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from trilateral.records import HOME, Opinions, RecordStore, statement
from trilateral.records.exchange import merge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def opinion(store: RecordStore) -> None:
    Opinions("confidence", "before", store).keep({"access": "50"})


def sent(store: RecordStore) -> None:
    merge(store, [{"id": "a", "verb": {"id": "v"}, "object": {"id": "o"}, "actor": "somebody"}])


def own(store: RecordStore) -> None:
    store.add(statement(store.learner, "hinted", "task/share"))


@pytest.mark.parametrize("keep", [opinion, sent, own])
def test_when_a_statement_is_kept_then_it_is_the_learners_own(
    tmp_path: Path, keep: Callable[[RecordStore], None]
) -> None:
    store = RecordStore(tmp_path)
    keep(store)
    (kept,) = RecordStore(tmp_path).statements()
    account = {"homePage": f"{HOME}/learner", "name": store.learner}
    assert kept["actor"] == {"objectType": "Agent", "account": account}


def test_when_a_statement_is_made_then_it_says_who_did_what_and_when() -> None:
    made: dict[str, Any] = statement("p", "hinted", "task/share", context={"a": 1})
    assert made["verb"] == {"id": f"{HOME}/verb/hinted", "display": {"en-US": "hinted"}}
    assert made["object"] == {"objectType": "Activity", "id": f"{HOME}/task/share"}
    assert made["context"] == {"a": 1}
    assert set(made) == {"id", "timestamp", "version", "actor", "verb", "object", "context"}

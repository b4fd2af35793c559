"""What a page sends is kept once each and in order, whatever it is and however often it comes."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from typing import TYPE_CHECKING, Any

import filelock
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.full_disk import no_more_than
from trilateral.journal import line
from trilateral.records import Opinions, RecordStore
from trilateral.records.exchange import LONGEST, MOST, insert, merge, news
from trilateral.records.weaving import woven

if TYPE_CHECKING:
    from pathlib import Path


def statement(name: str, **more: object) -> dict[str, Any]:
    return {"id": name, "verb": {"id": "v"}, "object": {"id": "o"}, **more}


def written(folder: Path) -> list[str]:
    lines = (folder / "responses.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


_IDS = st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=2), max_size=12)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(st.tuples(st.integers(0, 2), _IDS), max_size=8))
def test_when_servers_are_sent_overlapping_lists_then_each_statement_is_kept_once_in_order(
    tmp_path_factory: pytest.TempPathFactory, batches: list[tuple[int, list[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("records")
    servers = [RecordStore(folder) for _ in range(3)]
    for server, ids in batches:
        assert merge(servers[server], [statement(name) for name in ids]) == []
    firsts = list(dict.fromkeys(name for _, ids in batches for name in ids))
    if firsts:
        assert written(folder) == firsts
    for journal in servers:
        assert [each["id"] for each in journal.statements()] == firsts


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(sent=st.lists(_JSON | st.builds(statement, st.text(), result=_JSON), max_size=6))
def test_when_anything_is_sent_then_what_is_sound_is_kept_and_the_rest_is_named(
    tmp_path_factory: pytest.TempPathFactory, sent: list[Any]
) -> None:
    journal = RecordStore(tmp_path_factory.mktemp("records"))
    refused = merge(journal, sent)
    kept = [each["id"] for each in journal.statements()]
    named = [each for each in sent if isinstance(each, dict) and isinstance(each.get("id"), str)]
    assert set(kept) | set(refused) >= {each["id"] for each in named}
    assert [each["id"] for each in RecordStore(journal.folder).statements()] == [
        json.loads(json.dumps(name)) for name in kept
    ]


@pytest.mark.parametrize(
    "unsound",
    [
        {"id": "x"},
        {"id": 5, "verb": {}, "object": {}},
        statement("x", result={"score": float("nan")}),
        statement("x", result={"response": "a" * LONGEST}),
        statement("x", verb="said"),
    ],
)
def test_when_one_statement_is_unsound_then_it_is_named_and_the_others_are_kept(
    tmp_path: Path, unsound: dict[str, Any]
) -> None:
    journal = RecordStore(tmp_path)
    refused = merge(journal, [statement("before"), unsound, statement("after")])
    assert refused == [str(unsound["id"])]
    assert written(tmp_path) == ["before", "after"]


def test_when_a_field_ends_in_half_an_emoji_then_the_statement_is_kept(tmp_path: Path) -> None:
    assert merge(RecordStore(tmp_path), [statement("a", result={"response": "so \ud83d"})]) == []
    assert b'"so \\ud83d"' in (tmp_path / "responses.jsonl").read_bytes()
    assert RecordStore(tmp_path).statements()[0]["result"]["response"] == "so \ud83d"
    assert "so \\ud83d" in json.dumps(news(RecordStore(tmp_path)))


HOSTILE = {
    "a number of 5,000 digits": f'"n": {"9" * 5000}',
    "a number of 4,000 digits": f'"n": {"9" * 4000}',
    "more than a page reads exactly": '"n": 9007199254740993',
    "an endless number": '"n": 1e999',
    "no number": '"n": NaN',
    "an infinity": '"n": -Infinity',
    "nested deeply": '"n": ' + 900 * "[" + 900 * "]",
}


@pytest.mark.parametrize("more", HOSTILE.values(), ids=HOSTILE)
def test_when_a_line_holds_what_no_page_can_read_then_the_rest_reaches_the_page(
    tmp_path: Path, more: str
) -> None:
    journal = RecordStore(tmp_path)
    merge(journal, [statement("before")])
    with journal.path.open("a", encoding="utf-8") as file:
        file.write(f'{{"id": "x", "verb": {{}}, "object": {{}}, {more}}}\n')
    merge(journal, [statement("after")])
    for known in (journal, RecordStore(tmp_path)):
        page = json.loads(json.dumps(news(known), allow_nan=False))
        assert [each["id"] for each in page["statements"]] == ["before", "after"]


def test_when_a_page_sends_a_number_that_it_could_not_read_then_it_is_named(tmp_path: Path) -> None:
    journal = RecordStore(tmp_path)
    assert merge(journal, [statement("x", n=2**60), statement("y", n=2**53)]) == ["x"]
    assert [each["id"] for each in RecordStore(tmp_path).statements()] == ["y"]


def test_when_a_cursor_is_endless_then_it_counts_for_none(tmp_path: Path) -> None:
    journal = RecordStore(tmp_path)
    merge(journal, [statement("a")])
    assert len(news(journal, f"{journal.edition}-{'9' * 5000}")["statements"]) == 1


@pytest.mark.parametrize("sent", [None, {}, "a", [statement(str(n)) for n in range(MOST + 1)]])
def test_when_no_list_or_too_long_a_one_is_sent_then_nothing_is_kept(
    tmp_path: Path, sent: object
) -> None:
    with pytest.raises(ValueError, match="at most 500"):
        merge(RecordStore(tmp_path), sent)
    assert RecordStore(tmp_path).statements() == []


def test_when_a_statement_is_kept_then_it_is_the_learners_whatever_it_says(tmp_path: Path) -> None:
    journal = RecordStore(tmp_path)
    merge(journal, [statement("a", actor={"account": {"name": "somebody else"}})])
    assert journal.statements()[0]["actor"]["account"]["name"] == journal.learner


def _send(folder: Path, numbers: list[int]) -> None:
    journal = RecordStore(folder)
    for start in range(0, len(numbers), 20):
        merge(journal, [statement(str(number)) for number in numbers[start : start + 20]])


def test_when_processes_send_the_same_at_once_then_each_statement_is_written_once(
    tmp_path: Path,
) -> None:
    context = multiprocessing.get_context("spawn")
    arguments = (tmp_path, list(range(400)))
    senders = [context.Process(target=_send, args=arguments) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(120)
        assert sender.exitcode == 0
    assert written(tmp_path) == [str(number) for number in range(400)]


def test_when_somebody_holds_the_lock_for_too_long_then_nothing_is_written_without_it(
    tmp_path: Path,
) -> None:
    journal = RecordStore(tmp_path)
    with filelock.FileLock(tmp_path / "responses.lock"), pytest.raises(OSError, match="another"):
        merge(journal, [statement("a")])
    assert journal.statements() == []
    assert merge(journal, [statement("a")]) == []
    assert written(tmp_path) == ["a"]


@pytest.mark.parametrize("room", [0, 10, 400])
def test_when_the_disk_is_full_then_all_of_a_list_is_kept_later_or_none(
    tmp_path: Path, room: int
) -> None:
    journal = RecordStore(tmp_path)
    merge(journal, [statement("first")])
    size = journal.path.stat().st_size
    more = [statement(str(number)) for number in range(5)]
    with no_more_than(size + room), pytest.raises(OSError, match=r"space|large"):
        merge(journal, more)
    assert journal.path.stat().st_size == size
    assert [each["id"] for each in journal.statements()] == ["first"]
    assert merge(journal, more) == []
    assert written(tmp_path) == ["first", "0", "1", "2", "3", "4"]


def test_when_a_page_asks_again_then_it_is_told_only_what_is_new(tmp_path: Path) -> None:
    server, kernel = RecordStore(tmp_path), RecordStore(tmp_path)
    merge(server, [statement("a"), statement("b")])
    first = news(server)
    assert [each["id"] for each in first["statements"]] == ["a", "b"]
    kernel.add(statement("c"))
    second = news(server, first["cursor"])
    assert [each["id"] for each in second["statements"]] == ["c"]
    assert news(server, second["cursor"])["statements"] == []


@pytest.mark.parametrize("cursor", ["", "0", "-", "x-1", "²-²", "-1", "a" * 10_000])
def test_when_a_cursor_is_another_servers_then_everything_is_told(
    tmp_path: Path, cursor: str
) -> None:
    server = RecordStore(tmp_path)
    merge(server, [statement("a")])
    assert len(news(server, cursor)["statements"]) == 1
    assert len(news(server, f"{server.edition}-²")["statements"]) == 1


def test_when_the_learner_deletes_the_records_then_they_are_forgotten_and_new_ones_are_told(
    tmp_path: Path,
) -> None:
    server = RecordStore(tmp_path)
    merge(server, [statement("a"), statement("b")])
    cursor = news(server)["cursor"]
    server.path.unlink()
    assert news(server, cursor)["statements"] == []
    merge(server, [statement("c"), statement("d")])
    assert [each["id"] for each in news(server, cursor)["statements"]] == ["c", "d"]


def test_when_a_longer_file_takes_the_records_place_then_the_old_ones_are_forgotten(
    tmp_path: Path,
) -> None:
    server, other = RecordStore(tmp_path / "a"), RecordStore(tmp_path / "b")
    merge(server, [statement("old")])
    merge(other, [statement("new-1"), statement("new-2")])
    cursor = news(server)["cursor"]
    other.path.replace(server.path)
    assert [each["id"] for each in news(server, cursor)["statements"]] == ["new-1", "new-2"]


@pytest.mark.skipif(os.name == "nt", reason="a directory in the file's place is a POSIX trick")
def test_when_the_records_cannot_be_read_then_the_page_is_not_told_there_are_none(
    tmp_path: Path,
) -> None:
    (tmp_path / "responses.jsonl").mkdir()
    with pytest.raises(IsADirectoryError):
        news(RecordStore(tmp_path))


def moment(name: str, time: str | None) -> dict[str, Any]:
    return {**statement(name), "timestamp": time}


def ids(store: RecordStore) -> list[str]:
    return [each["id"] for each in store.statements()]


def test_when_records_are_brought_then_each_is_kept_once_where_its_time_belongs(
    tmp_path: Path,
) -> None:
    server, kernel = RecordStore(tmp_path), RecordStore(tmp_path)
    merge(server, [moment("b", "2026-02-01T00:00:00Z"), moment("d", "2026-04-01T00:00:00Z")])
    cursor = news(server)["cursor"]
    assert ids(kernel) == ["b", "d"]
    old = [
        moment("a", "2026-01-01T09:00:00+09:00"),
        moment("c", "2026-03-01T00:00:00.000Z"),
        moment("d", "2026-04-01T00:00:00Z"),
        moment("e", "2026-05-01T00:00:00"),
    ]
    for _ in range(2):
        assert insert(server, old) == []
        assert ids(server) == ids(kernel) == ids(RecordStore(tmp_path)) == list("abcde")
    told = news(server, cursor)
    assert told["whole"]
    assert [each["id"] for each in told["statements"]] == list("abcde")
    assert {each["actor"]["account"]["name"] for each in told["statements"]} == {server.learner}
    assert not news(server, told["cursor"])["whole"]


def test_when_a_record_is_brought_after_the_first_then_others_who_read_the_file_see_it_in_place(
    tmp_path: Path,
) -> None:
    server, kernel = RecordStore(tmp_path), RecordStore(tmp_path)
    merge(server, [moment("a", "2026-01-01T00:00:00Z"), moment("c", "2026-03-01T00:00:00Z")])
    assert ids(kernel) == ["a", "c"]
    insert(server, [moment("b", "2026-02-01T00:00:00Z")])
    assert ids(kernel) == ids(server) == ["a", "b", "c"]


def test_when_an_old_opinion_is_brought_then_the_newer_one_still_counts(tmp_path: Path) -> None:
    here, there = RecordStore(tmp_path / "here"), RecordStore(tmp_path / "there")
    for store, verdict in ((there, "old"), (here, "new")):
        Opinions("verdict", "first", store).keep({"claim": verdict})
    insert(here, there.statements())
    assert Opinions("verdict", "first", here).all() == {"claim": "new"}


@given(st.lists(st.sampled_from(range(9)), max_size=8), st.lists(st.sampled_from(range(9))))
def test_when_records_are_woven_then_none_is_lost_and_each_list_keeps_its_order(
    kept: list[int], brought: list[int]
) -> None:
    def made(name: str, days: list[int]) -> list[dict[str, Any]]:
        times = [f"2026-01-{day:02}T00:00:00Z" if day else "nonsense" for day in days]
        return [moment(f"{name}{place}", time) for place, time in enumerate(times)]

    ours, theirs = made("k", kept), made("b", brought)
    content = b"".join(map(line, ours))
    found = [json.loads(each)["id"] for each in woven(content, theirs)]
    assert [name for name in found if name[0] == "k"] == [each["id"] for each in ours]
    assert [name for name in found if name[0] == "b"] == [each["id"] for each in theirs]
    if kept == sorted(kept) and brought == sorted(brought):
        days = {each["id"]: each["timestamp"] for each in [*ours, *theirs]}
        dated = [days[name] for name in found if days[name] != "nonsense"]
        assert dated == sorted(dated)


@pytest.mark.parametrize("cut", [b"", b'{"id": "cut'])
def test_when_records_are_brought_then_damaged_lines_stay_as_they_are(
    tmp_path: Path, cut: bytes
) -> None:
    server = RecordStore(tmp_path)
    merge(server, [moment("a", "2026-01-01T00:00:00Z")])
    with server.path.open("ab") as file:
        file.write(b"\xff not json\n" + cut)
    insert(server, [moment("b", "2026-02-01T00:00:00Z")])
    lines = server.path.read_bytes().splitlines()
    assert lines[1:-1] == [b"\xff not json", *filter(None, [cut])]
    assert ids(RecordStore(tmp_path)) == ["a", "b"]


def test_when_records_cannot_be_brought_then_those_there_are_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = RecordStore(tmp_path)
    merge(server, [statement("a")])
    before = server.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        insert(server, [statement("b")])
    assert server.path.read_bytes() == before
    assert ids(server) == ["a"]
    assert [path for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_when_records_are_deleted_then_nothing_of_them_is_left_but_the_pseudonym(
    tmp_path: Path,
) -> None:
    server, kernel = RecordStore(tmp_path), RecordStore(tmp_path)
    merge(server, [statement("a")])
    assert ids(kernel) == ["a"]
    cursor, learner = news(server)["cursor"], server.learner
    server.clear()
    server.clear()
    told = news(server, cursor)
    assert (told["statements"], told["whole"]) == ([], True)
    assert ids(kernel) == []
    assert {path.name for path in tmp_path.iterdir()} <= {"learner", "responses.lock"}
    assert RecordStore(tmp_path).learner == learner
    kernel.add(statement("b"))
    assert ids(server) == ["b"]

"""A class on the disk: nothing lost to a crash, and one file when it is closed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.classroom.samples import CLASS, picked
from trilateral.classroom.applying import replayed
from trilateral.classroom.errors import ClassroomError
from trilateral.classroom.events import Acted, Event, Joined, Ordered
from trilateral.classroom.keeping import Kept, damaged, started, unclosed
from trilateral.classroom.protocol import Answer, Ask, Close, Give, Go, Share, Stage
from trilateral.classroom.state import begin, hashed
from trilateral.journal import line

if TYPE_CHECKING:
    from pathlib import Path

SEAT = "amber otter"
HELD: list[Event] = [
    Joined(at=1, seat=SEAT, key=hashed("its key")),
    Ordered(at=2, order=Go(do="go", to="vote")),
    Ordered(at=3, order=Stage(do="stage", step="vote", to="first")),
    Acted(
        at=4,
        seat=SEAT,
        act=Give(n=1, step="vote", do="answer", round="first", answer=picked("b")),
    ),
    Ordered(at=5, order=Go(do="go", to="words")),
    Ordered(at=6, order=Stage(do="stage", step="words", to="open")),
    Acted(
        at=7, seat=SEAT, act=Give(n=2, step="words", do="answer", answer=Answer(text="my secret"))
    ),
]
AGREED: list[Event] = [
    Ordered(at=8, order=Ask(do="ask")),
    Acted(at=9, seat=SEAT, act=Share(n=3, do="share", yes=True)),
]
CLOSED = Ordered(at=10, order=Close(do="close"))


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Return a class with one seat that has voted and written."""
    kept = started(tmp_path / "classes", CLASS, 8765)
    kept.journal.append([line(each.model_dump(mode="json", exclude_none=True)) for each in HELD])
    return kept


def test_when_a_class_is_read_again_then_nothing_is_lost(kept: Kept, tmp_path: Path) -> None:
    (again,) = unclosed(tmp_path / "classes", "03")
    assert again == kept
    assert again.read() == (replayed(begin(CLASS, kept.desk.began), HELD), 0)


def test_when_a_crash_cut_the_last_line_then_the_rest_is_read(kept: Kept) -> None:
    before, _ = kept.read()
    with kept.journal.path.open("ab") as file:
        file.write(b'{"at":8,"event":"act')
    assert kept.read() == (before, 0)
    with kept.held():
        kept.journal.append([line(AGREED[0].model_dump(mode="json"))])
    assert kept.read()[0].asked


def test_when_a_line_is_damaged_then_it_is_counted_and_the_others_are_read(kept: Kept) -> None:
    before, _ = kept.read()
    kept.journal.append([b"not JSON\n", b'{"event":"joined"}\n'])
    assert kept.read() == (before, 2)


def test_when_a_second_server_wants_the_class_then_it_is_refused(kept: Kept) -> None:
    with kept.held(), pytest.raises(ClassroomError, match="open already"), kept.held():
        pass


def test_when_a_class_is_on_the_disk_then_only_this_account_reads_it(kept: Kept) -> None:
    assert kept.folder.stat().st_mode & 0o077 == 0
    for path in kept.folder.iterdir():
        assert path.suffix == ".lock" or path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("agreed", "what"), [([], "counts"), (AGREED, "seats")])
def test_when_a_class_is_closed_then_one_file_remains_and_holds_what_was_agreed(
    kept: Kept, agreed: list[Event], what: str
) -> None:
    state = replayed(kept.read()[0], [*agreed, CLOSED])
    with kept.held():
        path = kept.finish(state)
    assert list(kept.folder.parent.iterdir()) == [path]
    text = path.read_text(encoding="utf-8")
    remains = json.loads(text)
    assert remains["kept"] == what
    assert ("my secret" in text) is (SEAT in text) is (what == "seats")
    vote = next(step for step in remains["steps"] if step["id"] == "vote")
    counts = {"a": 0, "b": 1, "c": 0}
    expected = {"round": "first", "item": "only", "counts": counts, "total": 1, "right": 1}
    assert vote["answers"] == [expected]


def test_when_closing_was_cut_short_then_the_next_look_removes_the_rest(kept: Kept) -> None:
    kept.remains.write_text("{}")
    assert unclosed(kept.folder.parent) == []
    assert list(kept.folder.parent.iterdir()) == [kept.remains]


@pytest.mark.parametrize("name", ["script.json", "desk.json"])
def test_when_a_class_cannot_be_opened_then_it_is_named_and_stays(kept: Kept, name: str) -> None:
    assert damaged(kept.folder.parent) == []
    (kept.folder / name).write_text("{", encoding="utf-8")
    assert unclosed(kept.folder.parent) == []
    assert damaged(kept.folder.parent) == [kept.folder]
    assert kept.journal.path.stat().st_size > 0


def test_when_a_class_is_deleted_then_nothing_remains(kept: Kept) -> None:
    kept.delete()
    assert list(kept.folder.parent.iterdir()) == []

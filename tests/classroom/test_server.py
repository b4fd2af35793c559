"""What the server answers, and to whom."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.classroom.house import House, open_house
from trilateral.classroom import hall
from trilateral.classroom.handlers import POLICY
from trilateral.classroom.keeping import again_on
from trilateral.classroom.views import Offer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VOTE = {"n": 1, "step": "vote", "do": "answer", "round": "first", "answer": {"picked": ["b"]}}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Return a class that is held."""
    with open_house(tmp_path) as opened:
        yield opened


def test_when_a_class_votes_then_the_projector_counts_and_the_key_stays_at_the_desk(
    house: House,
) -> None:
    key = house.join(1)
    house.at("vote", "first")
    assert house.ask("api/act", VOTE, key=key).json == {"taken": True, "why": ""}
    assert house.sees("screen")["step"]["answered"] == 1
    assert house.sees("phone", key)["step"]["mine"] == {"first": {"picked": ["b"]}}
    assert house.sees("desk")["step"]["key"] == ["b"]
    assert "key" not in house.sees("screen")["step"]


def test_when_a_vote_is_replayed_then_it_is_taken_each_time_and_counts_once(house: House) -> None:
    key = house.join(1)
    house.at("vote", "first")
    for _ in range(5):
        assert house.ask("api/act", VOTE, key=key).json["taken"]
    house.at("vote", "discuss")
    assert house.sees("desk")["step"]["rounds"]["first"]["total"] == 1


def test_when_a_key_joins_again_then_it_has_its_seat(house: House) -> None:
    first = house.ask("api/join", {"key": "0" * 32}).json
    assert house.ask("api/join", {"key": "0" * 32}).json == first
    assert house.ask("api/join", {"key": "1" * 32}).json != first
    assert house.sees("screen")["joined"] == 2


def test_when_a_page_has_the_newest_view_then_its_next_comes_with_the_next_change(
    house: House,
) -> None:
    tag = house.ask("api/screen").json["tag"]
    heard = []
    waiting = threading.Thread(
        target=lambda: heard.append(house.ask(f"api/screen?after={tag}").json)
    )
    waiting.start()
    house.join(1)
    waiting.join(20)
    assert heard[0]["tag"] != tag
    assert heard[0]["view"]["joined"] == 1


def test_when_a_vote_cannot_be_written_then_the_phone_is_told_and_its_next_try_counts(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = house.join(1)
    house.at("vote", "first")
    with monkeypatch.context() as full:
        full.setattr("trilateral.journal.os.write", _full)
        heard = house.ask("api/act", VOTE, key=key)
        assert heard.status == 503
        assert int(heard.headers["Retry-After"]) >= 1
    assert house.sees("screen")["step"]["answered"] == 0
    assert house.ask("api/act", VOTE, key=key).json["taken"]
    assert house.sees("screen")["step"]["answered"] == 1
    assert any("Free some disk space" in line for line in house.said)


def _full(*_: object) -> int:
    raise OSError(28, "No space left on device")


def test_when_the_server_is_stopped_and_started_then_everything_is_there(tmp_path: Path) -> None:
    with open_house(tmp_path) as house:
        key = house.join(1)
        house.at("vote", "first")
        house.ask("api/act", VOTE, key=key)
        before = house.sees("phone", key), house.sees("screen")
        kept = house.kept
    with open_house(tmp_path, kept) as again:
        assert (again.sees("phone", key), again.sees("screen")) == before
        assert again.port == kept.desk.port


def test_when_the_class_is_closed_then_pages_say_so_and_one_file_remains(house: House) -> None:
    key = house.join(1)
    assert house.desk(do="close")["taken"]
    assert house.sees("phone", key)["step"] == {
        "id": "over", "title": "The class is over", "say_html": "", "kind": "over", "kept": "counts"
    }  # fmt: skip
    assert not house.desk(do="go", to="vote")["taken"]
    assert house.kept.remains.exists()
    assert not house.kept.journal.path.exists()


def test_when_no_address_is_confirmed_then_the_class_is_on_loopback_alone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hall, "offers", lambda: (Offer(host="127.0.0.9", label="lan"),))
    assert house.sees("screen").get("address") is None
    assert house.ask("qr.svg").status == 404
    with pytest.raises(AssertionError):  # tornado listens there only when it is confirmed
        assert _reachable("127.0.0.9", house.port)
    assert "no address 192.0.2.77" in house.desk(do="listen", host="192.0.2.77")["why"]
    assert house.desk(do="listen", host="127.0.0.9")["taken"]
    assert _reachable("127.0.0.9", house.port)
    view = house.sees("screen")
    assert view["address"] == f"http://127.0.0.9:{house.port}/"
    assert house.ask(view["qr"]).body.startswith(b"<svg")


def _reachable(host: str, port: int) -> bool:
    import socket  # noqa: PLC0415 -- of this helper alone

    with socket.socket() as line:
        line.settimeout(5)
        return line.connect_ex((host, port)) == 0


@pytest.mark.parametrize(
    "address",
    ["", "desk", "screen", "front/style.css", "api/screen", "api/desk", "api/nothing", "qr.svg"],
)
def test_when_anything_is_answered_then_it_may_do_no_more_than_it_should(
    house: House, address: str
) -> None:
    headers = house.ask(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Server" not in headers
    assert "Access-Control-Allow-Origin" not in headers


def test_when_a_proxy_gives_the_address_then_the_class_lives_under_it_and_answers_to_its_name(
    tmp_path: Path,
) -> None:
    public = "https://hub.example/user/ada/proxy/8765/"
    with open_house(tmp_path, base_url="/user/ada/proxy/8765/", public=public) as house:
        asked = "user/ada/proxy/8765/api/screen"
        heard = house.ask(asked, headers={"Host": "hub.example"})
        assert heard.json["view"]["address"] == public
        assert house.ask(f"{asked[:-10]}qr.svg").status == 200
        assert house.ask("api/screen").status == 404


def test_when_a_class_was_open_to_the_room_just_now_then_a_restart_opens_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hall, "offers", lambda: (Offer(host="127.0.0.9", label="lan"),))
    with open_house(tmp_path) as house:
        house.desk(do="listen", host="127.0.0.9")
        kept = house.kept
    with open_house(tmp_path, kept) as again:
        assert again.hall.host is None  # the room alone does not: its starter asks first
        assert again_on(kept, again.hall.room.state, now=kept.heard + 60) == "127.0.0.9"
        assert again_on(kept, again.hall.room.state, now=kept.heard + 3600) is None

"""Students who mean mischief do not stop the class."""

from __future__ import annotations

import secrets
import socket
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest

from tests.classroom.house import House, open_house
from trilateral.classroom.limits import MOST_OF_ONE, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MISCHIEF, HONEST = "127.0.0.66", "127.0.0.1"
VOTE = {"n": 1, "step": "vote", "do": "answer", "round": "first", "answer": {"picked": ["b"]}}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Return one class for all, as there is one in a room."""
    with open_house(tmp_path_factory.mktemp("class")) as opened:
        yield opened


@pytest.fixture
def house(standing: House) -> House:
    """Return the class at its first vote, with full buckets for everybody."""
    standing.hall.limits = Limits(longest=0.01)  # what waits two seconds there waits less here
    standing.hall.forget_addresses()
    standing.at("vote", "first")
    return standing


def goes_on(house: House) -> bool:
    """Return whether an honest phone can join and vote."""
    before = house.sees("screen")["step"]["answered"]
    key = house.join(secrets.randbits(128), HONEST)
    taken = house.ask("api/act", VOTE, key=key).json["taken"]
    return bool(taken and house.sees("screen")["step"]["answered"] == before + 1)


def line_to(house: House, source: str = MISCHIEF) -> socket.socket:
    """Return a bare connection."""
    return socket.create_connection(("127.0.0.1", house.port), 20, source_address=(source, 0))


def answer_to(house: House, sent: bytes) -> bytes:
    """Send bytes and return what comes back until the server is done."""
    with line_to(house) as line:
        heard = b""
        with suppress(OSError):  # the server may have closed it before all was sent
            line.sendall(sent)
            if b"Connection: close" not in sent:
                line.shutdown(socket.SHUT_WR)
            while more := line.recv(65536):
                heard += more
        return heard


def test_when_one_client_sends_five_thousand_requests_at_once_then_the_others_go_on(
    house: House,
) -> None:
    request = b"GET /api/screen HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with ExitStack() as stack:
        lines = [stack.enter_context(line_to(house)) for _ in range(20)]
        for line in lines:
            line.sendall(request * 250)
        assert goes_on(house)
        answered = sum(waiting(line).count(b"HTTP/1.1 ") for line in lines)
    assert answered < 1000  # the others did not wait until the flood had passed


def waiting(line: socket.socket) -> bytes:
    """Return what has come back so far."""
    line.setblocking(False)  # noqa: FBT003 -- the socket's own
    heard = b""
    try:
        while more := line.recv(65536):
            heard += more
    except OSError:
        pass
    return heard


def test_when_one_client_holds_many_connections_then_it_gets_no_more_and_others_do(
    house: House,
) -> None:
    with ExitStack() as stack:
        lines = [stack.enter_context(line_to(house)) for _ in range(MOST_OF_ONE + 20)]
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\nX-Slow:")  # and then nothing: a slow loris
        assert goes_on(house)
        assert is_closed(lines[-1])


def is_closed(line: socket.socket) -> bool:
    """Return whether the server has closed a connection without a word."""
    try:
        return line.recv(1) == b""
    except ConnectionError:
        return True


def test_when_a_request_is_never_finished_then_its_connection_is_closed(tmp_path: Path) -> None:
    with open_house(tmp_path, idle=0.2) as house, line_to(house) as line:
        line.sendall(b"POST /api/join HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow:")
        assert is_closed(line)


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\xff\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: " + b"x" * 100_000 + b"\r\n\r\n",
        b"POST /api/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n"
        + b"x" * 999,
        b"POST /api/join HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        b"GET /api/screen HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n\r\n\x81\xff\xff",
    ],
)
def test_when_a_frame_is_malformed_then_nothing_of_the_server_is_told_and_the_class_goes_on(
    house: House, sent: bytes
) -> None:
    heard = answer_to(house, sent)
    assert b"Traceback" not in heard
    assert b"trilateral" not in heard
    assert goes_on(house)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[" * 2000,
        "null",
        '{"key": 7}',
        '{"key": "' + "0" * 31 + '"}',
        '{"key": "<script>alert(1)</script>00000"}',
        '{"key": "' + "0" * 32 + '", "seat": "desk"}',
        '{"key": "\\ud800"}',
    ],
)
def test_when_what_is_sent_cannot_be_read_then_it_is_refused(house: House, body: str) -> None:
    heard = house.ask("api/join", body)
    assert heard.status == 400
    assert set(heard.json) == {"message"}


def test_when_a_message_is_huge_then_it_is_not_read(house: House) -> None:
    key = house.join(secrets.randbits(128))
    huge = {**VOTE, "answer": {"text": "x" * 1_000_000}}
    with suppress(ConnectionError):  # it may be closed before all of it was sent
        assert house.ask("api/act", huge, key=key).status >= 400
    assert goes_on(house)


@pytest.mark.parametrize(
    "path",
    [
        "../../../../etc/passwd",
        "front/../../../pyproject.toml",
        "front/..%2f..%2fpyproject.toml",
        "front/%2e%2e/%2e%2e/data/claims.csv",
        "front/....//paths.py",
        "front//etc/passwd",
        "front/class/../../paths.py",
        "front/class/%00.js",
        "front\\..\\..\\paths.py",
        "chart/../../pyproject.toml",
        "chart/coercion.incidents_by_quarter.light.svg",
        "notebooks/quizzes/03_coercion.yaml",
        "data/claims.csv",
        "journal.jsonl",
        "script.json",
        "desk.json",
        "class/desk.json",
        "api/../desk.json",
        "//etc/passwd",
    ],
)
def test_when_a_path_leads_elsewhere_then_there_is_nothing(house: House, path: str) -> None:
    heard = answer_to(
        house, f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
    )
    assert heard.split(b" ", 2)[1] in (b"404", b"400")
    assert b"root:" not in heard


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "POST", "TRACE"])
def test_when_a_page_is_asked_in_another_way_then_it_is_refused(house: House, method: str) -> None:
    assert house.ask("api/screen", {}, method=method).status == 405


@pytest.mark.parametrize("guess", ["", "desk", "x" * 500, "0" * 32, "Ünicode"])
@pytest.mark.parametrize("address", ["api/desk", "api/order"])
def test_when_the_desk_is_asked_without_its_secret_then_it_says_nothing(
    house: House, address: str, guess: str
) -> None:
    body = {"do": "close"} if address == "api/order" else None
    headers = {"Authorization": f"Bearer {guess}".encode().decode("latin-1")}
    heard = house.ask(address, body, headers=headers)
    assert heard.status == 401
    assert not house.hall.room.state.over


def test_when_a_seats_key_is_used_at_the_desk_then_it_opens_nothing(house: House) -> None:
    key = house.join(secrets.randbits(128))
    assert house.ask("api/desk", key=key).status == 401
    assert house.ask("api/order", {"do": "close"}, key=key).status == 401


def test_when_secrets_are_guessed_then_guesses_get_slow_and_the_desk_does_not(
    house: House,
) -> None:
    statuses = [house.ask("api/desk", key=f"guess-{i}").status for i in range(8)]
    assert statuses[:3] == [401, 401, 401]
    assert statuses[-1] == 429
    assert house.ask("api/desk", key=house.kept.desk.secret).status == 200


def test_when_a_page_has_no_secret_then_no_page_or_answer_holds_the_desks(house: House) -> None:
    key = house.join(secrets.randbits(128))
    secret = house.kept.desk.secret.encode()
    for address in ("", "screen", "desk", "api/screen", "api/phone", "qr.svg"):
        assert secret not in house.ask(address, key=key).body


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "169.254.169.254"])
def test_when_a_name_elsewhere_leads_here_then_it_is_not_answered(house: House, host: str) -> None:
    assert house.ask("api/screen", headers={"Host": host}).status in (400, 421)
    assert house.ask("api/screen", headers={"Host": f"localhost:{house.port}"}).status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1.evil.example"])
def test_when_a_page_elsewhere_sends_an_act_then_it_is_refused(house: House, origin: str) -> None:
    heard = house.ask("api/join", {"key": "0" * 32}, headers={"Origin": origin})
    assert heard.status == 403
    own = {"Origin": f"http://127.0.0.1:{house.port}"}
    assert house.ask("api/join", {"key": "0" * 32}, headers=own).status == 200


def test_when_a_form_elsewhere_sends_an_act_then_its_kind_gives_it_away(house: House) -> None:
    plain = {"Content-Type": "text/plain"}
    assert house.ask("api/join", {"key": "0" * 32}, headers=plain).status == 415


def test_when_scripts_are_written_then_they_leave_as_text_in_json(house: House) -> None:
    key = house.join(secrets.randbits(128))
    house.at("words", "open")
    script = "<script>alert(1)</script>\u202e\x00"
    act = {"n": 1, "step": "words", "do": "answer", "answer": {"text": script}}
    assert house.ask("api/act", act, key=key).json["taken"]
    heard = house.ask("api/phone", key=key)
    assert heard.json["view"]["step"]["mine"] == {"text": "<script>alert(1)</script>"}
    assert heard.headers["Content-Type"] == "application/json"
    assert "<script>" not in str(house.sees("screen"))


def test_when_one_phone_acts_without_end_then_it_is_told_to_wait_and_others_are_not(
    house: House,
) -> None:
    key = house.join(secrets.randbits(128))
    heard = [house.ask("api/act", {**VOTE, "n": n}, key=key) for n in range(1, 60)]
    slowed = [each for each in heard if each.status == 429]
    assert slowed
    assert int(slowed[0].headers["Retry-After"]) >= 1
    house.desk(do="remove", seat=house.sees("phone", key)["seat"])
    assert goes_on(house)


def test_when_one_phone_takes_seat_after_seat_then_others_still_find_one(house: House) -> None:
    statuses = [
        house.ask("api/join", {"key": f"a{i:031x}"}, source=MISCHIEF).status for i in range(12)
    ]
    assert statuses == [200] * 8 + [409] * 4
    assert house.ask("api/join", {"key": "f" * 32}, source="127.0.0.67").status == 200
    assert house.ask("api/join", {"key": f"a{0:031x}"}, source=MISCHIEF).status == 200  # its own


def test_when_somebody_was_taken_out_then_the_same_phone_does_not_come_back(house: House) -> None:
    key = house.join(secrets.randbits(128))
    house.desk(do="remove", seat=house.sees("phone", key)["seat"])
    assert house.ask("api/phone", key=key).status == 409
    assert house.ask("api/join", {"key": key}).status == 409

"""What all handlers of a class's server share: the room, its limits, and where it is reached."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from trilateral.classroom.limits import Limits, is_loopback
from trilateral.classroom.network import offers, qr_svg
from trilateral.classroom.pageviews import Place
from trilateral.classroom.pictures import open_charts
from trilateral.classroom.statics import File, files
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.classroom.room import Room

LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True)
class Setting:
    """How the server is to be reached.

    Attributes
    ----------
    port
        On loopback and on the confirmed address.
    base_url
        The path that a proxy leaves before each address; begins and ends with a slash.
    public
        The students' address, where a proxy gives one; else that of the confirmed network.
    seats_per_address
        How many seats one address may take, but for this machine's own.
    idle
        Seconds that a connection may take to send its request.
    """

    port: int
    base_url: str = "/"
    public: str | None = None
    seats_per_address: int = 8
    idle: float = 20.0


class Hall:
    """What all handlers share.

    Parameters
    ----------
    room
        The class.
    setting
        How it is to be reached.

    Attributes
    ----------
    bind
        Listens on an address; returns why that cannot be, or nothing. The server sets it.
    host
        The address of the local network that it listens on, once one is confirmed.
    """

    def __init__(self, room: Room, setting: Setting) -> None:
        self.room = room
        self.setting = setting
        self.limits = Limits()
        self.secret = hashlib.sha256(room.kept.desk.secret.encode()).digest()
        self.files: dict[str, File] = files()
        self.closing = False
        self.host: str | None = None
        self.bind: Callable[[str], str] = lambda host: f"{host} cannot be used."
        self._seats: dict[str, set[str]] = {}
        self._offers = offers()

    @property
    def names(self) -> frozenset[str]:
        """The host names that the class answers to."""
        public = urlsplit(self.setting.public or "").hostname
        own = {"localhost", LOOPBACK, "::1", self.host, public}
        return frozenset(name for name in own if name)

    @property
    def address(self) -> str | None:
        """The students' address, once one is open."""
        if self.setting.public:
            return self.setting.public
        if self.host is None:
            return None
        return f"http://{self.host}:{self.setting.port}{self.setting.base_url}"

    @property
    def qr(self) -> bytes | None:
        """The students' address as a QR code."""
        return qr_svg(self.address) if self.address else None

    @property
    def place(self) -> Place:
        """What the pages are told about the room."""
        version = hashlib.sha256((self.address or "").encode()).hexdigest()[:8]
        return Place(
            address=self.address,
            qr=f"qr.svg?{version}" if self.address else None,
            offers=self._offers,
            here=self.room.here,
            folder=str(self.room.kept.folder),
        )

    def listen(self, host: str) -> str:
        """Open the class on an address of this machine; return why that cannot be, or nothing.

        Only one address of the local network is open at a time.
        """
        self._offers = offers()
        if host not in {offer.host for offer in self._offers}:
            return f"This machine has no address {host} now. Choose one that is shown."
        why = self.bind(host)
        if not why:
            self.host = host
            self.room.tell()
        return why

    def may_join(self, address: str) -> bool:
        """Return whether one more seat may be taken from an address."""
        seats = self._seats.get(address, set()) & set(self.room.state.seats)
        return is_loopback(address) or len(seats) < self.setting.seats_per_address

    def seated(self, address: str, seat: str) -> None:
        """Note where a seat was taken from."""
        self._seats.setdefault(address, set()).add(seat)

    def forget_addresses(self) -> None:
        """Let each address take its full number of seats again."""
        self._seats.clear()

    def seed(self) -> int:
        """Return the seed that groups are drawn with."""
        return secrets.randbits(32)

    def picture(self, name: str) -> bytes | None:
        """Return a chart's picture, if the class may see it now."""
        if name.rsplit(".", 2)[0] not in open_charts(self.room.state):
            return None
        path = course_dir() / "notebooks" / "quizzes" / "pictures" / name
        return path.read_bytes() if path.is_file() else None

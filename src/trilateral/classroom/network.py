"""The machine's addresses in local networks, and the QR code of the one that is chosen."""

from __future__ import annotations

import io
import ipaddress
import socket
from typing import Final

import psutil
import segno

from trilateral.classroom.views import Offer

FIRST_PORT: Final = 8765
_PORTS: Final = 50


def offers() -> tuple[Offer, ...]:
    """Return the addresses that phones in the same network can reach, private ones first."""
    hosts = [
        Offer(host=address.address, label=name)
        for name, addresses in sorted(psutil.net_if_addrs().items())
        for address in addresses
        if address.family == socket.AF_INET and _is_local(address.address)
    ]
    return tuple(sorted(hosts, key=lambda each: not ipaddress.ip_address(each.host).is_private))


def _is_local(address: str) -> bool:
    ip = ipaddress.ip_address(address)
    return not (ip.is_loopback or ip.is_link_local or ip.is_unspecified)


def free_port() -> int:
    """Return the first port from `FIRST_PORT` on that nobody uses; any, if many are used."""
    for port in (*range(FIRST_PORT, FIRST_PORT + _PORTS), 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return 0


def qr_svg(address: str) -> bytes:
    """Return an address as a QR code: black on white, with the blank margin that scanners need."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, omitsize=True
    )
    return drawn.getvalue()

"""Make pictures small: the same pixels in a third of the bytes."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_RGB: Final = 2
_RGBA: Final = 6
_OPAQUE: Final = 255
_HEADER: Final = ">IIBBBBB"
"""Width, height, bits, kind of colour, compression, filter, interlace."""


def pack(png: bytes) -> bytes:
    """Return a PNG of the same pixels, compressed for size.

    vl-convert compresses for speed, and a saved lesson holds a picture of each chart. A drawing
    has large even areas, which zlib takes best unfiltered, and no transparency. A picture that is
    not as vl-convert writes them is returned as it came.

    Notes
    -----
    PNG, third edition (W3C 2025): section 5 for the chunks, 9 for the filters, 12.7 for the
    advice not to filter drawings.
    """
    chunks = list(_chunks(png))
    width, height, *header = struct.unpack(_HEADER, dict(chunks)[b"IHDR"])
    if header != [8, _RGBA, 0, 0, 0]:
        return png
    stream = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    rows = np.frombuffer(stream, dtype=np.uint8).reshape(height, 1 + 4 * width)
    pixels = _pixels(rows, width)
    if pixels is None or (pixels[:, :, 3] != _OPAQUE).any():
        return png
    plain = np.zeros((height, 1 + 3 * width), dtype=np.uint8)
    plain[:, 1:] = pixels[:, :, :3].reshape(height, -1)
    written = [
        (b"IHDR", struct.pack(_HEADER, width, height, 8, _RGB, 0, 0, 0)),
        *(chunk for chunk in chunks if chunk[0] not in (b"IHDR", b"IDAT", b"IEND")),
        (b"IDAT", zlib.compress(plain.tobytes(), 9)),
        (b"IEND", b""),
    ]
    return _SIGNATURE + b"".join(_chunk(kind, data) for kind, data in written)


def _pixels(rows: np.ndarray, width: int) -> np.ndarray | None:
    """Return the pixels of rows filtered by "sub", each the difference to the one before it."""
    if (rows[:, 0] != 1).any():
        return None
    differences = rows[:, 1:].reshape(len(rows), width, 4)
    return np.asarray(np.cumsum(differences, axis=1, dtype=np.uint8))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        yield kind, png[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

from __future__ import annotations

import struct
import zlib

import altair as alt
import numpy as np
import pandas as pd
import vl_convert

from trilateral.charts import packing, renderer


def pixels(png: bytes) -> np.ndarray:
    """Decode rows that are unfiltered or filtered by "sub", as RGB; check every chunk's sum."""
    at, stream, header = 8, b"", (0, 0, 0, 0)
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        data = png[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", png, at + 8 + length) == (zlib.crc32(kind + data),)
        if kind == b"IHDR":
            header = struct.unpack_from(">IIBB", data)
        stream += data if kind == b"IDAT" else b""
        at += 12 + length
    width, height, _, colours = header
    channels = {2: 3, 6: 4}[colours]
    rows = np.frombuffer(zlib.decompress(stream), np.uint8).reshape(height, -1)
    decoded = np.zeros((height, width, 3), np.uint8)
    for y, row in enumerate(rows):
        values = row[1:].reshape(width, channels)
        whole = np.cumsum(values, axis=0, dtype=np.uint8) if row[0] == 1 else values
        decoded[y] = whole[:, :3]
    return decoded


def drawn() -> bytes:
    chart = alt.Chart(pd.DataFrame({"x": [1, 2, 3]})).mark_point().encode(x="x:Q")
    return bytes(vl_convert.vegalite_to_png(renderer.spec(chart), vl_version="5.20"))


def test_when_a_picture_is_packed_then_it_is_smaller_and_no_pixel_changes() -> None:
    plain = drawn()

    packed = packing.pack(plain)

    assert np.array_equal(pixels(packed), pixels(plain))
    assert len(packed) < 0.7 * len(plain)


def test_when_a_picture_is_packed_twice_then_nothing_more_happens() -> None:
    packed = packing.pack(drawn())

    assert packing.pack(packed) == packed

from __future__ import annotations

import zlib

import altair as alt
import pandas as pd
import vl_convert

from trilateral.charts import packing, renderer


def pixels(png: bytes) -> bytes:
    chunks = packing._chunks(png)  # noqa: SLF001 -- reading PNG is what is under test
    return zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))


def test_when_a_picture_is_packed_then_it_is_smaller_and_no_pixel_changes() -> None:
    chart = alt.Chart(pd.DataFrame({"x": [1, 2, 3]})).mark_point().encode(x="x:Q")
    plain = bytes(vl_convert.vegalite_to_png(renderer.spec(chart), vl_version="5.20"))

    packed = packing.pack(plain)

    assert pixels(packed) == pixels(plain)
    assert len(packed) < 0.8 * len(plain)
    assert packing.pack(packed) == packed

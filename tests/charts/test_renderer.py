"""What a chart puts into a notebook: live, still and in words, the same each time."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import pytest
import vl_convert

from trilateral.charts import chain, coercion, renderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.charts import Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


@pytest.fixture
def specification() -> dict[str, Any]:
    return dict(chain.chain().spec)


def test_when_a_chart_is_shown_then_it_comes_live_still_and_in_words(
    specification: dict[str, Any],
) -> None:
    data, metadata = renderer.bundle(specification)
    assert set(data) == {"application/vnd.vegalite.v5+json", "image/png", "text/plain"}
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == specification["description"]
    assert metadata[renderer.VEGALITE]["embed_options"]["renderer"] == "svg"
    assert metadata[renderer.VEGALITE]["embed_options"]["actions"] is False


@pytest.mark.parametrize("build", [chain.chain, coercion.incident_map, coercion.what_counts])
def test_when_a_chart_is_built_and_shown_twice_then_every_byte_is_the_same(
    build: Callable[[], Figure],
) -> None:
    first, second = (json.dumps(renderer.bundle(dict(build().spec))) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("build", [chain.chain, coercion.incident_map, coercion.places])
def test_when_a_chart_is_shown_then_it_asks_nothing_of_the_network(
    build: Callable[[], Figure],
) -> None:
    data, _ = renderer.bundle(dict(build().spec))
    live = data[renderer.VEGALITE]
    assert live["$schema"] == SCHEMA
    assert re.findall(r"(?:https?:)?//[\w.]+[^\"'\s]*", json.dumps(live)) == [SCHEMA]
    assert '"url"' not in json.dumps(live)


def test_when_a_spec_names_another_schema_then_the_bundle_names_labs(
    specification: dict[str, Any],
) -> None:
    newer = {**specification, "$schema": SCHEMA.replace("v5", "v6")}
    assert renderer.bundle(newer)[0][renderer.VEGALITE]["$schema"] == SCHEMA


def test_when_a_chart_has_a_brush_then_its_rectangles_are_silenced() -> None:
    spec = dict(coercion.incident_map().spec)
    _, metadata = renderer.bundle(spec)
    patch = metadata[renderer.VEGALITE]["embed_options"]["patch"]
    vega = vl_convert.vegalite_to_vega(spec, vl_version="5.20")
    silenced = set()
    for step in patch:
        assert (step["op"], step["value"]) == ("add", False)
        *path, last = step["path"].strip("/").split("/")
        assert last == "aria"
        node: Any = vega
        for key in path:
            node = node[int(key)] if isinstance(node, list) else node[key]
        silenced.add(node["name"])
    assert silenced == {"brush_brush", "brush_brush_bg"}


def test_when_a_chart_has_no_brush_then_nothing_is_patched(specification: dict[str, Any]) -> None:
    _, metadata = renderer.bundle(specification)
    assert metadata[renderer.VEGALITE]["embed_options"]["patch"] == []


def test_when_the_charts_are_imported_then_any_altair_chart_is_shown_this_way() -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    chart = alt.Chart(frame, description="Two bars.").mark_bar().encode(x="a:O", y="b:Q")
    data, _ = chart._repr_mimebundle_(None, None)
    assert data["text/plain"] == "Two bars."
    assert data[renderer.VEGALITE]["$schema"] == SCHEMA

"""What a chart puts into a notebook: live, still and in words, the same each time."""

from __future__ import annotations

import base64
import json
import re
import sys
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import pytest

from trilateral.charts import chain, coercion, renderer, stills
from trilateral.hosts import CHART

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.charts import Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


@pytest.fixture
def specification() -> dict[str, Any]:
    return dict(chain.chain().spec)


def test_when_a_chart_is_shown_to_a_learner_then_it_comes_live_and_in_words(
    specification: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(stills.SETTING)
    data, metadata = renderer.bundle(specification)
    assert set(data) == {"application/vnd.vegalite.v5+json", "text/plain"}
    assert data["text/plain"] == specification["description"]
    assert metadata[CHART]["embed_options"]["renderer"] == "svg"
    assert metadata[CHART]["embed_options"]["actions"] is False


def test_when_stills_are_asked_for_then_a_chart_brings_one(specification: dict[str, Any]) -> None:
    data, _ = renderer.bundle(specification)
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")


def test_when_stills_are_asked_for_and_cannot_be_drawn_then_it_says_what_is_missing(
    specification: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(stills.ExportExtraError, match="--extra export"):
        renderer.bundle(specification)


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
    live = data[CHART]
    assert live["$schema"] == SCHEMA
    assert re.findall(r"(?:https?:)?//[\w.]+[^\"'\s]*", json.dumps(live)) == [SCHEMA]
    assert '"url"' not in json.dumps(live)


def test_when_a_spec_names_another_schema_then_the_bundle_names_labs(
    specification: dict[str, Any],
) -> None:
    newer = {**specification, "$schema": SCHEMA.replace("v5", "v6")}
    assert renderer.bundle(newer)[0][CHART]["$schema"] == SCHEMA


def test_when_the_charts_are_imported_then_any_altair_chart_is_shown_this_way() -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    chart = alt.Chart(frame, description="Two bars.").mark_bar().encode(x="a:O", y="b:Q")
    data, _ = chart._repr_mimebundle_(None, None)
    assert data["text/plain"] == "Two bars."
    assert data[CHART]["$schema"] == SCHEMA

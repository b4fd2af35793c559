"""Show charts without a network: a live spec for JupyterLab, a description, a still if asked for.

Altair's own renderers load Vega from a content delivery network or name a Vega-Lite version that
JupyterLab 4 does not draw. This one emits the type that JupyterLab draws natively. The still, for
pages that do not (nbconvert, GitHub), is drawn where `stills.enabled` says so.
"""

from __future__ import annotations

import base64
from typing import Any, Final

import altair as alt

from trilateral.charts import stills
from trilateral.hosts import CHART

_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
_EMBED: Final = {
    # SVG keeps the words in the page: findable, speakable, sharp at any zoom.
    "renderer": "svg",
    # Its menu button has no name that a screen reader could speak.
    "actions": False,
}


def spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return one of the course's charts as a Vega-Lite 5 specification.

    It is not checked against the schema here: that takes half of the time, and a test does it.
    """
    return {**chart.to_dict(validate=False), "$schema": _SCHEMA}


def bundle(specification: dict[str, Any], **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return MIME bundle and metadata of a specification, as Altair expects from a renderer."""
    specification = {**specification, "$schema": _SCHEMA}
    data = {
        CHART: specification,
        "text/plain": specification.get("description", "A chart without a description."),
    }
    metadata: dict[str, Any] = {CHART: {"embed_options": _EMBED}}
    if stills.enabled():
        data["image/png"] = base64.b64encode(stills.png(specification)).decode("ascii")
        metadata["image/png"] = {"alt": data["text/plain"]}
    return data, metadata


def silence(*marks: str) -> dict[str, Any]:
    """Return the ``usermeta`` that hides marks of the drawn chart from screen readers.

    Vega gives a brush's own rectangles the role of a picture and no name. The brush has a keyboard
    twin in the chart's lists, and the sentence says what either has chosen.

    Parameters
    ----------
    marks
        Where they are in the compiled Vega specification, as JSON pointers.
    """
    patch = [{"op": "add", "path": f"{mark}/aria", "value": False} for mark in marks]
    return {"embedOptions": {"patch": patch}}


def enable() -> None:
    """Make this the renderer of every Altair chart in the session."""
    alt.renderers.register("trilateral", bundle)
    alt.renderers.enable("trilateral")

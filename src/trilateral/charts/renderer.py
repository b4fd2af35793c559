"""Show charts without a network: a live spec for JupyterLab, a still picture, a description.

Altair's own renderers load Vega from a content delivery network or name a Vega-Lite version that
JupyterLab 4.6 does not draw. This one emits the type that JupyterLab draws natively. The picture
beside it serves pages that do not (nbconvert, GitHub), and spares JupyterLab from adding one.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, Final, Literal

import altair as alt
import vl_convert

from trilateral.charts import packing

if TYPE_CHECKING:
    from collections.abc import Iterator

VEGALITE: Final = "application/vnd.vegalite.v5+json"
_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
_VERSION: Final = "5.20"
"""The Vega-Lite nearest to JupyterLab 4.6's own, as vl-convert numbers them."""
_EMBED: Final = {
    # SVG keeps the words in the page: findable, speakable, sharp at any zoom.
    "renderer": "svg",
    # Its menu button has no name that a screen reader could speak.
    "actions": False,
}


def spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return `chart` as a Vega-Lite 5 specification.

    Raises
    ------
    altair.utils.schemapi.SchemaValidationError
        The chart does not say what Vega-Lite can draw.
    """
    return {**chart.to_dict(), "$schema": _SCHEMA}


def svg(specification: dict[str, Any], *, dark: bool = False) -> str:
    """Return the picture of a specification as SVG text."""
    theme: Literal["dark"] | None = "dark" if dark else None
    return str(vl_convert.vegalite_to_svg(specification, vl_version=_VERSION, theme=theme))


def png(specification: dict[str, Any], scale: float = 1.0) -> bytes:
    """Return the picture of a specification as PNG, `scale` device pixels per CSS pixel."""
    drawn = vl_convert.vegalite_to_png(specification, vl_version=_VERSION, scale=scale)
    return packing.pack(bytes(drawn))


def bundle(specification: dict[str, Any], **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return MIME bundle and metadata of a specification, as Altair asks of a renderer."""
    specification = {**specification, "$schema": _SCHEMA}
    data = {
        VEGALITE: specification,
        "image/png": base64.b64encode(png(specification)).decode("ascii"),
        "text/plain": specification.get("description", "A chart without a description."),
    }
    options = {**_EMBED, "patch": _silence_brushes(specification)}
    return data, {VEGALITE: {"embed_options": options}}


def _silence_brushes(specification: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the patch that hides a brush's own rectangles from screen readers.

    Vega gives them the role of a picture and no name. The brush has a keyboard twin in the chart's
    lists, and the sentence says what either has chosen.
    """
    if '"interval"' not in json.dumps(specification.get("params", [])):
        return []
    vega = vl_convert.vegalite_to_vega(specification, vl_version=_VERSION)
    return [
        {"op": "add", "path": f"{path}/aria", "value": False}
        for path, mark in _marks(vega)
        if str(mark.get("name", "")).endswith(("_brush", "_brush_bg"))
    ]


def _marks(group: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for number, mark in enumerate(group.get("marks", [])):
        here = f"{path}/marks/{number}"
        yield here, mark
        yield from _marks(mark, here)


def enable() -> None:
    """Make this the renderer of every Altair chart in the session."""
    alt.renderers.register("trilateral", bundle)
    alt.renderers.enable("trilateral")

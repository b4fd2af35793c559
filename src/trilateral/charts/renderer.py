"""Show charts without a network: a live spec for JupyterLab, a still picture, a description.

Altair's own renderers load Vega from a content delivery network or name a Vega-Lite version that
JupyterLab 4.6 does not draw. This one emits the type that JupyterLab draws natively. The picture
beside it serves pages that do not (nbconvert, GitHub), and spares JupyterLab from adding one.
"""

from __future__ import annotations

import base64
from typing import Any, Final, Literal

import altair as alt
import vl_convert

VEGALITE: Final = "application/vnd.vegalite.v5+json"
_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
_VERSION: Final = "5.20"
"""The Vega-Lite nearest to JupyterLab 4.6's own, as vl-convert numbers them."""
_EMBED: Final = {
    # SVG keeps the words in the page: findable, speakable, sharp at any zoom.
    "renderer": "svg",
    "actions": {"export": True, "source": False, "compiled": False, "editor": False},
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
    return bytes(vl_convert.vegalite_to_png(specification, vl_version=_VERSION, scale=scale))


def bundle(specification: dict[str, Any], **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return MIME bundle and metadata of a specification, as Altair asks of a renderer."""
    specification = {**specification, "$schema": _SCHEMA}
    data = {
        VEGALITE: specification,
        "image/png": base64.b64encode(png(specification)).decode("ascii"),
        "text/plain": specification.get("description", "A chart without a description."),
    }
    return data, {VEGALITE: {"embed_options": _EMBED}}


def enable() -> None:
    """Make this the renderer of every Altair chart in the session."""
    alt.renderers.register("trilateral", bundle)
    alt.renderers.enable("trilateral")

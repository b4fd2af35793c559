"""Still pictures of charts, for pages that cannot draw: exports, GitHub, a quiz.

They are drawn by vl-convert, the extra ``export``. A learner's live kernel draws none: JupyterLab
draws the charts itself, and the library costs 84 MB on disk and 112 MB of memory.
"""

from __future__ import annotations

import importlib
import os
from typing import Any, Final, Literal

from trilateral.charts import packing
from trilateral.errors import TrilateralError

SETTING: Final = "TRILATERAL_STILLS"
"""The environment variable that asks for a still beside each live chart; ``1`` is yes."""
VERSION: Final = "5.20"
"""The Vega-Lite nearest to JupyterLab 4's own, as vl-convert numbers them."""


class ExportExtraError(TrilateralError):
    """A still picture is asked for, and nothing here can draw one."""

    def __init__(self) -> None:
        """Say how to get what is missing."""
        super().__init__(
            "Drawing still pictures needs vl-convert, which is not installed. "
            "Add it: uv run --extra export ... (or: pip install vl-convert-python)."
        )


def enabled() -> bool:
    """Return whether each chart that is shown shall bring its still picture."""
    return os.environ.get(SETTING) == "1"


def svg(specification: dict[str, Any], *, dark: bool = False) -> str:
    """Return the picture of a Vega-Lite specification as SVG text.

    Raises
    ------
    ExportExtraError
        vl-convert is not installed.
    """
    theme: Literal["dark"] | None = "dark" if dark else None
    return str(_vl_convert().vegalite_to_svg(specification, vl_version=VERSION, theme=theme))


def png(specification: dict[str, Any], scale: float = 1.0) -> bytes:
    """Return the picture as PNG, `scale` device pixels per CSS pixel.

    Raises
    ------
    ExportExtraError
        vl-convert is not installed.
    """
    drawn = _vl_convert().vegalite_to_png(specification, vl_version=VERSION, scale=scale)
    return packing.pack(bytes(drawn))


def _vl_convert() -> Any:  # noqa: ANN401 -- a module
    try:
        return importlib.import_module("vl_convert")
    except ImportError as error:
        raise ExportExtraError from error

"""Charts of the evidence: pure functions from tables to figures.

Importing this room makes its renderer and theme those of every Altair chart in the session.
"""

from __future__ import annotations

from trilateral.charts import renderer
from trilateral.charts import theme as _theme  # noqa: F401  (importing it registers the theme)
from trilateral.charts.figure import Figure

__all__ = ["Figure"]

renderer.enable()

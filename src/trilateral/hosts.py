"""Names that Jupyter's front ends have for what a notebook's output holds.

A chart or a widget of a later major version may come under another name: only this changes then.
"""

from __future__ import annotations

from typing import Final

CHART: Final = "application/vnd.vegalite.v5+json"
"""The type of a Vega-Lite specification that JupyterLab 4 and Notebook 7 draw by themselves."""
WIDGET: Final = "application/vnd.jupyter.widget-view+json"
"""The type of a view of an ipywidgets model."""
WIDGET_STATE: Final = "application/vnd.jupyter.widget-state+json"
"""Under which a notebook's metadata may hold the models of its widgets."""

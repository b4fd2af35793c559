"""The chart an item asks to read: its still pictures, its description and its table."""

from __future__ import annotations

import base64
import importlib
from dataclasses import dataclass
from functools import cache
from typing import Final

from trilateral.charts import Figure, renderer, sentence
from trilateral.quiz.errors import QuizError

_EDGE: Final = {"left": 24, "right": 24, "top": 5, "bottom": 5}
"""Pixels around a picture. It is drawn here, with the widths of Arial, and its words are set in the
reader's browser: with a wider font they grow over the edge, and a picture is cut there."""


@dataclass(frozen=True)
class Still:
    """A figure without a script: what the widget and the twin show of it."""

    light: str
    """The picture as a data address, drawn on Vega's white."""
    dark: str
    """The same, drawn on what JupyterLab's dark theme makes Vega paint behind a chart."""
    description: str
    table: str
    """The rows behind it as an HTML table."""


@cache
def figure(name: str) -> Figure:
    """Return the figure that ``<module>.<function>`` of `trilateral.charts` builds.

    Raises
    ------
    QuizError
        There is no such function, or it returns no figure when called without arguments.
    """
    module_name, _, function_name = name.rpartition(".")
    try:
        module = importlib.import_module(f"trilateral.charts.{module_name}")
        built = getattr(module, function_name)()
    except (ImportError, AttributeError, TypeError) as error:
        message = f"chart {name!r} is no figure of trilateral.charts ({error})"
        raise QuizError(message) from error
    if not isinstance(built, Figure):
        message = f"chart {name!r} returns a {type(built).__name__}, not a Figure"
        raise QuizError(message)
    return built


@cache
def still(name: str) -> Still:
    """Return the still of a figure, without the sentence that reads it for the reader.

    Drawing takes some tenths of a second, once.
    """
    shown = figure(name)
    spec = {**sentence.without(shown.spec), "padding": _EDGE}
    return Still(
        light=_address(renderer.svg(spec)),
        dark=_address(renderer.svg(spec, dark=True)),
        description=shown.description,
        table=shown.table.rename_axis(columns=None).to_html(
            index=False, border=0, na_rep="", justify="left"
        ),
    )


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")

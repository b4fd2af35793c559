"""A playground: a few lines of code to change, a control to move, and a chart that follows.

Python draws each chart again, since the learner may have changed what is counted: no page could
have worked that out beforehand. So it needs a kernel, and ipywidgets for its controls. Without
one the last chart stays, with a sentence in place of the controls.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import ipywidgets
from IPython.display import display, update_display

from trilateral.charts import Figure, renderer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_IDLE: Final = "Run this cell to move the control."
_WIDE: Final = ipywidgets.Layout(width="auto", max_width="32rem")
_STYLE: Final = {"description_width": "8rem"}


def playground(function: Callable[..., Any], **controls: Any) -> Playground:  # noqa: ANN401 -- what ipywidgets takes
    """Return controls above the chart that a function draws from their values.

    Parameters
    ----------
    function
        Takes a value for each control and returns a chart.
    **controls
        For each argument a control, or what ipywidgets makes one of: ``(1, 10)`` a slider, a list a
        menu, ``True`` a check box.

    Raises
    ------
    TypeError
        The function takes other arguments, or there is no control for such a value.
    """
    inspect.signature(function).bind(**controls)
    return Playground(function, {name: _control(name, value) for name, value in controls.items()})


@dataclass(frozen=True)
class Playground:
    """A function of the learner's, its controls, and the chart it draws."""

    function: Callable[..., Any]
    controls: Mapping[str, ipywidgets.ValueWidget]

    def chart(self) -> Any:  # noqa: ANN401 -- a chart, or whatever the learner's code returns
        """Return what the function draws for the values of the controls as they are."""
        drawn = self.function(**{name: each.value for name, each in self.controls.items()})
        return _Still(drawn) if isinstance(drawn, Figure) else drawn

    def _ipython_display_(self) -> None:
        place = uuid4().hex
        chart = self.chart()  # an error of the learner's shows as any cell's does
        for control in self.controls.values():
            control.observe(lambda _: self._follow(place), "value")
        box = ipywidgets.VBox(list(self.controls.values()))
        words = {"text/html": f"<p>{_IDLE}</p>", "text/plain": _IDLE}
        display(box._repr_mimebundle_() | words, raw=True)
        display(chart, display_id=place)

    def _follow(self, place: str) -> None:
        """Draw the chart again in its place; what goes wrong is said there, not in a log."""
        try:
            update_display(self.chart(), display_id=place)
        except Exception as error:  # noqa: BLE001 -- whatever the learner's code raises
            message = f"With these values the code fails: {type(error).__name__}: {error}"
            update_display({"text/plain": message}, raw=True, display_id=place)


@dataclass(frozen=True)
class _Still:
    """A figure's chart alone: its caption would be drawn again with each move."""

    figure: Figure

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        return renderer.bundle(self.figure.spec)


def _control(name: str, value: Any) -> ipywidgets.ValueWidget:  # noqa: ANN401 -- what ipywidgets takes
    made = ipywidgets.interactive.widget_from_abbrev(value)
    if not isinstance(made, ipywidgets.ValueWidget):
        message = f"No control can be made of {name}={value!r}: give (least, most) or a list."
        raise TypeError(message)
    if not made.description:
        made.description = name.replace("_", " ")
    made.style, made.layout = _STYLE, _WIDE
    if hasattr(made, "continuous_update"):
        made.continuous_update = True
    return made

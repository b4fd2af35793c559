"""A playground as a kernel shows it, its messages caught where a front end would get them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from IPython.utils.capture import capture_output

from trilateral.lesson import bars, playground

if TYPE_CHECKING:
    import altair as alt

VEGALITE = "application/vnd.vegalite.v5+json"
VIEW = "application/vnd.jupyter.widget-view+json"


def count(things: int) -> alt.LayerChart:
    return bars({"things": 10 // things}, f"Ten shared by {things}")


def shown(captured: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- IPython gives it no type
    return [output.data for output in captured.outputs]


def test_when_a_playground_is_shown_then_controls_stand_above_a_chart() -> None:
    with capture_output() as captured:
        playground(count, things=(1, 9))._ipython_display_()
    controls, chart = shown(captured)
    assert VIEW in controls
    assert controls["text/html"] == "<p>Run this cell to move the control.</p>"
    assert "Ten shared by 5" in chart["text/plain"]
    assert VEGALITE in chart
    assert captured.stdout == ""  # what would be saved in the notebook as a stream


def test_when_the_control_moves_then_the_chart_follows_in_its_place() -> None:
    made = playground(count, things=(1, 9))
    with capture_output() as captured:
        made._ipython_display_()
        made.controls["things"].value = 2
    _, chart, moved = captured.outputs
    assert "things: 5" in moved.data["text/plain"]
    assert moved.update
    assert moved.transient == chart.transient


def test_when_the_code_fails_for_a_value_then_the_reason_is_in_the_charts_place() -> None:
    made = playground(count, things=(0, 9, 1))
    with capture_output() as captured:
        made._ipython_display_()
        made.controls["things"].value = 0
    said = shown(captured)[-1]["text/plain"]
    assert said.startswith("With these values the code fails: ZeroDivisionError")


def test_when_no_control_can_be_made_then_the_message_says_what_to_give() -> None:
    with pytest.raises(TypeError, match=r"things=None.*least, most"):
        playground(count, things=None)


def test_when_an_argument_is_misspelt_then_python_says_which() -> None:
    with pytest.raises(TypeError, match="thing"):
        playground(count, thing=(1, 9))

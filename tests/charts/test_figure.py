"""A figure refuses to be less than whole, and its caption takes any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import altair as alt
import nbformat
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from trilateral.charts import Figure
from trilateral.errors import EvidenceError
from trilateral.hosts import CHART

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
TABLE = pd.DataFrame({"place": ["A"], "count": [1]})
HOSTILE = "<script>alert(1)</script> & <b>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;"


def figure(**changes: Any) -> Figure:  # noqa: ANN401 -- any field of a figure
    whole = {
        "question": "How many?",
        "chart": alt.Chart(TABLE).mark_bar().encode(x="place:N", y="count:Q"),
        "description": "One bar.",
        "sources": ("pca-award-2016",),
        "table": TABLE,
    }
    return Figure(**{**whole, **changes})


@pytest.mark.parametrize(
    ("missing", "empty"),
    [
        ("question", " "),
        ("description", ""),
        ("description", " \n"),
        ("sources", ()),
        ("table", TABLE.head(0)),
    ],
)
def test_when_a_part_is_missing_then_the_figure_is_refused_by_its_name(
    missing: str, empty: object
) -> None:
    with pytest.raises(ValueError, match=rf"A figure needs its {missing}.*Figure\({missing}="):
        figure(**{missing: empty})


def test_when_a_source_is_unknown_then_the_caption_says_which() -> None:
    with pytest.raises(EvidenceError, match="no-such-source"):
        _ = figure(sources=("no-such-source",)).caption


@pytest.mark.parametrize("part", ["note", "description"])
def test_when_a_text_holds_markup_then_the_caption_shows_it_as_text(part: str) -> None:
    caption = figure(**{part: HOSTILE}).caption
    assert ESCAPED in caption
    assert HOSTILE not in caption


def test_when_the_table_holds_markup_then_the_caption_shows_it_as_text() -> None:
    caption = figure(table=pd.DataFrame({HOSTILE: [HOSTILE]})).caption
    assert caption.count(ESCAPED) == 2
    assert "<script>alert" not in caption


def test_when_sources_are_many_then_the_first_are_named_and_the_rest_counted() -> None:
    many = ("pca-award-2016", *("mofa-2022-04-09-22",) * 8)
    assert "and 3 more" in figure(sources=many).caption
    assert "more, row by row" not in figure(sources=many[:6]).caption


def test_when_a_figure_is_shown_then_the_caption_follows_the_chart() -> None:
    InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    try:
        with capture_output() as shown:
            figure()._ipython_display_()
    finally:
        InteractiveShell.clear_instance()
    chart, caption = (output.data for output in shown.outputs)
    assert chart["text/plain"] == "One bar."
    assert chart[CHART]["description"] == "One bar."
    assert "Permanent Court of Arbitration" in caption["text/html"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_when_a_notebook_shows_a_chart_then_its_caption_follows(path: Path) -> None:
    lesson = nbformat.read(path, as_version=4)
    for cell in lesson.cells:
        if "playground" in cell.metadata.get("tags", ()):
            continue  # a learner's own chart, whose data the code beside it names
        shown = [output.get("data", {}) for output in cell.get("outputs", [])]
        charts = [n for n, data in enumerate(shown) if any("vega" in kind for kind in data)]
        for n in charts:
            assert set(shown[n]) == {CHART, "image/png", "text/plain"}
            assert 'class="trilateral-caption"' in shown[n + 1]["text/html"], cell.id
        assert not (charts and cell.source.strip().startswith("alt.")), cell.id

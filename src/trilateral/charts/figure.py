"""A chart that cannot be shown without its description, its sources and its table."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from IPython.display import HTML, display

from trilateral import evidence
from trilateral.charts import basemap, page, renderer
from trilateral.paths import FRONT

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_STYLE: Final = f"<style>\n{(FRONT / 'caption.css').read_text('utf-8')}</style>"


@dataclass(frozen=True)
class Figure:
    """A chart of the evidence, whole.

    Showing it in a notebook gives the chart, then a caption with its sources, a long description
    and the table behind it.
    """

    question: str
    """What the chart answers, in up to 75 letters: its title."""
    chart: alt.TopLevelMixin
    """The chart, drawn for a page of `page.WIDTH`."""
    description: str
    """What a reader would see: kind, axes, range, trend, exceptions. One paragraph."""
    sources: tuple[str, ...]
    """Source ids, in the order of weight; at least one."""
    table: pd.DataFrame
    """The rows the chart is drawn from, readable as they are."""
    note: str = ""
    """What a reader must know before trusting the chart; one sentence, may be empty."""
    method: str = ""
    """The statistical methods behind the chart by name, for a fold; may be empty."""

    def __post_init__(self) -> None:
        """Refuse a figure that lacks what a reader is owed."""
        parts = {
            "question": self.question.strip(),
            "description": self.description.strip(),
            "sources": self.sources,
            "table": len(self.table),
        }
        for name, there in parts.items():
            if not there:
                message = f"A figure needs its {name}: give one to Figure({name}=...)."
                raise ValueError(message)

    @property
    def spec(self) -> dict[str, object]:
        """The chart as a Vega-Lite specification, its description inside."""
        whole = basemap.with_land(renderer.spec(self.chart))
        return page.framed({**whole, "description": self.description}, self.question)

    @property
    def caption(self) -> str:
        """The sources, the methods, the description and the table as HTML."""
        links = ", ".join(evidence.source(s).link for s in self.sources[:_FEW])
        rest = self.sources[_FEW:]
        more = (
            f', and {len(rest)} more, row by row in <a href="../data/">the tables</a>'
            if rest
            else ""
        )
        note = f"<p>{html.escape(self.note)}</p>" if self.note else ""
        method = _fold("The methods behind the chart", self.method) if self.method else ""
        words = _fold("The chart in words", self.description)
        name = html.escape(self.description.partition(". ")[0], quote=True)
        plain = self.table.rename_axis(columns=None)
        table = plain.to_html(index=False, border=0, na_rep="", justify="left")
        return (
            f'{_STYLE}<div class="trilateral-caption">{note}<p>Source: {links}{more}</p>'
            f"{method}{words}<details><summary>The table behind the chart "
            f'({len(self.table)} rows)</summary><div class="scroll" tabindex="0" role="region" '
            f'aria-label="Table behind: {name}">{table}</div></details></div>'
        )

    def _ipython_display_(self) -> None:
        data, metadata = renderer.bundle(self.spec)
        display(data, metadata=metadata, raw=True)
        display(HTML(self.caption))


def _fold(summary: str, text: str) -> str:
    return f"<details><summary>{summary}</summary><p>{html.escape(text)}</p></details>"


_FEW: Final = 6
"""Sources named under a chart; a chart of many rows rests on hundreds, which the tables name."""

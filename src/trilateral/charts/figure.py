"""A chart that cannot be shown without its description, its sources and its table."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from IPython.display import HTML, display

from trilateral import evidence
from trilateral.charts import basemap, renderer

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

_STYLE: Final = """<style>
.trilateral-caption{max-width:46rem;font-size:var(--jp-ui-font-size1,13px);line-height:1.5;
 margin:.2rem 0 1rem;color:var(--jp-ui-font-color1,#222)}
.trilateral-caption p{margin:.2rem 0}
.trilateral-caption summary{min-height:24px;cursor:pointer}
.trilateral-caption td,.trilateral-caption th{text-align:left!important}
.trilateral-caption .scroll{overflow-x:auto;max-height:24rem}
.vega-embed{max-width:100%;box-sizing:border-box}
.vega-embed .vega-bindings{display:grid;gap:.35rem 1.2rem;margin:.4rem 0 0;
 grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));max-width:46rem;
 color:var(--jp-ui-font-color1,#222)}
.vega-embed .vega-bind label{display:flex;align-items:center;gap:.5rem;min-height:24px}
.vega-embed .vega-bind-name{order:1;margin:0}
.vega-embed .vega-bind:has(select) .vega-bind-name{order:0}
.vega-embed .vega-bind:has(select:is([name=system],[name=place],[name=allied],[name=chinese],
 [name=lens])){grid-column:1/-1} /* their options are long */
.vega-embed .vega-bind select{min-height:28px;order:1;min-width:0;flex:1;
 background:var(--jp-layout-color1,#fff);color:inherit;border:1px solid currentColor}
</style>"""

# JupyterLab acts on letters and arrows typed in an output; this attribute tells it not to while
# the focus is in a chart's own controls (JupyterLab extension guide, "keyboard shortcuts").
_KEYS: Final = """<script>
if(!window.trilateralKeys){window.trilateralKeys=true;
document.addEventListener('focusin',e=>{const c=e.target.closest('.vega-bindings');
if(c&&!c.dataset.lmSuppressShortcuts){c.dataset.lmSuppressShortcuts='true';
c.addEventListener('keydown',k=>k.stopPropagation())}})}
</script>"""


@dataclass(frozen=True)
class Figure:
    """A chart of the evidence, whole.

    Showing it in a notebook gives the chart, then a caption with its sources, a long description
    and the table behind it.
    """

    chart: alt.TopLevelMixin
    """The chart. It sets no size that would not fit a page 700 pixels wide."""
    description: str
    """What a reader would see: kind, axes, range, trend, exceptions. One paragraph."""
    sources: tuple[str, ...]
    """Source ids, in the order of weight; at least one."""
    table: pd.DataFrame
    """The rows the chart is drawn from, readable as they are."""
    note: str = ""
    """What a reader must know before trusting the chart; one sentence, may be empty."""

    def __post_init__(self) -> None:
        """Refuse a figure that lacks what a reader is owed."""
        parts = {
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
        return {**whole, "description": self.description}

    @property
    def caption(self) -> str:
        """The sources, the description and the table as HTML."""
        shown = ", ".join(evidence.source(s).link for s in self.sources[:_FEW])
        rest = self.sources[_FEW:]
        more = (
            f', and {len(rest)} more, row by row in <a href="../data/">the tables</a>'
            if rest
            else ""
        )
        note = f"<p>{html.escape(self.note)}</p>" if self.note else ""
        name = html.escape(self.description.partition(". ")[0], quote=True)
        plain = self.table.rename_axis(columns=None)
        table = plain.to_html(index=False, border=0, na_rep="", justify="left")
        return (
            f'{_STYLE}{_KEYS}<div class="trilateral-caption">{note}<p>Source: {shown}{more}</p>'
            f"<details><summary>The chart in words</summary><p>{html.escape(self.description)}"
            "</p></details><details><summary>The table behind the chart "
            f'({len(self.table)} rows)</summary><div class="scroll" tabindex="0" role="region" '
            f'aria-label="Table behind: {name}">{table}</div></details></div>'
        )

    def _ipython_display_(self) -> None:
        data, metadata = renderer.bundle(self.spec)
        display(data, metadata=metadata, raw=True)
        display(HTML(self.caption))


_FEW: Final = 6
"""Sources named under a chart; a chart of many rows rests on hundreds, which the tables name."""

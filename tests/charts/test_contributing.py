"""The chart that `CONTRIBUTING.md` shows as an example is one that the course would take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.charts.drawn import moved, said
from trilateral import evidence
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from trilateral.charts import Figure


def example() -> Figure:
    page = (course_dir() / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = page.partition("## Add a chart\n")[2].partition("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    module: dict[str, Any] = {}
    exec(code, module)  # noqa: S102 -- our own page
    figure: Figure = module["transfers"]()
    return figure


def test_when_the_example_is_followed_then_its_sentence_counts_what_the_box_leaves() -> None:
    figure = example()
    figure.chart.to_dict(validate=True)
    rows = evidence.load("transfers")
    surer = rows[rows["confidence"] != "low"]
    assert said(figure.spec) == f"{len(rows)} rows in all."
    assert said(moved(figure.spec, surer=True)) == f"{len(surer)} rows in all."
    assert len(surer) < len(rows)

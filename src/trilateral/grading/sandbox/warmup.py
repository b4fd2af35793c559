"""Do once, before forking, what every submission would do again: imports and first uses.

Only what is handed out to learners runs here, so nothing that is forked can find anything
hidden.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import altair as alt
import IPython.display  # noqa: F401 -- warm in every fork
import pandas as pd

from trilateral.assignments.cells import Role, read, role
from trilateral.grading.sandbox.outputs import Outputs
from trilateral.grading.sandbox.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterable


def warm_up(releases: Iterable[str]) -> None:
    """Use once what submissions use, and run the given cells of exercises.

    A given cell that fails is left alone: it fails in each submission too, where it is said.
    """
    frame = pd.DataFrame({"x": [1, 2], "y": ["a", "b"]})
    grouped = frame.merge(frame, on="y").groupby("y", as_index=False).agg("sum")
    chart = alt.Chart(grouped).mark_bar().encode(x=alt.X("x_x:Q", title="x"), y="y:N")
    Outputs().display(frame, chart.properties(title="x"))
    shell = Shell(60)
    for path in releases:
        for cell in read(Path(path)).cells:
            if cell.cell_type == "code" and role(cell) is Role.GIVEN:
                shell.try_out(cell.source)

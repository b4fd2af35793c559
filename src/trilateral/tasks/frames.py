"""How a table looks in a learner's notebook: words from the left, numbers from the right.

JupyterLab and pandas set every column right. That suits numbers; sentences are hard to read so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from IPython.core.getipython import get_ipython
from pandas.api.types import is_bool_dtype, is_numeric_dtype

if TYPE_CHECKING:
    from numpy import dtype
    from pandas.api.extensions import ExtensionDtype


def enable() -> None:
    """Show every table of the session so; outside a notebook there is nothing to do."""
    shell = get_ipython()
    if shell is not None and shell.display_formatter is not None:
        shell.display_formatter.formatters["text/html"].for_type(pd.DataFrame, as_html)


def as_html(table: pd.DataFrame) -> str | None:
    """Return a table as pandas shows it, its columns of words set left.

    A table with levels of headings, or too wide to be shown whole, is returned as pandas has it:
    its cells cannot be told apart by their place in the row.
    """
    page: str | None = table._repr_html_()  # type: ignore[operator]  # what a notebook calls, not in the stubs
    most = pd.get_option("display.max_columns") or len(table.columns)
    levels = table.index.nlevels * table.columns.nlevels
    if page is None or levels > 1 or len(table.columns) > most:
        return page
    kinds = [table.index.dtype, *table.dtypes]
    words = [place for place, kind in enumerate(kinds, start=1) if _is_words(kind)]
    if not words:
        return page
    # Named after the places, so that two tables on a page share a rule only if it fits both.
    name = "-".join(["words", *map(str, words)])
    cells = ",".join(f".{name} tr>:nth-child({place})" for place in words)
    rule = f"<style>{cells}{{text-align:left}}</style>"
    return f'<div class="{name}">{rule}{page}</div>'


def _is_words(kind: dtype | ExtensionDtype) -> bool:
    return is_bool_dtype(kind) or not is_numeric_dtype(kind)

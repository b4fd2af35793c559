from __future__ import annotations

import re

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from trilateral.tasks import frames

MIXED = pd.DataFrame({"id": ["a"], "count": [3], "note": ["Long."], "when": [pd.Timestamp(0)]})


def left(table: pd.DataFrame) -> list[int]:
    """Return the places in a row whose cells are set left, the index being the first."""
    rules = re.findall(r"tr>:nth-child\((\d+)\)", frames.as_html(table) or "")
    return [int(place) for place in rules]


@pytest.mark.parametrize(
    ("table", "places"),
    [
        (MIXED, [2, 4, 5]),
        (MIXED.set_index("id"), [1, 3, 4]),
        (MIXED[["count"]], []),
        (pd.DataFrame({"low": [True], "share": [0.5]}), [2]),
        (MIXED.set_index(["id", "note"]), []),
        (pd.DataFrame([["x"] * 40]), []),
    ],
)
def test_when_a_table_is_shown_then_its_words_are_set_left_and_its_numbers_are_not(
    table: pd.DataFrame, places: list[int]
) -> None:
    with pd.option_context("display.max_columns", 20):
        assert left(table) == places
    assert "<table" in str(frames.as_html(table))


def test_when_a_notebook_uses_the_tasks_then_its_tables_are_shown_so() -> None:
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    try:
        frames.enable()
        assert shell.display_formatter is not None
        data, _ = shell.display_formatter.format(MIXED)
    finally:
        InteractiveShell.clear_instance()

    assert data["text/html"] == frames.as_html(MIXED)

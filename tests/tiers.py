"""Two tiers of tests: what every change needs, and what only repeats it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable


def tiers(values: Iterable[object], *first: object) -> list[object]:
    """Return `values` for `parametrize`; all but the `first` of them wait for ``--matrix``."""
    return [
        value if value in first else pytest.param(value, marks=pytest.mark.matrix)
        for value in values
    ]

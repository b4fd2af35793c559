"""Who the learner is, as far as a record needs to know, and a record kept without further ado."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from trilateral.records.store import shared

if TYPE_CHECKING:
    from collections.abc import Mapping

LEARNER: Final = "TRILATERAL_LEARNER"
"""Environment variable that says who a submission is by, where it is run for somebody else."""


def learner() -> str:
    """Return the learner's pseudonym: ``TRILATERAL_LEARNER``, else a random one made on first use.

    Where it can't be kept it is ``nobody``, so that what is drawn by it stays the same.
    """
    override = os.environ.get(LEARNER, "").strip()
    if override:
        return override
    store = shared()
    return store.learner if store.unsaved is None else "nobody"


def append(statement: Mapping[str, Any]) -> bool:
    """Add a statement to the learner's file; say whether that could be done.

    Learning continues where the disk is full or read-only.
    """
    store = shared()
    store.add(dict(statement))
    return store.unsaved is None

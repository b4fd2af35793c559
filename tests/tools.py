"""Programs that some tests need: without one they are skipped here and fail where all must run."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def lacking(why: str) -> NoReturn:
    """Skip a test that cannot run here, or fail it in continuous integration."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def tsc() -> str:
    """Return the path of TypeScript's compiler, which checks the front end's types."""
    found = shutil.which("tsc")
    if found is None:
        lacking(
            "No tsc found. Install it: `apt-get install node-typescript`, or your system's way."
        )
    return found

"""The browser that tests and benchmarks drive: the system's own Chromium."""

from __future__ import annotations

import shutil
from typing import Final

MISSING: Final = "No Chromium found. Install it: `apt-get install chromium`, or your system's way."
FLAGS: Final = [
    "--no-sandbox",  # containers run as root, where Chromium's own sandbox cannot
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def find() -> str | None:
    """Return the path of a Chromium or Chrome, if this machine has one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)

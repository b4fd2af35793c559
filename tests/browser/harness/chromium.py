"""The browser that tests and benchmarks drive: the system's own Chromium."""

from __future__ import annotations

import shutil
from typing import Final

MISSING: Final = "No Chromium found. Install it: `apt-get install chromium`, or your system's way."
_WITHOUT: Final = [
    # Two pages of Chromium's own for its address bar, which every profile would load unseen.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # Chromium minds the last such list only, so here is what Playwright's own is for: pages that
    # are asked for as they are, painted at once, and nothing that reaches for the network.
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "LensOverlay",
    "MediaRouter",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
]
FLAGS: Final = [
    "--no-sandbox",  # containers run as root, where Chromium's own sandbox cannot
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    f"--disable-features={','.join(_WITHOUT)}",
]


def find() -> str | None:
    """Return the path of a Chromium or Chrome, if this machine has one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)

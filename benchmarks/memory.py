"""How much memory a notebook's kernel holds, as Linux shares it out among processes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.browser.harness.page import LabPage

_KERNEL: Final = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id"


def kernel_megabytes(page: LabPage) -> float | None:
    """Return the proportional set size of the kernel of the notebook on screen.

    What several processes hold in common, such as libraries' code, counts to each by its share.
    Only Linux tells; elsewhere there is no answer.
    """
    connection = f"kernel-{page.page.evaluate(_KERNEL)}.json"  # its file stands in the command line
    for process in Path("/proc").glob("[0-9]*"):
        if connection in (process / "cmdline").read_text(errors="replace"):
            rollup = (process / "smaps_rollup").read_text()
            kept = re.search(r"^Pss:\s+(\d+) kB$", rollup, re.MULTILINE)
            return int(kept[1]) * 1024 / 1e6 if kept else None
    return None

"""Which front end a cell is run in: some draw no mime type of ours, and get a widget as well."""

from __future__ import annotations

import os
import sys
from typing import Any, Final

Bundle = dict[str, Any]

_VS_CODE: Final = ("VSCODE_PID", "VSCODE_CWD", "VSCODE_IPC_HOOK_CLI")
"""Variables that VS Code hands to its kernels: the first on a desktop, the others in WSL and in
containers, where the first is missing (holoviz/panel#3876 and #5200). JupyterLab started from VS
Code's terminal may have them too (plotly/plotly.py#2533), so a widget never stands alone. A kernel
of a Jupyter server that VS Code is connected to has none of them, and shows the twin."""


def needs_widget() -> bool:
    """Return whether this kernel's front end may draw widgets and not our mime type."""
    return "google.colab" in sys.modules or any(name in os.environ for name in _VS_CODE)


def with_widget(bundle: Bundle, payload: Bundle) -> Bundle | tuple[Bundle, Bundle]:
    """Return `bundle` with a widget that draws `payload`, where the front end needs one.

    Colab is told in the metadata where a widget's code is. The widget comes first: VS Code takes
    all types of vendors for equal and shows the first that it can.
    """
    if not needs_widget():
        return bundle
    from trilateral.parts.widget import PartWidget  # noqa: PLC0415 -- JupyterLab needs no widget

    view, metadata = PartWidget(payload).view()
    return view | bundle, metadata

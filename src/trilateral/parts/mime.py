"""The type under which a part is in a notebook's output."""

from __future__ import annotations

from typing import Final

MIME: Final = "application/vnd.trilateral.part+json"
"""What JupyterLab and Notebook 7 draw with `trilateral/front`, before any cell has run."""

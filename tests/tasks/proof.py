"""The course's own solutions."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SOLUTIONS = sorted((ROOT / "solutions").glob("[0-9]*/*.ipynb"))

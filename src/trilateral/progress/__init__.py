"""Where a learner is in the course: the start page, and the summary at the end.

In a notebook::

    from trilateral.progress import Home
    Home()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.faces import lazy

if TYPE_CHECKING:
    from trilateral.progress.parts import Home, Summary

__all__ = ["Home", "Summary"]

__getattr__ = lazy(__name__, {"Home": "parts", "Summary": "parts"})

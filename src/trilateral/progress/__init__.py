"""Where a learner is: the start page, a lesson's predictions, and the summary at the end.

In a notebook::

    from trilateral.progress import Home
    Home()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.faces import lazy

if TYPE_CHECKING:
    from trilateral.progress.parts import Home, Summary
    from trilateral.progress.predicted import Predicted

__all__ = ["Home", "Predicted", "Summary"]

__getattr__ = lazy(__name__, {"Home": "parts", "Predicted": "predicted", "Summary": "parts"})

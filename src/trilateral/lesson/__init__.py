"""What a lesson is made of beside its charts: predictions, and a playground to try code in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.faces import lazy

if TYPE_CHECKING:
    from trilateral.lesson.bar_chart import bars
    from trilateral.lesson.playgrounds import Playground, playground
    from trilateral.lesson.predictions import Prediction, predict

__all__ = ["Playground", "Prediction", "bars", "playground", "predict"]

__getattr__ = lazy(
    __name__,
    {
        "Playground": "playgrounds",
        "Prediction": "predictions",
        "bars": "bar_chart",
        "playground": "playgrounds",
        "predict": "predictions",
    },
)

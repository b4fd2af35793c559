"""The front end's modules in Chromium, as the quiz's tests have them."""

from __future__ import annotations

from tests.quiz.conftest import modules

__all__ = ["modules"]

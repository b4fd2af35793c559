"""The quiz: question banks, their proof, and what the page gets of them.

In a notebook::

    from trilateral.quiz import Quiz
    Quiz("03_coercion")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.faces import lazy

if TYPE_CHECKING:
    from trilateral.quiz.before_after import BeforeAfter
    from trilateral.quiz.parts import Quiz, Review

__all__ = ["BeforeAfter", "Quiz", "Review"]

__getattr__ = lazy(__name__, {"BeforeAfter": "before_after", "Quiz": "parts", "Review": "parts"})

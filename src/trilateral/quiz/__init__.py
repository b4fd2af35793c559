"""The quiz: question banks, their marking, the widget, and what it remembers.

In a notebook::

    from trilateral.quiz import Quiz
    Quiz("03_coercion")
"""

from __future__ import annotations

from trilateral.quiz.review import Progress, Review
from trilateral.quiz.widget import Quiz

__all__ = ["Progress", "Quiz", "Review"]

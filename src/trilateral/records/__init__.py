"""What a learner did, kept on the learner's own machine and nowhere else.

One append-only file serves the quizzes and the explorers alike, so that a learner can read,
export or delete everything in one place.
"""

from __future__ import annotations

from trilateral.records.journal import Journal
from trilateral.records.opinions import Opinions

__all__ = ["Journal", "Opinions"]

"""What a learner did, kept on the learner's own machine and nowhere else.

One append-only file serves the quizzes and the explorers alike, so that a learner can read,
export or delete everything in one place.
"""

from __future__ import annotations

from trilateral.records.journal import HOME, Journal
from trilateral.records.opinions import Opinions
from trilateral.records.person import LEARNER, append, learner

__all__ = ["HOME", "LEARNER", "Journal", "Opinions", "append", "learner"]

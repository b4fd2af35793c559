"""What a learner did, kept on the learner's own machine and nowhere else.

One append-only file serves the quizzes and the explorers alike, so that a learner can read,
export or delete everything in one place.
"""

from __future__ import annotations

from trilateral.records.opinions import Opinions
from trilateral.records.person import LEARNER, append, learner
from trilateral.records.statements import HOME, statement
from trilateral.records.store import RecordStore

__all__ = ["HOME", "LEARNER", "Opinions", "RecordStore", "append", "learner", "statement"]

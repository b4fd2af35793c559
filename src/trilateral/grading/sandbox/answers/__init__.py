"""Answers as plain values in JSON: the only thing that leaves a submission's process.

No pickle, and no binary format either: a column is a list with a name of its type, so that what a
submission sends can be read by Python's JSON parser and checked value by value. (Arrow's format
would be quicker for large tables, but its reader is native code that hostile bytes would reach,
and its presence changes how pandas stores text.)
"""

from __future__ import annotations

from trilateral.grading.sandbox.answers.bounds import Reason, RefusedError, reason
from trilateral.grading.sandbox.answers.decoding import decode
from trilateral.grading.sandbox.answers.encoding import encode

__all__ = ["Reason", "RefusedError", "decode", "encode", "reason"]

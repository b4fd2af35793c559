"""Confine a process, after it was forked and before it runs a line of a submission."""

from __future__ import annotations

from trilateral.grading.sandbox.confinement.layers import Layer, Policy, enter, layers, readable

__all__ = ["Layer", "Policy", "enter", "layers", "readable"]

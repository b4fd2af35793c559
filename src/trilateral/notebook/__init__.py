"""Notebooks as files: their citations, and the one form in which they are saved."""

from __future__ import annotations

from trilateral.notebook.citations import Problem, problems
from trilateral.notebook.cited import cited
from trilateral.notebook.marks import References, Target, expand
from trilateral.notebook.tidy import Tidied, tidy

__all__ = ["Problem", "References", "Target", "Tidied", "cited", "expand", "problems", "tidy"]

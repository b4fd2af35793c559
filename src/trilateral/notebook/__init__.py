"""Notebooks as files: their citations, and the one form in which they are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.faces import lazy

if TYPE_CHECKING:
    from trilateral.notebook.bibliography import cited
    from trilateral.notebook.citations import Problem, problems
    from trilateral.notebook.made import tidy_made
    from trilateral.notebook.marks import References, Target, expand
    from trilateral.notebook.pictures import tidy_pictures
    from trilateral.notebook.tidying import Tidied, tidy

__all__ = [
    "Problem",
    "References",
    "Target",
    "Tidied",
    "cited",
    "expand",
    "problems",
    "tidy",
    "tidy_made",
    "tidy_pictures",
]

__getattr__ = lazy(
    __name__,
    {
        "Problem": "citations",
        "References": "marks",
        "Target": "marks",
        "Tidied": "tidying",
        "cited": "bibliography",
        "expand": "marks",
        "problems": "citations",
        "tidy": "tidying",
        "tidy_made": "made",
        "tidy_pictures": "pictures",
    },
)

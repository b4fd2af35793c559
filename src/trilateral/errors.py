"""The exceptions of the course; each message says what, where and what to do."""

from __future__ import annotations


class TrilateralError(Exception):
    """Any error this library raises on purpose."""


class CourseNotFoundError(TrilateralError):
    """The course's folder (with ``notebooks/`` and ``data/``) is not to be found."""


class EvidenceError(TrilateralError):
    """A table, a citation or a quantity of the evidence is wrong or unknown."""


class NotebookError(TrilateralError):
    """A notebook cannot be read, cites what is not there, or does not run."""


class BriefError(TrilateralError):
    """A learner's brief cannot be written anywhere."""

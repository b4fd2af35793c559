"""How nbgrader handles this course, whether it is run by `trilateral assign` or by hand."""

from __future__ import annotations

c = get_config()  # noqa: F821 -- traitlets puts it here

c.CourseDirectory.course_id = "promises-to-power"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "corpus.yaml",  # right and wrong answers, for the tests alone
    "objectives.yaml",  # which of the lesson's objectives each task serves
]
# A starter runs from top to bottom: what is not attempted is a placeholder, not an error.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}

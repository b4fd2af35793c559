"""Files as Moodle 5.1 and Canvas wrote them, and the assignments that they are for.

All names are invented. The zip files of ``moodle/`` were written by a real Moodle 5.1.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from trilateral.grading.intake.collect import CollectionReport, Collector
from trilateral.grading.people.roster import Roster, read_roster
from trilateral.grading.submission import UnreadableError, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode

HERE = Path(__file__).parent
MOODLE = HERE / "moodle"
CANVAS = HERE / "canvas"


def release(source: Path) -> dict[str, NotebookNode]:
    """Return the assignment that a zip's notebooks are for, by what they carry of it.

    A notebook as handed in has its tasks' cells and the list of its tasks, so the tests do not
    change with the exercises.
    """
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            try:
                notebook = parse(archive.read(name))
            except UnreadableError:
                continue
            if "tasks" in notebook.metadata.get("trilateral", {}):
                return {notebook.metadata["trilateral"]["assignment"]: notebook}
    raise AssertionError(source)


def collected(
    source: Path, target: Path, roster: Path | Roster | None = None, prefer: Sequence[str] = ()
) -> CollectionReport:
    """Collect a platform's zip file with a platform's list of the class."""
    people = read_roster(roster) if isinstance(roster, Path) else roster or Roster()
    return Collector(target, release(source), people, prefer=tuple(prefer)).collect(source)

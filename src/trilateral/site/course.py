"""What every page of the web edition says about the course: its name, its authors, its menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """A link in the menu."""

    title: str
    address: str


@dataclass(frozen=True)
class Course:
    """The course as its citation file describes it."""

    full_title: str
    abstract: str
    authors: str
    version: str
    released: str
    menu: tuple[Entry, ...]

    @property
    def title(self) -> str:
        """Return the short title."""
        return self.full_title.partition(":")[0]

    @property
    def year(self) -> str:
        """Return the year of this version."""
        return self.released[:4]


def read_course(folder: Path, *, has_notes: bool) -> Course:
    """Return what ``CITATION.cff`` says.

    Parameters
    ----------
    folder
        The course's folder.
    has_notes
        Whether the edition has the instructor's pages.
    """
    cited = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    menu = [
        Entry("Start", "index.html"),
        Entry("Evidence", "evidence.html"),
        Entry("Glossary", "glossary.html"),
        *([Entry("For instructors", "instructor/index.html")] if has_notes else []),
        Entry("Search", "search.html"),
    ]
    return Course(
        full_title=cited["title"],
        abstract=" ".join(cited["abstract"].split()),
        authors=", ".join(author["name"] for author in cited["authors"]),
        version=str(cited["version"]),
        released=str(cited["date-released"]),
        menu=tuple(menu),
    )

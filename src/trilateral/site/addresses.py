"""Where a file of the course is in the web edition; `front/web/addresses.js` has the same."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import Final

EVIDENCE: Final = "evidence.html"
START: Final = "index.html"
_TABLE: Final = ".csv"


def page_of(path: str) -> str | None:
    """Return the page that shows a file of the course, or None where no page does.

    Parameters
    ----------
    path
        The file, relative to the course's folder, with ``/`` on every system.

    Examples
    --------
    >>> page_of("notebooks/03_coercion.ipynb")
    'lessons/03_coercion.html'
    >>> page_of("data/incidents.csv")
    'evidence.html#incidents'
    >>> page_of("uv.lock")
    """
    place = PurePosixPath(path)
    match place.parts:
        case ("notebooks", "home.ipynb") | ("README.md",) | ("notebooks",) | ("notebooks", "README.md"):
            return START
        case ("notebooks", name) if name.endswith(".ipynb"):
            return f"lessons/{place.stem}.html"
        case ("exercises", folder, _):
            return f"exercises/{folder}.html"
        case ("data", name) if name.endswith(_TABLE):
            return f"{EVIDENCE}#{place.stem}"
        case ("data", "README.md"):
            return "data/codebook.html"
        case ("data", name) if name.endswith(".md"):
            return f"data/{place.stem}.html"
        case ("docs", "instructor", "README.md") | ("docs", "instructor"):
            return "instructor/index.html"
        case ("docs", "instructor", name) if name.endswith(".md"):
            return f"instructor/{place.stem}.html"
        case _:
            return None


def resolved(link: str, source: str) -> str:
    """Return the file that a link in the file `source` leads to, relative to the course's folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), link))


def root_of(address: str) -> str:
    """Return the way from a page up to the edition's start, empty or ending in a slash.

    Examples
    --------
    >>> root_of("lessons/03_coercion.html")
    '../'
    """
    return "../" * address.count("/")

"""Where a file of the course is in the web edition; `front/web/addresses.js` has the same."""

from __future__ import annotations

import posixpath
import re
from typing import Final

EVIDENCE: Final = "evidence.html"
START: Final = "index.html"
_PAGES: Final = (
    (r"README\.md|notebooks(?:/README\.md|/home\.ipynb)?", START),
    (r"notebooks/([^/]+)\.ipynb", r"lessons/\1.html"),
    (r"exercises/([^/]+)/[^/]+\.ipynb", r"exercises/\1.html"),
    (r"data/([^/]+)\.csv", rf"{EVIDENCE}#\1"),
    (r"data/README\.md", "data/codebook.html"),
    (r"data/([^/]+)\.md", r"data/\1.html"),
    (r"docs/instructor(?:/README\.md)?", "instructor/index.html"),
    (r"docs/instructor/([^/]+)\.md", r"instructor/\1.html"),
)
"""Which file of the course is on which page; the first that fits counts."""


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
    for pattern, page in _PAGES:
        match = re.fullmatch(pattern, path)
        if match:
            return match.expand(page)
    return None


def resolved(link: str, source: str) -> str:
    """Return the file that a link in `source` leads to, relative to the course's folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), link))


def root_of(address: str) -> str:
    """Return the way from a page up to the edition's start, empty or ending in a slash.

    Examples
    --------
    >>> root_of("lessons/03_coercion.html")
    '../'
    """
    return "../" * address.count("/")

"""The files that the class's pages are made of: a list, read once, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trilateral.paths import FRONT

_KINDS: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_PAGES: Final = {"": "phone.html", "desk": "desk.html", "screen": "screen.html"}
_FOLDERS: Final = ("class", "parts")
"""Beside the modules that all parts of the front end share."""


@dataclass(frozen=True)
class File:
    """A file and what it is."""

    kind: str
    content: bytes


def files() -> dict[str, File]:
    """Return the files by their addresses."""
    html = "text/html; charset=utf-8"
    pages = {
        name: File(html, (FRONT / "class" / page).read_bytes())
        for name, page in _PAGES.items()
        if (FRONT / "class" / page).is_file()
    }
    paths = [*FRONT.glob("*"), *(each for name in _FOLDERS for each in FRONT.glob(f"{name}/**/*"))]
    return pages | {
        f"front/{path.relative_to(FRONT).as_posix()}": File(_KINDS[path.suffix], path.read_bytes())
        for path in paths
        if path.suffix in _KINDS and path.is_file()
    }

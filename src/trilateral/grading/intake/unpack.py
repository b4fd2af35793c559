"""Take files out of a zip file or a folder that somebody else filled.

A name in a zip file is never used as a path: what is kept is read into memory, within bounds, and
written where the collector decides.
"""

from __future__ import annotations

import contextlib
import re
import stat
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.intake.receipts import FILE, TIME
from trilateral.grading.submission import BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENTRIES: Final = 20_000
"""Files in one zip."""
TOTAL: Final = 4 * 1024**3
"""Bytes of all files of one zip."""
RATIO: Final = 100
"""How many times smaller than its content a file may be packed: notebooks reach about 20."""
_SMALL: Final = 1024**2
"""Bytes up to which the ratio does not matter."""
_NAME: Final = 1000
_EPOCH: Final = 1980
"""The year that a zip file gives where it gives none."""
_ARCHIVES: Final = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz")
_OURS: Final = ((TIME,), (FILE,))
"""What lies beside a collected notebook."""
_ENCRYPTED: Final = 0x1
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
"""Ways to unpack in a few megabytes; of LZMA, a file says itself how much it takes: up to 4 GiB."""


@dataclass(frozen=True)
class File:
    """One file as it was found."""

    name: str
    """Its path in the zip file or folder, with ``/``."""
    content: bytes
    place: Path | None = None
    """Where it is, unless it was in a zip file."""
    modified: datetime | None = None
    """The time that a zip file gives it, in a zone that no zip file names."""


@dataclass(frozen=True)
class Refusal:
    """A file that was not taken."""

    name: str
    why: str


_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a damaged entry raises, by the way it was packed."""


def unpack(source: Path) -> Iterator[File | Refusal]:
    """Yield the files in a zip file or a folder, and what is refused of it.

    Hidden files are skipped.

    Raises
    ------
    GradingError
        It is neither, or is more than a class hands in.
    """
    if source.is_dir():
        yield from _folder(source)
    elif zipfile.is_zipfile(source):
        yield from _zip(source)
    else:
        message = f"{source} is neither a folder nor a zip file. Download it again."
        raise GradingError(message)


def _folder(source: Path) -> Iterator[File | Refusal]:
    for path in sorted(source.rglob("*")):
        inner = path.relative_to(source)
        name = unicodedata.normalize("NFC", inner.as_posix())
        if _passed_over(name):
            continue
        if any((source / part).is_symlink() for part in (inner, *inner.parents)):
            yield Refusal(name, "is a link, and links are not followed")
        elif not path.is_file():
            continue
        elif why := _archive(name):
            yield Refusal(name, why)
        elif path.stat().st_size > BYTES:
            yield Refusal(name, f"is larger than {BYTES:,} bytes")
        else:
            yield File(name, path.read_bytes(), path)


def _zip(source: Path) -> Iterator[File | Refusal]:
    total = 0
    with _opened(source) as archive:
        entries = archive.infolist()
        if len(entries) > ENTRIES:
            message = f"{source} holds {len(entries):,} files; at most {ENTRIES:,} are read."
            raise GradingError(message)
        for entry in entries:
            name = _readable(entry)
            if entry.is_dir() or _passed_over(name):
                continue
            why = _unsafe(entry, name) or _archive(name)
            piece = Refusal(name[:_NAME], why) if why else _read(archive, entry, name)
            total += len(piece.content) if isinstance(piece, File) else 0
            if total > TOTAL:
                message = f"{source} holds more than {TOTAL:,} bytes. Split it."
                raise GradingError(message)
            yield piece


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (zipfile.BadZipFile, ValueError) as error:
        message = f"{source} is damaged ({error}). Download it again."
        raise GradingError(message) from error


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> File | Refusal:
    try:
        with archive.open(entry) as file:
            content = file.read(BYTES + 1)  # what its header says may be a lie
    except _DAMAGED as error:
        return Refusal(name, f"is damaged in the zip file ({type(error).__name__}: {error})")
    if len(content) > BYTES:
        return Refusal(name, f"is larger than {BYTES:,} bytes")
    if len(content) > max(_SMALL, RATIO * entry.compress_size):
        return Refusal(name, f"is compressed more than {RATIO} times")
    return File(name, content, modified=_modified(entry))


def _modified(entry: zipfile.ZipInfo) -> datetime | None:
    try:
        time = datetime(*entry.date_time)  # noqa: DTZ001 -- a zip file names no zone
    except ValueError:
        return None
    return time if time.year > _EPOCH else None


def _unsafe(entry: zipfile.ZipInfo, name: str) -> str:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or parts[0] == "/" or re.match(r"[A-Za-z]:", name):
        return "has a name that points outside its folder"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link, and links are not followed"
    if entry.compress_type not in _PACKED:
        return (
            "is compressed in a way that can take any amount of memory. Ask for an ordinary zip "
            "file"
        )
    if entry.flag_bits & _ENCRYPTED:
        return "is protected by a password"
    if len(name) > _NAME or any(unicodedata.category(letter) == "Cc" for letter in name):
        return "has a name that is too long or holds control characters"
    return ""


def _archive(name: str) -> str:
    """Return why a file is not read that holds files itself, or nothing for any other."""
    if PurePosixPath(name).suffix.casefold() not in _ARCHIVES:
        return ""
    return "is an archive, not a notebook. Unpack it, check the content, and collect that"


def _passed_over(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part != ".." for part in parts)
    if hidden or "__MACOSX" in parts or ".ipynb_checkpoints" in parts:
        return True
    return parts[-1:] in _OURS


def _readable(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; many programs write UTF-8 without saying so."""
    name = entry.orig_filename or entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return unicodedata.normalize("NFC", name)

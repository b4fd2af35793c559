"""Read a submitted file, whatever it is, as a notebook's cells or with a named reason why not."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import nbformat

from trilateral.errors import TrilateralError
from trilateral.grading.room import Room
from trilateral.parts import choices
from trilateral.printing import one_line
from trilateral.tasks import outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

BYTES: Final = 50 * 1024 * 1024
BESIDE: Final = 16 * 1024 * 1024
"""Bytes of all files that go along with a notebook when it is run."""
CELLS: Final = 2_000
SOURCE: Final = 500_000
PARTS: Final = 200_000
"""Lists and dictionaries in one file."""
VALUES: Final = 1_000_000
"""Values and names in one file."""
PICTURES: Final = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""Pictures that can hold nothing that runs."""
CHOICES: Final = "choices"
"""In the notebook's own metadata: what was chosen in its parts, by task."""
_BASE64: Final = re.compile(r"[A-Za-z0-9+/=\s]+")
_FORMAT: Final = 4
_DIGEST: Final = re.compile(r"[0-9a-f]{16}")


class UnreadableError(TrilateralError):
    """A submitted file cannot be graded as a notebook; the message tells its author why."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The file {what}. Open it in JupyterLab, save it, check that it opens again, "
            "and hand that file in."
        )


@dataclass(frozen=True)
class Submission:
    """One learner's file for one assignment."""

    learner: str
    assignment: str
    path: Path
    beside: tuple[str, ...] = ()
    """Files that were handed in with it, such as data: paths from its folder."""

    def along(self) -> dict[str, bytes]:
        """Return the files that go along with it, as many as there is room for.

        A name that leads out of the folder is skipped: a learner may have written the list.
        """
        root = self.path.parent.resolve()
        room, files = BESIDE, dict[str, bytes]()
        for name in self.beside:
            path = (root / name).resolve()
            if path.is_relative_to(root) and path.is_file() and path.stat().st_size <= room:
                inner = str(path.relative_to(root))
                files[inner] = path.read_bytes()
                room -= len(files[inner])
        return files


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file, as a receipt shows it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(path: Path) -> NotebookNode:
    """Return a submitted notebook's cells, without outputs and with nothing but what is known.

    What its learner's variants were drawn by is in its metadata, where its checks were run, and
    what was chosen in its parts.

    Raises
    ------
    UnreadableError
        It cannot be read.
    """
    return parse(content(path))


def content(path: Path) -> bytes:
    """Return a submitted file's bytes, which may be anything.

    Raises
    ------
    UnreadableError
        There are too many.
    """
    size = path.stat().st_size
    if size > BYTES:
        what = f"is too large ({size:,} bytes; at most {BYTES:,} are read)"
        raise UnreadableError(what)
    return path.read_bytes()


def parse(written: bytes, *, outputs: bool = False) -> NotebookNode:
    """Return the notebook in a file's content, as `read` does; `outputs` keeps those too."""
    if not written:
        what = "is empty"
        raise UnreadableError(what)
    try:
        text = _text(written)
        if Room(len(text), PARTS, VALUES).take(text):
            return _notebook(json.loads(text.decode()), outputs=outputs)
    except UnicodeDecodeError as error:
        what = f"is not in UTF-8 (byte {error.start:,})"
        raise UnreadableError(what) from error
    except json.JSONDecodeError as error:
        what = f"ends too early or is damaged at line {error.lineno}, so it is not a notebook"
        raise UnreadableError(what) from error
    except (ValueError, RecursionError) as error:
        what = "is not a notebook"
        raise UnreadableError(what) from error
    what = "has too many parts"
    raise UnreadableError(what)


def _text(written: bytes) -> bytes:
    """Return a file's JSON in UTF-8; an editor may have saved it in UTF-16, or with a mark."""
    coding = json.detect_encoding(written)
    return written if coding == "utf-8" else written.decode(coding).encode()


def _notebook(content: Any, *, outputs: bool) -> NotebookNode:  # noqa: ANN401 -- JSON
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        what = "is not a notebook"
        raise UnreadableError(what)
    if content["nbformat"] < _FORMAT:
        try:
            content = nbformat.reads(json.dumps(content), as_version=_FORMAT)
        except Exception as error:  # nbformat raises what its converters happen to
            number = one_line(content["nbformat"], 20)
            what = f"is damaged and in an old notebook format ({number})"
            raise UnreadableError(what) from error
    cells = content.get("cells")
    if not isinstance(cells, list):
        what = "has no cells"
        raise UnreadableError(what)
    if len(cells) > CELLS:
        what = f"has {len(cells):,} cells; at most {CELLS:,} are read"
        raise UnreadableError(what)
    whole = [made for cell in cells if (made := _cell(cell, outputs=outputs))]
    if sum(len(cell["source"]) for cell in whole) > SOURCE:
        what = f"has more than {SOURCE:,} characters in its cells"
        raise UnreadableError(what)
    metadata = content.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    own = metadata.get("trilateral")
    chosen = choices.stored(cells)
    own = {**(own if isinstance(own, dict) else {}), outcome.SEED: _seed(cells), CHOICES: chosen}
    metadata = {**metadata, "trilateral": own}
    fields = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": whole}
    return cast("NotebookNode", nbformat.from_dict(fields))


def _cell(cell: object, *, outputs: bool) -> dict[str, Any] | None:
    if not isinstance(cell, dict):
        return None
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    metadata = cell.get("metadata")
    metadata = dict(metadata) if isinstance(metadata, dict) else {}
    if not isinstance(metadata.get("nbgrader", {}), dict):
        del metadata["nbgrader"]
    kind = cell.get("cell_type")
    made = {
        "cell_type": kind if kind in ("code", "markdown", "raw") else "raw",
        "id": str(cell.get("id", ""))[:64],
        "metadata": metadata,
        "source": source if isinstance(source, str) else "",
    }
    if kind != "code":
        pictures = _pictures(cell.get("attachments"))
        return {**made, "attachments": pictures} if pictures and kind == "markdown" else made
    results = cell.get("outputs") if outputs else []
    whole = (
        [output for output in results if isinstance(output, dict)]
        if isinstance(results, list)
        else []
    )
    return {**made, "outputs": whole, "execution_count": None}


def _pictures(attachments: object) -> dict[str, dict[str, str]]:
    """Return the pictures that a text shows, by their names in it."""
    pictures = attachments if isinstance(attachments, dict) else {}
    files = {
        str(name)[:200]: {kind: data for kind, data in kinds.items() if _is_picture(kind, data)}
        for name, kinds in pictures.items()
        if isinstance(kinds, dict)
    }
    return {name: kinds for name, kinds in files.items() if kinds}


def _is_picture(kind: str, data: object) -> bool:
    return kind in PICTURES and isinstance(data, str) and bool(_BASE64.fullmatch(data))


def _seed(cells: list[Any]) -> str:
    """Return the seed that most checks have left in their outputs, or an empty text.

    It chooses among the variants of a task and does nothing else, so it may be anybody's.
    """
    seeds = Counter(seed for cell in cells for seed in _seeds(cell) if _DIGEST.fullmatch(seed))
    return seeds.most_common(1)[0][0] if seeds else ""


def _seeds(cell: object) -> Iterator[str]:
    match cell:
        case {"outputs": list(outputs)}:
            for output in outputs:
                match output:
                    case {"data": {outcome.MIME: {outcome.SEED: str(seed)}}}:
                        yield seed

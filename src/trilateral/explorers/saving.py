"""Put a learner's files where the learner finds them, whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from trilateral.errors import BriefError
from trilateral.paths import state_dir

if TYPE_CHECKING:
    from collections.abc import Mapping


def save(files: Mapping[str, str], folder: Path | None = None) -> tuple[Path, ...]:
    """Write texts by name and return their paths.

    Parameters
    ----------
    files
        Name and text of each.
    folder
        Where to; by default the working folder, then the folder of the learner's records.

    Raises
    ------
    BriefError
        No folder can be written; the message names each with its reason.
    """
    reasons = []
    for place in [folder] if folder else [Path.cwd(), state_dir()]:
        try:
            return tuple(_write(place / name, text) for name, text in files.items())
        except OSError as error:
            reasons.append(f"{place}: {error.strerror or type(error).__name__}")
    message = (
        f"Your brief could not be written ({'; '.join(reasons)}). Nothing you said is lost. Free "
        "some space or make one of these folders writable, and press the button again."
    )
    raise BriefError(message)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink()
    return path

"""Where a class is kept until it is closed, and the one file that remains.

``<folder>/<class>/`` holds the script, the journal and the desk's secret, for this account alone.
Closing writes ``<folder>/<class>.json`` and removes the rest.
"""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from trilateral.classroom.applying import replayed
from trilateral.classroom.errors import ClassroomError
from trilateral.classroom.events import EVENT
from trilateral.classroom.protocol import Model
from trilateral.classroom.script import Script
from trilateral.classroom.state import begin
from trilateral.classroom.summary import summary
from trilateral.files import replace
from trilateral.journal import Journal, whole_lines
from trilateral.paths import state_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trilateral.classroom.state import State

_SOON: Final = 15 * 60.0
"""Seconds after which a restart asks again before it opens the class to the local network."""
_SECONDS: Final = 300
"""How long preparing a lesson may take, on a slow machine."""


class Desk(Model):
    """How the desk is reached: what a restart must not change."""

    secret: str
    port: int
    began: float


@dataclass(frozen=True)
class Kept:
    """A class on the disk."""

    folder: Path
    script: Script
    desk: Desk

    @property
    def name(self) -> str:
        """The class's name, such as ``03_coercion-20261130-0915``."""
        return self.folder.name

    @property
    def journal(self) -> Journal:
        """Everything that happened in it."""
        return Journal(self.folder / "journal.jsonl")

    @property
    def remains(self) -> Path:
        """The file that remains when the class is closed."""
        return self.folder.parent / f"{self.name}.json"

    @property
    def heard(self) -> float:
        """When something was last written, in seconds."""
        path = self.journal.path
        return path.stat().st_mtime if path.exists() else self.desk.began

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the class, so that no second server writes into it.

        Raises
        ------
        ClassroomError
            Another server holds it.
        """
        with self.journal.locked(1.0) as free:
            if not free:
                message = (
                    f"The class {self.name} is open already, in another window of this machine. "
                    "Continue there, or stop it there with Ctrl+C and rerun this command."
                )
                raise ClassroomError(message)
            self.journal.drop_cut_line()
            yield
        if self.remains.exists():
            self.delete()  # the lock is the last file, and some systems keep it while it is held

    def read(self) -> tuple[State, int]:
        """Return the class as its journal has it, and how many lines could not be read."""
        state = begin(self.script, self.desk.began)
        path = self.journal.path
        lines = whole_lines(path.read_bytes()) if path.exists() else []
        events = []
        for each in lines:
            try:
                events.append(EVENT.validate_json(each))
            except ValidationError:
                continue
        return replayed(state, events), len(lines) - len(events)

    def finish(self, state: State) -> Path:
        """Write what remains of a closed class, then remove the rest.

        Raises
        ------
        OSError
            It cannot be written, or something cannot be removed: `unclosed` removes that later.
        """
        text = json.dumps(summary(state, self.name), ensure_ascii=False, indent=1)
        replace(self.remains, f"{text}\n".encode())
        self.remains.chmod(0o600)
        for path in self.folder.iterdir():
            if path.suffix != ".lock":
                path.unlink()
        return self.remains

    def moved(self, port: int) -> Kept:
        """Return the class on another port, which it keeps.

        Raises
        ------
        OSError
            It cannot be written.
        """
        desk = self.desk.model_copy(update={"port": port})
        _write(self.folder / "desk.json", desk)
        return Kept(self.folder, self.script, desk)

    def entrance(self, desk: str) -> Path:
        """Return a page, for this account alone, that leads to the desk.

        A browser is started with an address that everybody on this machine can list; it is this
        page's, and the secret stays in the file.
        """
        path = self.folder / "desk.html"
        link = escape(desk, quote=True)
        page = (
            '<!doctype html><meta charset="utf-8"><title>Desk</title>'
            f'<meta http-equiv="refresh" content="0; url={link}"><a href="{link}">To the desk</a>'
        )
        replace(path, page.encode())
        path.chmod(0o600)
        return path

    def delete(self) -> None:
        """Remove all of the class that can be removed, but for the file that remains."""
        shutil.rmtree(self.folder, ignore_errors=True)


def again_on(record: Kept, state: State, now: float) -> str | None:
    """Return the address that a restart may open without asking: the last one, soon after.

    Later the machine may be in another network, at home or in a café.
    """
    return state.host if now - record.heard < _SOON else None


def default_folder() -> Path:
    """Return where classes are kept, unless a folder is named: beside the learner's own records."""
    return state_dir() / "classes"


def started(folder: Path, script: Script, port: int) -> Kept:
    """Make a new class of a script.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    began = time.time()
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(began))
    place = folder / f"{script.lesson}-{stamp}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.mkdir(mode=0o700)
    record = Kept(place, script, Desk(secret=secrets.token_urlsafe(24), port=port, began=began))
    _write(place / "script.json", script)
    _write(place / "desk.json", record.desk)  # last: a folder that has it is whole
    return record


def unclosed(folder: Path, lesson: str = "") -> list[Kept]:
    """Return the classes in a folder that were not closed, the latest last.

    What is left of a closed one is removed.

    Parameters
    ----------
    folder
        Where classes are kept.
    lesson
        A lesson's name or number; by default all.
    """
    for path in folder.glob("*/journal.jsonl"):
        if path.parent.with_suffix(".json").exists():
            shutil.rmtree(path.parent, ignore_errors=True)
    records = [_opened(path.parent) for path in folder.glob("*/desk.json")]
    there = [
        record for record in records if record and lesson in ("", *_names(record.script.lesson))
    ]
    return sorted(there, key=lambda record: record.desk.began)


def damaged(folder: Path) -> list[Path]:
    """Return the folders of classes that were not closed and cannot be opened: a file is damaged.

    Parameters
    ----------
    folder
        Where classes are kept.
    """
    folders = sorted(path.parent for path in folder.glob("*/journal.jsonl"))
    return [path for path in folders if _opened(path) is None]


def prepared(lesson: str) -> Script:
    """Return a lesson's script, made in a process of its own: what it loads goes with it.

    Raises
    ------
    ClassroomError
        There is no such plan, or something in it must be corrected; the message says what.
    """
    command = [sys.executable, "-m", "trilateral.classroom.preparing", lesson]
    done = subprocess.run(  # noqa: S603 -- our own module
        command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=_SECONDS
    )
    if done.returncode:
        raise ClassroomError(done.stderr.strip())
    return Script.model_validate_json(done.stdout)


def _names(lesson: str) -> tuple[str, str]:
    return lesson, lesson.split("_", maxsplit=1)[0]


def _opened(folder: Path) -> Kept | None:
    """Return a class by its folder, or None if that is damaged."""
    try:
        script = Script.model_validate_json((folder / "script.json").read_bytes())
        desk = Desk.model_validate_json((folder / "desk.json").read_bytes())
    except (OSError, ValidationError):
        return None
    return Kept(folder, script, desk)


def _write(path: Path, value: Model) -> None:
    replace(path, value.model_dump_json().encode())
    path.chmod(0o600)

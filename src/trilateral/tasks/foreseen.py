"""Mistakes that a graded hand-out knows, each locked by the mistaken answer itself.

A hand-out may say what is wrong with an answer, and must not say what is right. So it holds, for
each foreseen mistake, what grading would say about it, encrypted with a key made of the mistaken
answer's normal form by scrypt, with a salt for each task. A learner who makes the mistake has the
key; the
right answer's is not there, so no search for it comes to an end. A try costs the learner's machine
some hundredths of a second, and somebody who tries answers by the thousand as much each time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pydantic

from trilateral.tasks.forms import forms
from trilateral.tasks.variants import draws

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAME: Final = "foreseen.json"
"""The file beside an exercise."""
COST: Final = 2**12
"""Of scrypt: a try takes some hundredths of a second."""
_BLOCK: Final = 8
_TAG: Final = 8
_STEP: Final = 128
"""Bytes: what is said is filled up to a multiple of it, so that its length says little."""


@dataclass(frozen=True)
class Feedback:
    """What grading would say about a mistaken answer."""

    points: float
    passed: int
    """How many checks that count it meets."""
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Foreseen:
    """The foreseen mistakes of a task."""

    salt: str
    draws: tuple[str, ...]
    """What a learner draws, by key, that the answers depend on."""
    probes: tuple[str, ...]
    """Calls that tell functions apart."""
    locked: tuple[str, ...]
    """What is said about each, as hexadecimal digits: a tag, then the encrypted words."""

    def feedback(self, answers: Mapping[str, object]) -> Feedback | None:
        """Return what is to be said about an answer, or None where it is not a foreseen mistake."""
        boxes = {text[: 2 * _TAG]: text[2 * _TAG :] for text in self.locked}
        for form in forms(answers, self.probes):
            key = stretched(form, self.salt, drawn(self.draws))
            if box := boxes.get(_tag(key)):
                return _FEEDBACK.validate_json(_mixed(bytes.fromhex(box), key))
        return None


_FEEDBACK: pydantic.TypeAdapter[Feedback] = pydantic.TypeAdapter(Feedback)
_TASKS: pydantic.TypeAdapter[dict[str, Foreseen]] = pydantic.TypeAdapter(dict[str, Foreseen])


def find(task: str, folder: Path | None = None) -> Foreseen | None:
    """Return the foreseen mistakes of a task, from the folder that its exercise lies in."""
    path = (folder or Path.cwd()) / NAME
    try:
        return _read(path, path.stat().st_mtime_ns).get(task)
    except (OSError, ValueError):  # an exercise that travels alone goes without
        return None


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> dict[str, Foreseen]:
    return _TASKS.validate_json(path.read_bytes())


def written(tasks: Mapping[str, Foreseen]) -> bytes:
    """Return the file's content."""
    return _TASKS.dump_json(dict(tasks), indent=1) + b"\n"


def drawn(keys: Sequence[str]) -> str:
    """Return what the learner has drawn by these keys, as it goes into a mistake's key."""
    values = draws()
    return json.dumps([str(values[key].drawn) if key in values else None for key in keys])


def lock(feedback: Feedback, key: bytes) -> str:
    """Return what is said about a mistake, so that only its own key opens it."""
    plain = _FEEDBACK.dump_json(feedback)
    return _tag(key) + _mixed(plain.ljust(-(-len(plain) // _STEP) * _STEP), key).hex()


def stretched(form: str, salt: str, variant: str) -> bytes:
    """Return the key that a normal form makes: slow on purpose."""
    secret = f"{variant}\0{form}".encode()
    return hashlib.scrypt(secret, salt=bytes.fromhex(salt), n=COST, r=_BLOCK, p=1, dklen=32)


def salt_of(task: str) -> str:
    """Return a task's salt: no secret, and no other task's."""
    return hashlib.sha256(f"foreseen mistakes of {task}".encode()).hexdigest()[:32]


def _tag(key: bytes) -> str:
    return hashlib.sha256(b"tag" + key).hexdigest()[: 2 * _TAG]


def _mixed(text: bytes, key: bytes) -> bytes:
    """Return `text` encrypted, or an encrypted one plain: each key is used for one text alone."""
    stream = hashlib.shake_256(b"words" + key).digest(len(text))
    return bytes(byte ^ other for byte, other in zip(text, stream, strict=True))

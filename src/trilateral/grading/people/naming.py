"""A name as two platforms may write it: what is left to compare once each has cleaned it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Protocol

_DROPPED: Final = re.compile(r"[\x00-\x1f\x7f'\"|/:*?<>\\&`\u2018\u2019\u201c\u201d]")
"""What Moodle leaves out of a file's name, and the quotation marks that an editor makes curly."""
_SPACES: Final = re.compile(r"[\s_,]+")
"""What Moodle makes a space of, and what is between the parts of a sorted name."""
_LETTERS: Final = re.compile(r"[\W\d_]")
_LABELS: Final = {
    "deltager",
    "deelnemer",
    "kalahok",
    "participant",
    "participante",
    "participante/a",
    "partecipante",
    "teilnehmer",
    "teilnehmerin",
    "uczestnik",
    "参加者",
    "参与者",
    "참가자",
}
"""What Moodle calls somebody whose name it hides, as far as it is known."""


class Named(Protocol):
    """Somebody with a name, in one piece or in two."""

    @property
    def name(self) -> str:
        """The whole name, where it is known in one."""

    @property
    def first_name(self) -> str:
        """The first name."""

    @property
    def last_name(self) -> str:
        """The last name."""

    @property
    def sortable_name(self) -> str:
        """The name as lists are sorted by it."""

    @property
    def is_hidden(self) -> bool:
        """Whether the name is hidden."""


Key = tuple[str, ...]
"""A name's words in an order of their own: which part comes first differs by platform."""


def fold(text: str) -> str:
    """Return a text as it is compared: case, kinds of letters and spaces aside."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("_", " ")
    return " ".join(plain.split())


def key(name: str) -> Key:
    """Return a name as it is compared with one in a file's name; empty where nothing is left."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return tuple(sorted(_SPACES.sub(" ", _DROPPED.sub("", plain)).split()))


def joined(name: str) -> str:
    """Return a name with nothing but its letters, in their order, as Canvas writes it."""
    return _LETTERS.sub("", unicodedata.normalize("NFKC", name).casefold())


def folder_name(text: str) -> str:
    """Return a text as a name that every file system takes and that leads nowhere else."""
    plain = unicodedata.normalize("NFC", text).strip()
    return re.sub(r"[^\w.@+-]+", "_", plain).lstrip(".")[:80]


def is_label(name: str) -> bool:
    """Whether a name is what Moodle calls everybody whose name it hides."""
    return "".join(key(name)) in _LABELS


def names(learner: Named) -> tuple[str, ...]:
    """Return what a learner is called, in whatever order; nothing where only the id is known."""
    parts = f"{learner.first_name} {learner.last_name}".strip()
    return tuple(dict.fromkeys(filter(None, (learner.name, parts))))


def keys_of(learner: Named) -> set[Key]:
    """Return a learner's names as they are compared."""
    return {word for name in names(learner) if (word := key(name))}


def is_called(learner: Named, name: str) -> bool:
    """Whether a name that is beside a number may be this learner's.

    Nothing speaks against a learner of whom no name is known.
    """
    keys = keys_of(learner)
    return is_label(name) if learner.is_hidden else not keys or key(name) in keys


def is_written(learner: Named, letters: str) -> bool:
    """Whether a name without spaces or marks, as Canvas writes it, may be this learner's."""
    own_names = names(learner)
    return not own_names or joined(letters) in map(joined, (learner.sortable_name, *own_names))

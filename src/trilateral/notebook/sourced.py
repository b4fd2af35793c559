"""Which lessons use a source, and which show a row: in prose, parts, charts and questions."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from trilateral.evidence.sourcing import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from trilateral.evidence.weakness import Weak

_WORD: Final = re.compile(r"[A-Za-z0-9][\w.-]*\w")


class Lessons:
    """The notebooks as saved, and the question banks beside them, as text to look into."""

    def __init__(self, notebooks: Iterable[Path]) -> None:
        """Read the notebooks, each with ``quizzes/<name>.yaml`` beside it where there is one."""
        self._texts: dict[str, str] = {}
        self._words: dict[str, frozenset[str]] = {}
        for path in notebooks:
            bank = path.parent / "quizzes" / f"{path.stem}.yaml"
            files = [file for file in (path, bank) if file.is_file()]
            text = "\n".join(file.read_text(encoding="utf-8") for file in files)
            self._texts[path.stem] = text
            self._words[path.stem] = frozenset(_WORD.findall(text))

    def naming(self, name: str) -> tuple[str, ...]:
        """Return the lessons that name a source or a row by its id."""
        return tuple(lesson for lesson, words in self._words.items() if name in words)

    def showing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the lessons that have one of `texts` word for word."""
        written = [json.dumps(text, ensure_ascii=False)[1:-1] for text in texts]
        return tuple(
            lesson for lesson, text in self._texts.items() if any(mark in text for mark in written)
        )


def unfit(entries: Iterable[Weak], lessons: Lessons) -> dict[str, list[str]]:
    """Return what no lesson should have.

    Parameters
    ----------
    entries
        The weak sources.
    lessons
        Where they may be used.

    Returns
    -------
    dict
        For each weakness of an address, the sources that a lesson uses; as ``digests_alone``, the
        rows that a lesson shows and that have no better basis.
    """
    weak = list(entries)
    used = [entry.source for entry in weak if lessons.naming(entry.source.id)]
    alone = {
        str(row)
        for entry in weak
        for row in entry.rows
        if row.baseless and (lessons.naming(entry.source.id) or lessons.showing(row.texts))
    }
    words = {word: [s.id for s in used if word in s.weakness] for word in sorted(ELSEWHERE)}
    return {**words, "digests_alone": sorted(alone)}

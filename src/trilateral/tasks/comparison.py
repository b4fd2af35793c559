"""The result of a comparison."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    """True where two values agree, else what differs."""

    difference: str = ""
    """One sentence on the learner's value; empty where the two agree."""

    def __bool__(self) -> bool:
        """Return whether the two agree."""
        return not self.difference


SAME = Comparison()


def listed(names: list[str], most: int = 4) -> str:
    """Return names for a sentence, the first few of many."""
    words = ", ".join(f"`{name}`" for name in names[:most])
    return f"{words} and {len(names) - most} more" if len(names) > most else words


def verb(count: int, single: str, many: str) -> str:
    """Return the form of a verb that fits a count."""
    return single if count == 1 else many

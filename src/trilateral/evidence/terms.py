"""The glossary's terms as prose writes them, so that the page can find them there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.evidence.store import Evidence

_BRACKET: Final = re.compile(r"^(?P<name>[^()]+) \((?P<more>[^()]+)\)$")
_INITIALS: Final = re.compile(r"[A-Z0-9/]{2,}$")
_NO_PHRASE: Final = re.compile(r",| v\. ")
"""In a heading that no sentence would have, such as ``Jurisdiction, exclusive``."""


class Term(TypedDict):
    """A term of the glossary."""

    forms: list[str]
    """How prose writes it; empty where it could be taken for something else."""
    definition: str
    why: str
    sources: list[str]


def terms(evidence: Evidence) -> dict[str, Term]:
    """Return the terms of the glossary by name."""
    terms: dict[str, Term] = {}
    for row in evidence.rows("legal_concepts").rows:
        sources = row["source_ids"]
        terms[str(row["term"])] = {
            "forms": list(forms(str(row["term"]))),
            "definition": str(row["definition"]),
            "why": str(row["why_it_matters"]),
            "sources": list(sources) if isinstance(sources, tuple) else [],
        }
    return terms


def forms(term: str) -> Iterator[str]:
    """Yield how prose writes a term of the glossary.

    A bracket that spells initials out is a second form. Any other bracket says which of several
    things is meant, and so the words before it alone are none: ``Article 9 (Japan)``.

    >>> list(forms("EEZ (exclusive economic zone)"))
    ['EEZ', 'exclusive economic zone']
    >>> list(forms("SOFA / VFA / SOVFA")), list(forms("Article 9 (Japan)"))
    (['SOFA', 'VFA', 'SOVFA'], [])
    """
    match = _BRACKET.match(term)
    name, more = (match["name"], match["more"]) if match else (term, "")
    if _NO_PHRASE.search(name) or (more and not _INITIALS.match(name)):
        return
    yield from name.split(" / ")
    if more and "".join(word[0] for word in re.split(r"[ -]", more)).upper() == name:
        yield more

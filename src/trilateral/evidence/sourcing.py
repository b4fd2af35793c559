"""What a machine can see of a source's weakness: by its address and its publisher's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trilateral.evidence.reading import Row
    from trilateral.evidence.values import Value

OFFICIAL_COPY: Final = "official_copy"
COPY: Final = "copy"

ELSEWHERE: Final = frozenset({"look_alike", "closed"})
"""Weaknesses of an address that a learner should never be sent to."""
NO_BASIS: Final = frozenset({"digest", *ELSEWHERE})
"""Weaknesses that leave a row without a basis if all its sources bear one of them."""

_VIA: Final = re.compile(r"(.+?) via ")
_COPIED: Final = re.compile(r"\b(?:archive|copy|mirror|reprint|repost)\b[^()]*\)$")
_GOVERNMENT: Final = re.compile(r"(?:^|\.)(?:gov|mil|go)(?:\.[a-z]{2})?$")
_AGENCY: Final = re.compile(
    r"\b(?:AP|Associated Press|AFP|Anadolu Agency|Bloomberg|Jiji|Kyodo|NHK|PNA|"
    r"Philippine News Agency|PTI|RBC|Reuters|TBS|UPI|Xinhua)\b"
)
"""Agencies and networks, whose texts other outlets are licensed to carry."""

Found = tuple[str, str, str]
"""Column, rule and remedy."""


def of_copies(row: Row) -> set[str]:
    """Return what the publisher's name says: that the text was seen at another's address.

    >>> of_copies({"kind": "treaty", "publisher": "A ministry via Scribd", "url": "https://x.org"})
    {'official_copy'}
    """
    publisher, host = str(row["publisher"]), urlsplit(str(row["url"])).hostname or ""
    via = _VIA.match(publisher)
    if not (via or _COPIED.search(publisher)) or _GOVERNMENT.search(host):
        return set()
    if row["kind"] in {"official", "treaty"}:
        return {OFFICIAL_COPY}
    return set() if via and _AGENCY.search(via[1]) else {COPY}


def problems(row: Row, keys: Callable[[str, str], dict[Value, Row]]) -> Iterator[Found]:
    """Yield what is wrong with how a row of ``sources`` tells of its weakness.

    Parameters
    ----------
    row
        The source.
    keys
        Gives the rows of a table by their value in a column.
    """
    marked = set(row["weakness"]) if isinstance(row["weakness"], tuple) else set()
    remedy = "Add the word to weakness, cite a better page, or correct the publisher."
    for word in of_copies(row) - marked:
        if not marked:  # a page that is weaker still is marked for that
            yield (
                "weakness",
                f"the publisher says that the text is at another's site: {word}",
                remedy,
            )
    host = keys("weak_hosts", "host").get(urlsplit(str(row["url"])).hostname or "")
    if host and host["weakness"] not in marked:
        rule = f"weak_hosts has this site as {host['weakness']}: {host['note']}"
        yield "weakness", rule, "Cite a better page, or add the word to weakness."
    if OFFICIAL_COPY in marked and not row["why_kept"]:
        rule = "an official text at another's site needs a reason why it is kept"
        yield "why_kept", rule, "Look for the official page; say when, and what was found."
    if row["why_kept"] and not marked:
        yield "why_kept", "there is a reason, and no weakness", "Fill in both, or neither."

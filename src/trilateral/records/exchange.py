"""What a page and the record store give each other: what was done before, now, and elsewhere.

The server extension and the widget (`trilateral.parts.widget`) answer alike, by these functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict

from trilateral.journal import line
from trilateral.records.reading import read_line
from trilateral.records.statements import Statement, agent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.records.store import RecordStore

LONGEST: Final = 20_000
"""Bytes of one statement that a page may send: a learner's text has 2,000 characters at most."""
_DIGITS: Final = 12
MOST: Final = 500
"""Statements that a page may send at once."""


class News(TypedDict):
    """What a page gets of the records."""

    learner: str
    statements: list[Statement]
    cursor: str
    """Where this reading ended; with it the next one gives only what came later."""
    whole: bool
    """Whether these are all statements that there are, whatever the page has read before."""
    place: str
    """The file that they are kept in."""


def news(store: RecordStore, cursor: str = "") -> News:
    """Return the learner's pseudonym and the statements that came after `cursor`, oldest first.

    A cursor of another process, or of records that the learner has deleted since, counts for none.

    Raises
    ------
    OSError
        The records cannot be read just now.
    """
    statements = store.statements()
    if store.unread:
        raise store.unread
    edition, _, number = cursor.partition("-")
    sound = edition == store.edition and number.isdecimal() and len(number) <= _DIGITS
    count = int(number) if sound else 0
    return {
        "learner": store.learner,
        "statements": statements[count:],
        "cursor": f"{store.edition}-{len(statements)}",
        "whole": not sound,
        "place": str(store.path),
    }


def merge(store: RecordStore, statements: object) -> list[str]:
    """Keep statements that a page sent, each once, under the learner's own pseudonym.

    Parameters
    ----------
    store
        The learner's records.
    statements
        Whatever the page sent: a list of statements, oldest first.

    Returns
    -------
    list of str
        The ids of those that are not statements and will never be taken.

    Raises
    ------
    ValueError
        It is not a list, or too long a one.
    OSError
        They cannot be written just now.
    """
    new, refused = _parted(store, statements)
    store.append(new)
    return refused


def insert(store: RecordStore, statements: object) -> list[str]:
    """Keep statements of a learner's file as `merge` does, but where their time belongs.

    What was said last counts, so an old answer must not come after a newer one.
    """
    new, refused = _parted(store, statements)
    store.insert(new)
    return refused


def _parted(store: RecordStore, statements: object) -> tuple[list[Statement], list[str]]:
    """Return statements signed by the learner, and the ids of those that are none."""
    if not isinstance(statements, list) or len(statements) > MOST:
        message = f"Send a list of at most {MOST} statements."
        raise ValueError(message)
    sound = [_is_sound(each) for each in statements]
    new = [each for each, ok in zip(statements, sound, strict=True) if ok]
    rest = [each for each, ok in zip(statements, sound, strict=True) if not ok]
    refused = [str(each["id"]) for each in rest if isinstance(each, dict) and "id" in each]
    return _signed(store, new), refused


def _signed(store: RecordStore, statements: Sequence[Statement]) -> list[Statement]:
    return [{**each, "actor": agent(store.learner)} for each in statements]


def _is_sound(statement: Any) -> bool:  # noqa: ANN401 -- whatever a page sends
    try:
        return (
            isinstance(statement["id"], str)
            and isinstance(statement["verb"], dict)
            and isinstance(statement["object"], dict)
            and len(written := line(statement)) <= LONGEST
            and read_line(written) is not None
        )
    except (KeyError, TypeError, ValueError, RecursionError):
        return False

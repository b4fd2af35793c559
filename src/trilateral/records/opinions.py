"""What a learner thinks of a claim or a link, on which occasion: the last word counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from trilateral.records.statements import HOME, Statement, statement
from trilateral.records.store import RecordStore, shared

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

Kind = Literal["verdict", "confidence", "weight", "test", "note", "prediction"]
"""What is said about a thing; each kind is read apart from the others."""

_VERB = f"{HOME}/verb/judged"


class Opinions:
    """One kind of opinion on one occasion, kept in the learner's record store.

    Parameters
    ----------
    kind
        What is said, such as ``confidence``.
    occasion
        When it was said, such as ``before`` (lesson 00) or ``after`` (lesson 05).
    store
        The learner's records; those of this machine's user by default.
    only
        The words an opinion may be; a record of any other is skipped. All words by default.
    """

    def __init__(
        self,
        kind: Kind,
        occasion: str,
        store: RecordStore | None = None,
        *,
        only: Container[str] | None = None,
    ) -> None:
        self.kind = kind
        self.occasion = occasion
        self.only = only
        self.store = store or shared()

    def all(self) -> dict[str, str]:
        """Return the last opinion on each thing; an emptied one is left out."""
        opinions: dict[str, str] = {}
        for made in self.store.statements():
            opinion = _read(made, self.kind, self.occasion)
            if opinion and self._may_be(opinion[1]):
                opinions[opinion[0]] = opinion[1]
        return {thing: value for thing, value in opinions.items() if value}

    def keep(self, opinions: Mapping[str, str]) -> None:
        """Remember those that differ from what was last said; an empty text takes one back."""
        now = self.all()
        for thing, value in opinions.items():
            if now.get(thing, "") != value:
                self.store.add(self._statement(thing, value))

    def _may_be(self, value: str) -> bool:
        return not value or self.only is None or value in self.only

    @property
    def notice(self) -> str:
        """One line for the learner when opinions can't be saved; else empty."""
        error = self.store.unsaved
        if error is None:
            return ""
        return (
            f"This cannot be saved now ({error.strerror or type(error).__name__}: "
            f"{self.store.folder}). It counts until you close this notebook. Free some space "
            "or make the folder writable, and your next change saves it."
        )

    def _statement(self, thing: str, value: str) -> Statement:
        activities = {
            "parent": [{"id": f"{HOME}/occasion/{self.occasion}"}],
            "grouping": [{"id": HOME}],
        }
        return statement(
            self.store.learner,
            "judged",
            f"{self.kind}/{thing}",
            result={"response": value},
            context={"language": "en", "contextActivities": activities},
        )


def _read(made: Statement, kind: str, occasion: str) -> tuple[str, str] | None:
    """Return thing and value of a statement of this kind and occasion, None for any other."""
    try:
        verb: Any = made["verb"]["id"]
        about: Any = made["object"]["id"]
        parent: Any = made["context"]["contextActivities"]["parent"][0]["id"]
        value: Any = made["result"]["response"]
    except (KeyError, IndexError, TypeError):
        return None
    start = f"{HOME}/{kind}/"
    if verb != _VERB or parent != f"{HOME}/occasion/{occasion}":
        return None
    if not isinstance(about, str) or not about.startswith(start) or not isinstance(value, str):
        return None
    return about.removeprefix(start), value

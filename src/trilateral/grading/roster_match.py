"""Who in one list of the class is whom in another, such as Moodle's and Canvas's."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from trilateral.grading.roster import Learner, Roster, fold, folder_name, names

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS: Final = ("username", "email", "id_number", "sis_user_id", "sis_login_id", "canvas_id")
_LASTING: Final = ("id_number", "sis_user_id", "canvas_id")
"""What a person has one of: two of a kind that differ are two people."""


@dataclass(frozen=True)
class Match:
    """Two lists side by side."""

    roster: Roster
    """Our learners, with what the other list knows of them."""
    pairs: tuple[tuple[Learner, Learner], ...] = ()
    """Ours and theirs."""
    only_ours: tuple[Learner, ...] = ()
    only_theirs: tuple[Learner, ...] = ()


class _Finder:
    def __init__(self, ours: Roster, theirs: Roster) -> None:
        self._ours = Counter(name for one in ours.learners for name in _called(one))
        self._names: dict[str, dict[str, Learner]] = {}
        self._keys: dict[str, list[tuple[str, Learner]]] = {}
        for one in theirs.learners:
            for name in _called(one):
                self._names.setdefault(name, {})[one.id] = one
            for kind, key in _keys(one):
                self._keys.setdefault(key, []).append((kind, one))

    def find(self, learner: Learner) -> Learner | None:
        """Return who this is in the other list, or None where that is not clear."""
        near = [(kind, *at) for kind, key in _keys(learner) for at in self._keys.get(key, ())]
        same = {one.id: one for mine, kind, one in near if mine == kind}
        like = {one.id: one for mine, _, one in near if _one_thing(learner, mine, one)}
        called = {
            one.id: one
            for name in _called(learner)
            if self._ours[name] == 1
            for one in self._names.get(name, {}).values()
        }
        found = same or like or called
        if len(found) != 1:
            return None
        (one,) = found.values()
        return one if same or not _contradict(learner, one) else None


def match(ours: Roster, theirs: Roster) -> Match:
    """Return two lists side by side.

    Identifiers of one kind that are equal are one person's. Those of different kinds are so only
    with the same name, or where they are addresses: a Canvas number 12 is no Moodle number 12.
    Where there is none, the same name is enough if nobody else has it.
    """
    finder = _Finder(ours, theirs)
    found = {one.id: finder.find(one) for one in ours.learners}
    pairs = tuple((one, known) for one in ours.learners if (known := found[one.id]))
    taken = {known.id for _, known in pairs}
    return Match(
        Roster(_filled(one, found[one.id]) for one in ours.learners),
        pairs,
        tuple(one for one in ours.learners if not found[one.id]),
        tuple(one for one in theirs.learners if one.id not in taken),
    )


def updated(old: Roster, new: Roster) -> Roster:
    """Return a new list in which learners keep the ids, and so the folders, that they had."""
    side = match(new, old)
    before = {one.id: known.id for one, known in side.pairs}
    ids = [before.get(one.id, one.id) for one in new.learners]
    if len({text.casefold() for text in ids}) < len(ids):
        return new
    filled = zip(side.roster.learners, ids, strict=True)
    return Roster(Learner(**{**asdict(one), "id": own}) for one, own in filled)


def loses(old: Roster, new: Roster) -> bool:
    """Whether a new list lacks somebody or something that the old one has."""
    return any(
        value and value not in asdict(new.by_id.get(one.id, Learner(""))).values()
        for one in old.learners
        for value in asdict(one).values()
    )


def _keys(learner: Learner) -> Iterator[tuple[str, str]]:
    """Return kinds of identifiers with their values; an id made of another one is none itself."""
    held = [(kind, value) for kind in _KINDS if (value := str(getattr(learner, kind)))]
    made = {folder_name(value) for _, value in held} | {folder_name(learner.participant)}
    for kind, value in [*held, *([] if learner.id in made else [("id", learner.id)])]:
        yield kind, fold(value).lstrip("0")


def _one_thing(learner: Learner, mine: str, other: Learner) -> bool:
    text = str(getattr(learner, mine))
    ours, theirs = _called(learner), _called(other)
    if "@" in text or (ours & theirs):
        return True
    if mine == "id" and not ours and len(list(_keys(learner))) == 1:
        return True  # all that is known of them
    return not (ours and theirs) and not text.isdecimal()


def _contradict(one: Learner, other: Learner) -> bool:
    pairs = [(fold(getattr(one, kind)), fold(getattr(other, kind))) for kind in _LASTING]
    return any(a and b and a.lstrip("0") != b.lstrip("0") for a, b in pairs)


def _called(learner: Learner) -> set[str]:
    return {fold(name) for name in names(learner)}


def _filled(learner: Learner, known: Learner | None) -> Learner:
    if known is None:
        return learner
    own = {key: value for key, value in asdict(learner).items() if value}
    return Learner(**{**asdict(known), **own})

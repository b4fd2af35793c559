"""Who in one list of the class is whom in another, such as Moodle's and Canvas's.

Two lists are matched one to one, by the strongest evidence first: a number, an e-mail address, an
account under the same name, the name alone, an account or an id alone. Where evidence of one
strength fits more than one person, a weaker one may decide, and else nobody is matched.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from trilateral.grading.errors import GradingError
from trilateral.grading.people.naming import fold, folder_name, keys_of, names
from trilateral.grading.people.roster import FILE, Learner, Roster
from trilateral.printing import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

_KINDS: Final = ("username", "email", "id_number", "sis_user_id", "sis_login_id", "canvas_id")
_LASTING: Final = ("id_number", "sis_user_id", "canvas_id")
"""What a person has one of: two of a kind that differ are two people."""
_NAMED: Final = 3
"""Clashes that one message names."""


@dataclass(frozen=True)
class Match:
    """Two lists side by side."""

    roster: Roster
    """Our learners, with what the other list knows of them."""
    pairs: tuple[tuple[Learner, Learner], ...] = ()
    """Ours and theirs."""
    only_ours: tuple[Learner, ...] = ()
    only_theirs: tuple[Learner, ...] = ()


def match(ours: Roster, theirs: Roster) -> Match:
    """Return two lists side by side, each learner with one of the other list at most.

    Identifiers of one kind that are equal are one person's. Those of different kinds are so only
    with the same name, or where they are addresses: a Canvas number 12 is not a Moodle number 12.
    Where there is none, the same name is enough if nobody else has it. An account or an id that
    is handed on to a newcomer, with another name or another address, is not evidence.
    """
    partners = _partners(ours.learners, theirs.learners)
    pairs = tuple(
        (learner, partners[learner.id]) for learner in ours.learners if learner.id in partners
    )
    ids = {partner.id for partner in partners.values()}
    return Match(
        Roster(_filled(learner, partners.get(learner.id)) for learner in ours.learners),
        pairs,
        tuple(learner for learner in ours.learners if learner.id not in partners),
        tuple(learner for learner in theirs.learners if learner.id not in ids),
    )


def updated(
    old: Roster, new: Roster, former: Roster | None = None, *, called: str = "the new class list"
) -> Roster:
    """Return a new list in which learners keep the ids, and so the folders, that they had.

    Parameters
    ----------
    old
        The class so far.
    new
        The class as it is now.
    former
        Who was in the class before and left. Their folders stay theirs, too.
    called
        What the new list is called, for a message.

    Raises
    ------
    GradingError
        A learner's id was another's, or it is not clear who of two somebody is.
    """
    class_list = Roster([*old.learners, *_leavers(old, former or Roster())])
    side = match(new, class_list)
    before = {learner.id: earlier.id for learner, earlier in side.pairs}
    missing = [learner for learner in side.only_theirs if learner in old.learners]
    clashes = [
        clash
        for learner in side.only_ours
        if (clash := _clash(learner, class_list, missing, called))
    ]
    if clashes:
        more = len(clashes) - _NAMED
        rest = f" And {more} more like this." if more > 0 else ""
        raise GradingError(" ".join(clashes[:_NAMED]) + rest)
    return Roster(
        Learner(**{**asdict(learner), "id": before.get(own.id, own.id)})
        for learner, own in zip(side.roster.learners, new.learners, strict=True)
    )


def departed(old: Roster, new: Roster, former: Roster) -> Roster:
    """Return a class's earlier learners as they were last known, before a new list replaces it.

    Who left years ago is kept among them, so that no newcomer gets their folder.
    """
    here = {learner.id.casefold() for learner in new.learners}
    gone = [learner for learner in _leavers(old, former) if learner.id.casefold() not in here]
    return Roster([*old.learners, *gone])


def loses(old: Roster, new: Roster) -> bool:
    """Whether a new list lacks somebody or something that the old one has."""
    return any(
        value and value not in asdict(new.by_id.get(learner.id, Learner(""))).values()
        for learner in old.learners
        for value in asdict(learner).values()
    )


def _leavers(old: Roster, former: Roster) -> list[Learner]:
    here = {learner.id.casefold() for learner in old.learners}
    return [learner for learner in former.learners if learner.id.casefold() not in here]


def _partners(ours: Iterable[Learner], theirs: Iterable[Learner]) -> dict[str, Learner]:
    """Return, by our ids, who is whom."""
    by_id = {learner.id: learner for learner in ours}
    free = {learner.id: learner for learner in theirs}
    alone = {
        name
        for people in (by_id, free)
        for name, count in Counter(
            name for each in people.values() for name in _called(each)
        ).items()
        if count > 1
    }
    partners: dict[str, Learner] = {}
    tiers: tuple[_Tier, ...] = (
        (lambda learner: {repr(learner)}, lambda _, __: True),
        (_numbers, lambda _, __: True),
        (_addresses, lambda a, b: not _two_numbers(a, b)),
        (_named_accounts, lambda a, b: not _two_numbers(a, b)),
        (
            _participants,
            lambda a, b: not (_two_numbers(a, b) or _two_addresses(a, b)),
        ),
        (
            lambda person: {name for name in _called(person) if name not in alone},
            lambda a, b: not (_two_numbers(a, b) or _two_addresses(a, b)),
        ),
        (_accounts, _may_share_account),
    )
    for keys, agrees in tiers:
        fitting = _fitting(by_id.values(), free.values(), keys, agrees)
        backwards = Counter(other for others in fitting.values() for other in others)
        for own, others in fitting.items():
            if len(others) == 1 and backwards[next(iter(others))] == 1:
                partners[own] = free.pop(others.pop())
                del by_id[own]
    return partners


_Tier = tuple["Callable[[Learner], set[str]]", "Callable[[Learner, Learner], bool]"]
"""Keys of which two people share one, and whether nothing speaks against it."""


def _fitting(
    ours: Iterable[Learner],
    theirs: Iterable[Learner],
    keys: Callable[[Learner], set[str]],
    agrees: Callable[[Learner, Learner], bool],
) -> dict[str, set[str]]:
    index: dict[str, list[Learner]] = {}
    for other in theirs:
        for key in keys(other):
            index.setdefault(key, []).append(other)
    return {
        learner.id: {
            other.id
            for key in keys(learner)
            for other in index.get(key, ())
            if agrees(learner, other)
        }
        for learner in ours
    }


def _numbers(learner: Learner) -> set[str]:
    return {f"{kind} {key}" for kind, key in _keys(learner) if kind in _LASTING}


def _addresses(learner: Learner) -> set[str]:
    return {key for _, key in _keys(learner) if "@" in key}


def _named_accounts(learner: Learner) -> set[str]:
    """Return what is one person's in lists of two platforms, as the name is the same, too."""
    return {f"{key}\n{name}" for key in _accounts(learner) for name in _called(learner)}


def _participants(learner: Learner) -> set[str]:
    """Return a number in one assignment, which tells namesakes apart."""
    return {f"{learner.participant}\n{name}" for name in _called(learner) if learner.participant}


def _accounts(learner: Learner) -> set[str]:
    return {key for _, key in _keys(learner)}


def _may_share_account(learner: Learner, other: Learner) -> bool:
    """Whether an account, or a bare id, that two have in common can be one person's."""
    if _two_numbers(learner, other) or _two_names(learner, other):
        return False
    if _two_addresses(learner, other) and not (_called(learner) & _called(other)):
        return False
    return any(
        own == kind or _one_thing(learner, own, other)
        for own, key in _keys(learner)
        for kind, there in _keys(other)
        if key == there
    )


def _keys(learner: Learner) -> Iterator[tuple[str, str]]:
    """Return kinds of identifiers with their values; an id made of another one is none itself."""
    values = [(kind, value) for kind in _KINDS if (value := str(getattr(learner, kind)))]
    made = {folder_name(value) for _, value in values} | {folder_name(learner.participant)}
    for kind, value in [*values, *([] if learner.id in made else [("id", learner.id)])]:
        yield kind, _bare(value)


def _bare(value: str) -> str:
    return fold(value).lstrip("0")


def _one_thing(learner: Learner, value: str, other: Learner) -> bool:
    """Whether equal identifiers of different kinds are one."""
    if value == "id" and not _called(learner) and len(list(_keys(learner))) == 1:
        return True  # all that is known about them
    text = str(getattr(learner, value))
    return not (_called(learner) and _called(other)) and not text.isdecimal()


def _two_numbers(learner: Learner, other: Learner) -> bool:
    pairs = [(_bare(getattr(learner, kind)), _bare(getattr(other, kind))) for kind in _LASTING]
    return any(a and b and a != b for a, b in pairs)


def _two_addresses(learner: Learner, other: Learner) -> bool:
    """Whether two have different addresses; a school may move all of them to another domain."""
    address, theirs = (fold(each.email).partition("@")[0] for each in (learner, other))
    return bool(address and theirs) and address != theirs


def _two_names(learner: Learner, other: Learner) -> bool:
    """Whether two have different names: more than a middle name or an accent apart."""
    words, theirs = _words(learner), _words(other)
    return bool(words and theirs) and not (words <= theirs or theirs <= words)


def _words(learner: Learner) -> set[str]:
    text = unicodedata.normalize("NFD", " ".join(names(learner)).casefold())
    plain = "".join(letter for letter in text if not unicodedata.combining(letter))
    return set(re.findall(r"\w+", plain))


def _clash(learner: Learner, class_list: Roster, missing: Collection[Learner], called: str) -> str:
    """Return why a learner that no earlier one was is not a newcomer with a new folder either."""
    owner = next((each for each in class_list.learners if _same_folder(each, learner)), None)
    if owner:
        return (
            f"{called} gives the id {one_line(learner.id)} to {_who(learner)}, but that "
            "folder belongs to "
            f"{_who(owner)}. If they are two people, give {_who(learner)} another id in "
            f"{called}. If they are the same person, put the new name and e-mail into "
            f"{FILE} first."
        )
    alike = [
        each
        for each in missing
        if _called(each) & _called(learner) and not _two_numbers(each, learner)
    ]
    if not alike:
        return ""
    others = " or ".join(f"{_who(each)} with the id {one_line(each.id)}" for each in alike)
    return (
        f"{_who(learner)} with the id {one_line(learner.id)} in {called} may be {others} in "
        f"{FILE}; "
        "learners are never guessed. Give each person the same number, e-mail or id in "
        "both; if "
        f"somebody has left the class, remove their row from {FILE}."
    )


def _same_folder(learner: Learner, other: Learner) -> bool:
    return learner.id.casefold() == other.id.casefold()


def _who(learner: Learner) -> str:
    """Return a learner's name and address, as a person would tell two of them apart."""
    mail = f" ({one_line(learner.email)})" if learner.email else ""
    return f"{one_line(learner.full_name)}{mail}"


def _called(learner: Learner) -> set[str]:
    return {" ".join(words) for words in keys_of(learner)}


def _filled(learner: Learner, former: Learner | None) -> Learner:
    if former is None:
        return learner
    own = {key: value for key, value in asdict(learner).items() if value}
    return Learner(**{**asdict(former), **own})

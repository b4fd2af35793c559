"""People's names as formgrader may show them: it puts them into its pages as they are.

Only what makes HTML is replaced, by the full-width letter that looks like it, so that ``O'Brien``
and ``Ana <3`` stay as they are and an editor of names shows what will be kept.
"""

from __future__ import annotations

import re
from typing import Any, Final

from trilateral.grading.people.naming import folder_name
from trilateral.grading.people.roster import is_sound
from trilateral.printing import one_line

_TAG: Final = re.compile(r"<(?=[a-zA-Z/!?])")
_REFERENCE: Final = re.compile(r"&(?=#|[a-zA-Z][a-zA-Z0-9]*;)")
_LESS: Final = "\N{FULLWIDTH LESS-THAN SIGN}"
_AMPERSAND: Final = "\N{FULLWIDTH AMPERSAND}"
_LONGEST: Final = 200
_NAMES: Final = ("first_name", "last_name", "email", "lms_user_id")


def plain(text: str) -> str:
    """Return a name in which nothing is HTML, and nothing is hidden."""
    return one_line(_REFERENCE.sub(_AMPERSAND, _TAG.sub(_LESS, text)), _LONGEST)


def make_plain(database: Any) -> int:  # noqa: ANN401 -- SQLAlchemy's session
    """Make names and ids plain that are in a gradebook already; return how many people had others.

    Such an id belongs to a folder that nothing collected and that grading skips now, so its marks
    stay in the gradebook, under another id.
    """
    from trilateral.nbgrader import learners, rename_learner  # noqa: PLC0415 -- an extra

    people = learners(database)
    ids = {person.id for person in people}
    changed = 0
    for person in people:
        own = {name: getattr(person, name) or "" for name in _NAMES}
        other = {name: plain(text) for name, text in own.items() if plain(text) != text}
        for name, text in other.items():
            setattr(person, name, text)
        changed += bool(other) or not is_sound(person.id)
    database.flush()
    for old in sorted(name for name in ids if not is_sound(name)):
        new = _free(folder_name(old) or "learner", ids)
        ids.add(new)
        database.expire_all()
        rename_learner(database, old, new)
    database.expire_all()
    if changed:
        database.commit()
    return changed


def _free(name: str, names: set[str]) -> str:
    number = 2
    free = name
    while free in names:
        free, number = f"{name}-{number}", number + 1
    return free

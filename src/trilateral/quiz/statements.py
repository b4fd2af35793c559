"""Read a learner's deeds from statements in the shape of the Experience API (xAPI 1.0.3).

The page writes them: ``front/parts/quiz/statements.js``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from trilateral.records.statements import HOME

if TYPE_CHECKING:
    from datetime import datetime

Verb = Literal["answered", "hinted"]
Confidence = Literal["guess", "fairly", "sure"]
CONFIDENCES: dict[Confidence, int] = {"guess": 1, "fairly": 2, "sure": 3}

_VERSION = re.compile(r"[0-9]{1,6}")
_MOST = 1_000_000
"""The largest count in a statement: of attempts, of hints."""
_VERBS = {"answered": "http://adlnet.gov/expapi/verbs/answered", "hinted": f"{HOME}/verb/hinted"}


@dataclass(frozen=True)
class Event:
    """One thing a learner did with an item."""

    verb: Verb
    learner: str
    quiz: str
    """The quiz it happened in: a lesson's name, or ``review/<lesson>/<date>``."""
    lesson: str
    item: str
    version: int
    attempt: int
    time: datetime
    id: str
    hints: int = 0
    response: str = ""
    """In xAPI's notation, e.g. ``a[,]c`` or ``r1[.]m2[,]r2[.]m1``."""
    score: float = 0.0
    mistake: int = 0
    """Which of the item's foreseen mistakes it was, counted from 1; 0 for none."""
    confidence: Confidence | None = None


def from_statement(plain: object) -> Event | None:
    """Return the event of a statement, or None for one that is not of this course's quizzes."""
    try:
        read = _Statement.model_validate(plain)
    except ValidationError:
        return None
    place = read.object.id.removeprefix(f"{HOME}/item/").split("/")
    verb = next((name for name, iri in _VERBS.items() if iri == read.verb.id), None)
    if len(place) != 3 or not _VERSION.fullmatch(place[2]) or verb is None:  # noqa: PLR2004 -- lesson/item/version
        return None
    extensions = {key.rpartition("/")[2]: value for key, value in read.context.extensions.items()}
    confidence = extensions.get("confidence")
    return Event(
        verb="answered" if verb == "answered" else "hinted",
        learner=read.actor.account.name,
        quiz=read.context.contextActivities.parent[0].id.removeprefix(f"{HOME}/quiz/"),
        lesson=place[0],
        item=place[1],
        version=int(place[2]),
        attempt=extensions.get("attempt", 1),
        time=read.timestamp,
        id=read.id,
        hints=extensions.get("hints", 0),
        response=read.result.response if read.result else "",
        score=read.result.score.scaled if read.result else 0.0,
        mistake=extensions.get("mistake", 0),
        confidence=next((c for c, n in CONFIDENCES.items() if n == confidence), None),
    )


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Id(_Read):
    id: str


class _Account(_Read):
    name: str


class _Actor(_Read):
    account: _Account


class _Score(_Read):
    scaled: float = Field(ge=0, le=1)


class _Result(_Read):
    response: str
    score: _Score


class _Activities(_Read):
    parent: list[_Id] = Field(min_length=1)


class _Context(_Read):
    contextActivities: _Activities  # noqa: N815 -- xAPI's name
    extensions: dict[str, Annotated[int, Field(ge=0, le=_MOST)]]


class _Statement(_Read):
    id: str
    timestamp: AwareDatetime
    actor: _Actor
    verb: _Id
    object: _Id
    result: _Result | None = None
    context: _Context

"""A learner's deeds as statements in the shape of the Experience API (xAPI 1.0.3).

The key never goes into a statement: learners can read their own records.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import NAMESPACE_URL, uuid4, uuid5

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from trilateral.records.journal import HOME

if TYPE_CHECKING:
    from trilateral.quiz.bank import Item
    from trilateral.quiz.marking import Response

Verb = Literal["answered", "hinted"]
Confidence = Literal["guess", "fairly", "sure"]
CONFIDENCES: dict[Confidence, int] = {"guess": 1, "fairly": 2, "sure": 3}

_VERBS = {"answered": "http://adlnet.gov/expapi/verbs/answered", "hinted": f"{HOME}/verb/hinted"}
_KINDS = {
    "choice": "choice",
    "multiple": "choice",
    "numeric": "numeric",
    "ordering": "sequencing",
    "matching": "matching",
    "text": "fill-in",
}


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
    kind: str
    attempt: int
    hints: int = 0
    response: str = ""
    score: float = 0.0
    confidence: Confidence | None = None
    seconds: float = 0.0
    time: datetime = field(default_factory=lambda: datetime.now(UTC))
    id: str = field(default_factory=lambda: str(uuid4()))


def encode(response: Response) -> str:
    """Return a response in xAPI's notation, e.g. ``a[,]c`` or ``r1[.]m2[,]r2[.]m1``."""
    if isinstance(response, str):
        return response
    if isinstance(response, dict):
        return "[,]".join(f"{row}[.]{choice}" for row, choice in sorted(response.items()))
    return "[,]".join(response)


def decode(item: Item, text: str) -> object:
    """Return the response that `encode` wrote, to be marked again."""
    if item.type in ("multiple", "ordering"):
        return text.split("[,]")
    if item.type == "matching":
        return dict(pair.split("[.]", 1) for pair in text.split("[,]") if "[.]" in pair)
    return text


def to_statement(event: Event) -> dict[str, Any]:
    """Return the statement of an event."""
    statement: dict[str, Any] = {
        "id": event.id,
        "timestamp": event.time.isoformat(),
        "version": "1.0.3",
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": f"{HOME}/learner", "name": event.learner},
        },
        "verb": {"id": _VERBS[event.verb], "display": {"en-US": event.verb}},
        "object": {
            "objectType": "Activity",
            "id": f"{HOME}/item/{event.lesson}/{event.item}/{event.version}",
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "interactionType": _KINDS[event.kind],
            },
        },
        "context": {
            "registration": str(uuid5(NAMESPACE_URL, f"{event.learner}/{event.quiz}")),
            "language": "en",
            "contextActivities": {
                "parent": [{"id": f"{HOME}/quiz/{event.quiz}"}],
                "grouping": [{"id": HOME}],
            },
            "extensions": {f"{HOME}/x/attempt": event.attempt, f"{HOME}/x/hints": event.hints},
        },
    }
    if event.confidence:
        extensions = statement["context"]["extensions"]
        extensions[f"{HOME}/x/confidence"] = CONFIDENCES[event.confidence]
    if event.verb == "answered":
        score = round(event.score, 4)
        statement["result"] = {
            "response": event.response,
            "success": event.score == 1,
            "completion": True,
            "duration": f"PT{event.seconds:.1f}S",
            "score": {"scaled": score, "raw": score, "min": 0, "max": 1},
        }
    return statement


def from_statement(plain: object) -> Event | None:
    """Return the event of a statement, or None for one that is not of this course's quizzes."""
    try:
        read = _Statement.model_validate(plain)
    except ValidationError:
        return None
    place = read.object.id.removeprefix(f"{HOME}/item/").split("/")
    verb = next((name for name, iri in _VERBS.items() if iri == read.verb.id), None)
    if len(place) != 3 or not place[2].isdecimal() or verb is None:  # noqa: PLR2004 -- lesson/item/version
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
        kind="",
        attempt=extensions.get("attempt", 1),
        hints=extensions.get("hints", 0),
        response=read.result.response if read.result else "",
        score=read.result.score.scaled if read.result else 0.0,
        confidence=next((c for c, n in CONFIDENCES.items() if n == confidence), None),
        time=read.timestamp,
        id=read.id,
    )


def seconds(value: object) -> float:
    """Return a duration that a page reported as seconds, or 0 for what can't be one."""
    if not isinstance(value, int | float) or not math.isfinite(value):
        return 0.0
    return min(max(float(value), 0.0), 86_400.0)


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
    extensions: dict[str, int]


class _Statement(_Read):
    id: str
    timestamp: AwareDatetime
    actor: _Actor
    verb: _Id
    object: _Id
    result: _Result | None = None
    context: _Context

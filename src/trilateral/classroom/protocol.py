"""What the class's pages and its server say to each other: addresses, and what pages send.

`trilateral.classroom.views` has what they get; ``tests/classroom/protocol.json`` an example of
each, which the tests of both sides read. All addresses are relative to the page's own folder, so
that a proxy may put a prefix before them. Everything is plain HTTP and JSON.

======  ==============  ============================================================================
method  address         does
======  ==============  ============================================================================
GET     ``./``          the phone's page; no secret
GET     ``desk``        the desk's page; its secret is in the fragment, ``desk#<secret>``
GET     ``screen``      the projector's page; no secret
GET     ``front/…``     modules and styles: ``front/class/…`` and ``front/style.css`` and the like
GET     ``qr.svg``      the students' address as a QR code; 404 until the desk has opened one
POST    ``api/join``    `Join` -> `Seat`; the same key gives the same seat, however often it is sent
GET     ``api/phone``   -> `Envelope` of a `PhoneView`; key as bearer token
GET     ``api/screen``  -> `Envelope` of a `ScreenView`
GET     ``api/desk``    -> `Envelope` of a `DeskView`; the desk's secret as bearer token
POST    ``api/act``     `PhoneAct` -> `Reply`; key as bearer token
POST    ``api/order``   `DeskAct` -> `Reply`; the desk's secret as bearer token
======  ==============  ============================================================================

**Pages.** They are ``front/class/phone.html``, ``screen.html`` and ``desk.html``, all served from
the same folder, so ``front/class/phone.js`` is the right address in each. The content security
policy allows scripts, styles, pictures and connections of this server alone: nothing inline, no
``eval``, no ``style`` attribute in HTML (``node.style.width = …`` works).

**Keys.** A phone makes its own key, 32 hexadecimal digits from ``crypto.getRandomValues``
(``subtle`` and ``randomUUID`` do not exist on plain HTTP), and keeps it in its storage with its
queue of acts. The desk's page takes its secret out of the address (``history.replaceState``) into
``sessionStorage``. Both send it as ``Authorization: Bearer <key>``. There are no cookies. POST
needs ``Content-Type: application/json``.

**Views.** ``GET api/phone?after=<tag>`` answers at once when the view's tag differs from ``tag``,
else as soon as it does, else after 25 seconds with 204. So a page asks again after each answer;
after an error it waits (half a second, doubled up to eight, with a random part) and asks again. A
view is whole: draw it, and forget the one before. ``now`` in the envelope is the server's clock;
``ends - now`` is the time left.

**Acts.** A phone counts its acts: ``n`` begins at 1, grows by one and is kept in its storage. An
act is sent until it has a reply, in order, one at a time. Of the answers of one seat to one
question and round the one with the highest ``n`` counts, in whatever order they arrive; a message
or a report with an ``n`` that was seen is not taken twice. An answer counts until the question is
revealed, also if the round was closed while the phone was out of reach. The desk's orders say
where to go and not "next", so repeating one does no harm.

**Replies.** 200 with `Reply`: ``taken`` tells whether the act counts, and ``why`` not, in a
sentence to show. 400 the act cannot be read; do not send it again. 401 no such key: join again (a
new class), or at the desk: ask for the secret. 409 the class is full or its door closed. 429 too
many at once: wait for ``Retry-After`` and send it again. 503 the disk is full: keep it and send it
again. A request of more than `MOST_BYTES` is not read, and its connection is closed. These have
`Problem`.

**Text and HTML.** A field called ``html``, or that ends so, holds harmless HTML of the course's
authors. All other fields are text and must be set as text. What students wrote is always text.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    model_validator,
)

from trilateral.classroom.written import clean

LONGEST_WORD: Final = 200
"""Characters of a word or a sentence, of a report and of a message."""
LONGEST_STATEMENT: Final = 800
MOST_BYTES: Final = 4096
"""Bytes of anything that a phone may send."""

Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=80)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e12, le=1e12)]
Written = Annotated[str, BeforeValidator(clean)]
Statement = Annotated[Written, StringConstraints(min_length=1, max_length=LONGEST_STATEMENT)]
Sentence = Annotated[Written, StringConstraints(min_length=1, max_length=LONGEST_WORD)]
Round = Literal["first", "second", "only"]
"""Which vote of a `vote` step; everything else has one round, ``only``."""


class Model(BaseModel):
    """What crosses between server and page; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(Model):
    """An answer; exactly one field is set."""

    picked: Annotated[tuple[Name, ...], Field(max_length=8)] | None = None
    """The ids of options."""
    number: Number | None = None
    bars: dict[Name, Number] | None = Field(default=None, max_length=12)
    """A value for each bar."""
    text: Statement | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self.model_dump(exclude_none=True)) != 1:
            message = "an answer has exactly one of picked, number, bars and text"
            raise ValueError(message)
        return self


class Join(Model):
    """A phone asks for a seat, or for the one it has."""

    key: Key


class Seat(Model):
    """The phone's seat."""

    seat: str


class Act(Model):
    """What every act of a phone has."""

    n: Count
    step: Name


class Give(Act):
    """An answer to a question, a word, a prediction, an item of the exit ticket."""

    do: Literal["answer"]
    round: Round = "only"
    item: Name = "only"
    """Which item of an exit ticket; its open question is ``open``."""
    answer: Answer


class Report(Act):
    """A group's report, from a member who may report; the last one counts."""

    do: Literal["report"]
    text: Sentence


class Send(Act):
    """A message from the seat's delegation to another."""

    do: Literal["send"]
    to: Name
    text: Sentence


class Declare(Act):
    """The delegation's public statement; the last one sent before publication counts."""

    do: Literal["declare"]
    text: Statement


class Share(Model):
    """Whether this seat's answers may be kept after the class, when the desk has asked."""

    n: Count
    do: Literal["share"]
    yes: bool


PhoneAct = Annotated[Give | Report | Send | Declare | Share, Field(discriminator="do")]


class Go(Model):
    """Go to a step of the plan."""

    do: Literal["go"]
    to: Name


class Stage(Model):
    """Bring the step to a stage; `DeskView.moves` has those that are possible, ready to send."""

    do: Literal["stage"]
    step: Name
    to: Name


class Show(Model):
    """Show a word or a sentence on the projector, or take it away."""

    do: Literal["show"]
    step: Name
    word: Name
    shown: bool


class Extend(Model):
    """Let the stage last at least so many minutes from now."""

    do: Literal["extend"]
    step: Name
    minutes: Annotated[int, Field(ge=1, le=30)]


class Door(Model):
    """Let nobody else join, or let people join again."""

    do: Literal["door"]
    open: bool


class Remove(Model):
    """Take a seat out: what it answered no longer counts."""

    do: Literal["remove"]
    seat: str = Field(max_length=60)


class Listen(Model):
    """Open the class on an address of the local network, one of `DeskView.offers`."""

    do: Literal["listen"]
    host: str = Field(max_length=60)


class Ask(Model):
    """Ask every phone whether answers by seat may be kept after the class."""

    do: Literal["ask"]


class Close(Model):
    """Close the class for good; counts remain."""

    do: Literal["close"]


DeskAct = Annotated[
    Go | Stage | Show | Extend | Door | Remove | Listen | Ask | Close, Field(discriminator="do")
]


class Reply(Model):
    """Whether an act counts."""

    taken: bool
    why: str = ""


class Problem(Model):
    """Why nothing could be done, and what to do next."""

    message: str


JOIN: Final = TypeAdapter(Join)
PHONE_ACT: Final[TypeAdapter[PhoneAct]] = TypeAdapter(PhoneAct)
DESK_ACT: Final[TypeAdapter[DeskAct]] = TypeAdapter(DeskAct)

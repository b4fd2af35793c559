"""What the class's pages get: the whole of what each shows, and nothing that it must not know.

Fields that a page does not get, or not yet, are left out of the JSON.
"""

from __future__ import annotations

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from trilateral.classroom.protocol import Answer, DeskAct, Model

Page = TypeVar("Page", bound=Model)
Share = Literal["unasked", "asked", "yes", "no"]
"""Whether a seat agrees that its answers are kept."""
Kept = Literal["counts", "seats"]
"""What is kept of a class that is over."""


class Option(Model):
    """An answer on offer."""

    id: str
    html: str


class Bar(Model):
    """A bar to set, or one that is given with its value."""

    id: str
    label: str
    value: float | None = None


class Chart(Model):
    """A chart as a picture in two themes, its words and its rows."""

    light: str
    """Where the picture is, relative to the page."""
    dark: str
    width: int
    height: int
    description: str
    table_html: str


class Question(Model):
    """A question as it is put, without its key."""

    type: Literal["choice", "multiple", "number", "bars", "text"]
    html: str
    options: tuple[Option, ...] = ()
    unit: str = ""
    bars: tuple[Bar, ...] = ()
    """To set, between 0 and `most`."""
    given: tuple[Bar, ...] = ()
    """Shown before them."""
    most: float | None = None
    longest: int | None = None
    """Characters of a text."""
    chart: Chart | None = None
    """To read the answer from."""
    sources_html: str = ""


class Tally(Model):
    """How a question was answered: how often each option, or number, and by how many."""

    counts: dict[str, int]
    """By the id of the option, or by the number as text, the smallest first."""
    total: int
    """Seats that answered; with several options a seat the counts add up to more."""


class Word(Model):
    """What somebody wrote."""

    id: str
    text: str
    shown: bool | None = None
    """The desk's alone."""
    seat: str | None = None
    """The desk's alone."""


class Card(Model):
    """Evidence or a role, to read."""

    title: str
    html: str


class Group(Model):
    """A group of the jigsaw."""

    id: str
    title: str
    members: tuple[str, ...]
    account: str = ""
    """The account that it argues for; empty in mixed groups."""
    report: str | None = None
    """Its own members and the desk; everybody when all are shown."""
    reported: bool = False


class Delegation(Model):
    """A delegation of the simulation."""

    id: str
    title: str
    members: tuple[str, ...] = ()
    statement: str | None = None
    """Phones and projector: only from the stage `published` on, but one's own."""


class Message(Model):
    """A message between delegations."""

    id: str
    stage: str
    """In which it was sent."""
    sender: str
    to: str
    text: str


class Step(Model):
    """What every step has."""

    id: str
    title: str
    say_html: str = ""
    """What the projector shows of the plan's own words."""
    ends: float | None = None
    """When the stage should be over, by the server's clock, in seconds; nothing ends by itself."""


class Show(Step):
    """Nothing to do on the phone: join, listen, or look at the projector."""

    kind: Literal["join", "show"] = "show"
    chart: Chart | None = None
    """Projector and desk."""


class Vote(Step):
    """Vote, discuss, vote again."""

    kind: Literal["vote"] = "vote"
    stage: Literal["ready", "first", "discuss", "second", "shown", "revealed"]
    question: Question | None = None
    """From `first` on; the desk has it always."""
    mine: dict[Literal["first", "second"], Answer] = Field(default_factory=dict)
    """Phones."""
    answered: int | None = None
    """Projector and desk: in the round that is open, or was last."""
    rounds: dict[Literal["first", "second"], Tally] | None = None
    """Projector and phones from `shown` on; the desk each round as soon as it is closed."""
    key: tuple[str, ...] | None = None
    """Ids of options, or the number; from `revealed` on, the desk always."""
    explanation_html: str | None = None
    """From `revealed` on, the desk always."""


class Poll(Step):
    """A question without a key."""

    kind: Literal["poll"] = "poll"
    stage: Literal["ready", "open", "shown"]
    question: Question | None = None
    mine: Answer | None = None
    answered: int | None = None
    tally: Tally | None = None
    """From `shown` on."""


class Predict(Step):
    """A prediction by everybody, laid over the record."""

    kind: Literal["predict"] = "predict"
    stage: Literal["ready", "open", "shown", "revealed"]
    question: Question | None = None
    mine: Answer | None = None
    answered: int | None = None
    drawn: tuple[dict[str, float], ...] | None = None
    """From `shown` on: each prediction by its bars (or ``value``), in no order."""
    tally: Tally | None = None
    """From `shown` on, if it is a choice."""
    record: tuple[Bar, ...] | None = None
    """From `revealed` on, the desk always."""
    found_html: str | None = None
    """What the evidence says: from `revealed` on, the desk always."""
    chart: Chart | None = None
    """From `revealed` on; projector and desk."""


class Words(Step):
    """A word or a sentence from each."""

    kind: Literal["words"] = "words"
    stage: Literal["ready", "open", "closed"]
    question: Question | None = None
    mine: Answer | None = None
    answered: int | None = None
    words: tuple[Word, ...] = ()
    """Projector and phones: those that the desk has chosen. Desk: all."""


class Groups(Step):
    """The jigsaw: groups on one account each, then mixed ones."""

    kind: Literal["groups"] = "groups"
    stage: Literal["ready", "experts", "mixed", "done"]
    task_html: str = ""
    """What to do in this stage."""
    group: Group | None = None
    """Phones: one's own."""
    role: Card | None = None
    reports: bool = False
    """Phones: whether this seat may report. Two of a table may, should one's phone fail."""
    cards: tuple[Card, ...] = ()
    """Phones: the evidence for one's own account, with sources; the desk: of all."""
    groups: tuple[Group, ...] = ()
    """Projector and desk, phones when the stage is `done`; reports are the desk's until then."""


class Simulation(Step):
    """One scenario, in rounds."""

    kind: Literal["simulation"] = "simulation"
    stage: str
    """``ready``, ``brief``, ``round-1`` …, ``statements``, ``published`` or ``debrief``."""
    stage_title: str
    label: str
    """Says that the incident is invented; belongs on every screen of it."""
    scene_html: str = ""
    task_html: str = ""
    """What to do in this stage."""
    mine: str | None = None
    """Phones: the id of one's own delegation."""
    brief: tuple[Card, ...] = ()
    """Phones: one's own delegation's; the desk: none, it has the print pages."""
    delegations: tuple[Delegation, ...] = ()
    messages: tuple[Message, ...] = ()
    """Phones: to and from one's own delegation. Desk: all. Projector: none."""
    may: tuple[Literal["send", "declare"], ...] = ()
    """Phones: what this stage allows."""
    messages_left: int | None = None
    """Phones: how many messages the delegation may still send in this stage."""


class ExitItem(Model):
    """An item of the exit ticket."""

    id: str
    question: Question
    mine: Answer | None = None
    right: int | None = None
    """The desk's alone: how many answered right."""
    answered: int | None = None
    """The desk's alone: of how many."""
    tally: Tally | None = None
    """The desk's alone."""
    key: tuple[str, ...] | None = None
    """The desk's alone."""


class Exit(Step):
    """The exit ticket."""

    kind: Literal["exit"] = "exit"
    stage: Literal["ready", "open", "closed"]
    items: tuple[ExitItem, ...] = ()
    open: Question | None = None
    mine: Answer | None = None
    """Phones: the answer to the open question."""
    answered: int | None = None
    begin: str | None = None
    """The desk's alone, when closed: the id of the item to start with next time."""
    words: tuple[Word, ...] = ()
    """The desk's alone: answers to the open question."""


class Over(Step):
    """The class is closed."""

    kind: Literal["over"] = "over"
    kept: Kept


AnyStep = Annotated[
    Show | Vote | Poll | Predict | Words | Groups | Simulation | Exit | Over,
    Field(discriminator="kind"),
]


class PhoneView(Model):
    """What a phone shows."""

    title: str
    seat: str
    step: AnyStep
    share: Share


class ScreenView(Model):
    """What the projector shows."""

    title: str
    address: str | None = None
    """The short address for students; none until the desk has opened one."""
    qr: str | None = None
    """Where its QR code is, relative to the page."""
    joined: int
    step: AnyStep


class Move(Model):
    """What the desk may do next: a button."""

    label: str
    act: DeskAct
    main: bool = False
    """The one that the plan expects; at most one."""


class Line(Model):
    """A step in the desk's plan."""

    id: str
    title: str
    kind: str
    minutes: float
    drop_html: str = ""
    """What to do when time is short."""
    done: bool = False
    notes_html: str = ""


class Offer(Model):
    """An address of this machine that the class could be opened on."""

    host: str
    label: str


class Sitting(Model):
    """A seat, as the desk sees it."""

    seat: str
    here: bool
    """Whether its phone asked in the last minute."""
    answered: bool
    """Whether it answered what is open."""


class DeskView(Model):
    """What the desk shows."""

    title: str
    address: str | None = None
    offers: tuple[Offer, ...] = ()
    door: bool
    plan: tuple[Line, ...]
    at: str
    """The id of the step."""
    began: float | None = None
    """When the first step after joining was entered, by the server's clock."""
    entered: float
    """When this step was."""
    slack: float
    """Minutes that the plan leaves of its time."""
    joined: int
    here: int
    late: int
    """Answers that came after their question had been revealed; they are not counted."""
    seats: tuple[Sitting, ...]
    step: AnyStep
    moves: tuple[Move, ...]
    asked: bool
    """Whether phones have been asked if answers by seat may be kept."""
    yes: int
    no: int
    folder: str
    """Where the class is kept."""


class Envelope(Model, Generic[Page]):
    """A view, its tag to ask after, and the server's clock in seconds."""

    tag: str
    now: float
    view: Page

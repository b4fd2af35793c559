"""A small class with a step of each kind, and words for moving it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trilateral.classroom import script
from trilateral.classroom.applying import judge
from trilateral.classroom.events import Acted, Joined, Ordered
from trilateral.classroom.protocol import Answer, DeskAct, Give, Go, PhoneAct, Stage
from trilateral.classroom.state import State, begin, hashed
from trilateral.classroom.views import Bar, Card, Option, Question

if TYPE_CHECKING:
    from trilateral.classroom.protocol import Round
    from trilateral.classroom.verdict import Verdict

KEY_WORDS = "the key of the vote"
RECORD = 38.0


def question(kind: str = "choice") -> Question:
    """Return a question of three options."""
    options = tuple(Option(id=name, html=f"Option {name}") for name in ("a", "b", "c"))
    return Question.model_validate({"type": kind, "html": "Which?", "options": options})


def asked(kind: str = "choice") -> script.Asked:
    """Return a question whose key is `b`."""
    return script.Asked(question=question(kind), key=("b",), explanation_html=KEY_WORDS)


TEXT = script.Asked(question=Question(type="text", html="Why?", longest=40))
SKETCH = script.Asked(
    question=Question(
        type="bars",
        html="How many?",
        most=80,
        bars=(Bar(id="bar-1", label="2024"), Bar(id="bar-2", label="2025")),
    )
)
CLASS = script.Script(
    lesson="03_sample",
    title="03: A sample",
    minutes=50,
    steps=(
        script.ShowStep(id="join", title="Join", minutes=2, kind="join"),
        script.VoteStep(id="vote", title="Vote", minutes=7, asked=asked(), talk=3),
        script.PollStep(
            id="poll", title="Poll", minutes=2, asked=script.Asked(question=question())
        ),
        script.PredictStep(
            id="predict",
            title="Predict",
            minutes=4,
            asked=SKETCH,
            record=(Bar(id="bar-1", label="2024", value=RECORD),),
            found_html="the record says",
        ),
        script.WordsStep(id="words", title="A word", minutes=3, asked=TEXT),
        script.GroupsStep(
            id="groups",
            title="Groups",
            minutes=12,
            first=5,
            mixed=6,
            task_html="sort",
            compare_html="compare",
            accounts=tuple(
                script.Account(id=name, card=Card(title=f"Account {name}", html=f"card of {name}"))
                for name in ("north", "south", "west")
            ),
        ),
        script.SimulationStep(
            id="shoal",
            title="Shoal",
            minutes=10,
            label="INVENTED",
            scene_html="scene",
            sides=tuple(
                script.Side(
                    id=name,
                    title=name.title(),
                    brief=(Card(title="Brief", html=f"secret of {name}"),),
                    core=name != "press",
                )
                for name in ("manila", "beijing", "press")
            ),
            phases=(
                script.Phase(id="brief", title="Read", minutes=2),
                script.Phase(
                    id="round-1", title="Morning", minutes=3, may=("send", "declare"), messages=2
                ),
                script.Phase(id="published", title="All at once", minutes=2),
            ),
        ),
        script.ExitStep(
            id="exit", title="Exit", minutes=4, items={"one": asked(), "two": asked()}, open=TEXT
        ),
    ),
)


def picked(*names: str) -> Answer:
    """Return a choice."""
    return Answer(picked=names)


@dataclass
class Klass:
    """A class that tests move about, without a server."""

    state: State = field(default_factory=lambda: begin(CLASS, 0.0))
    now: float = 0.0

    def join(self, *seats: str) -> None:
        """Seat people."""
        for seat in seats:
            assert self._judged(Joined(at=self.now, seat=seat, key=hashed(seat))).taken

    def act(self, seat: str, act: PhoneAct) -> Verdict:
        """Have a seat do something."""
        return self._judged(Acted(at=self.now, seat=seat, act=act))

    def order(self, order: DeskAct) -> Verdict:
        """Have the desk order something."""
        here = tuple(self.state.seats)
        return self._judged(Ordered(at=self.now, order=order, seed=7, here=here))

    def go(self, step: str, *stages: str) -> None:
        """Go to a step and through some of its stages."""
        assert self.order(Go(do="go", to=step)).taken
        for stage in stages:
            assert self.order(Stage(do="stage", step=step, to=stage)).taken, stage

    def answer(
        self, seat: str, n: int, answer: Answer, in_round: Round = "only", item: str = "only"
    ) -> Verdict:
        """Have a seat answer what the class is at."""
        act = Give(n=n, step=self.state.at, do="answer", round=in_round, item=item, answer=answer)
        return self.act(seat, act)

    def _judged(self, event: Joined | Acted | Ordered) -> Verdict:
        verdict = judge(self.state, event)
        self.state = verdict.after or self.state
        return verdict

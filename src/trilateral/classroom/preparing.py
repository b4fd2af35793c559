"""From a plan to a script: every text, question, chart and card that a class will show.

This loads the tables, the banks and a lesson's notebook, some hundred megabytes. The server has it
run in a process of its own (`trilateral.classroom.keeping.prepared`) and keeps the result.
"""

from __future__ import annotations

import random
import re
import sys
from html import unescape
from typing import TYPE_CHECKING, Any, Final, assert_never

from trilateral.classroom import plan as planned
from trilateral.classroom import script
from trilateral.classroom.cards import cards
from trilateral.classroom.errors import ClassroomError
from trilateral.classroom.protocol import LONGEST_WORD
from trilateral.classroom.reading import load_plan
from trilateral.classroom.references import asked, prediction
from trilateral.classroom.simulation import brief, scenario
from trilateral.classroom.views import Bar, Card, Chart, Option, Question
from trilateral.errors import TrilateralError
from trilateral.parts.markup import block, citation, escape, inline, plain
from trilateral.quiz.bank import MultipleChoice, SingleChoice
from trilateral.quiz.figures import still

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trilateral.classroom.cards import Card as Evidence
    from trilateral.classroom.cards import Piece

_LONGEST: Final = {"word": 40, "sentence": LONGEST_WORD}
_LINK: Final = re.compile(r"</?a\b[^>]*>")
_STYLE: Final = re.compile(r' style="[^"]*"')


def prepare(lesson: str) -> script.Script:
    """Return a lesson's script.

    Raises
    ------
    ClassroomError
        There is no such plan, or something that it names does not exist.
    """
    plan = load_plan(lesson)
    steps = tuple(_step(step, plan.lesson) for step in plan.steps)
    number = plan.lesson.split("_")[0]
    title = f"{number}: {plan.title}"
    return script.Script(lesson=plan.lesson, title=title, minutes=plan.minutes, steps=steps)


def _step(step: planned.Step, lesson: str) -> script.Step:  # noqa: PLR0911 -- one for each kind
    base = _base(step)
    match step:
        case planned.Join():
            return script.ShowStep(**base, kind="join")
        case planned.Show():
            return script.ShowStep(**base, kind="show", chart=_chart(step.chart))
        case planned.Vote():
            return script.VoteStep(**base, asked=_item(step.item), talk=step.talk)
        case planned.Poll():
            options = tuple(Option(id=each.id, html=inline(each.text)) for each in step.options)
            question = Question(type="choice", html=inline(step.question), options=options)
            return script.PollStep(**base, asked=script.Asked(question=question))
        case planned.Predict():
            return _predict(base, step, lesson)
        case planned.AskWords():
            return script.WordsStep(**base, asked=_open(step.question, _LONGEST[step.length]))
        case planned.Groups():
            return _groups(base, step)
        case planned.Simulation():
            return _simulation(base)
        case planned.Exit():
            items = {name: _item(name) for name in step.items}
            return script.ExitStep(**base, items=items, open=_open(step.question, LONGEST_WORD))
        case _:
            assert_never(step)


def _base(step: planned.Step) -> dict[str, Any]:
    """Return what every step has; the models check it."""
    return {
        "id": step.id,
        "title": step.title,
        "minutes": step.minutes,
        "say_html": _block(step.say),
        "notes_html": _block(step.notes),
        "drop_html": _block(step.drop),
    }


def _item(name: str) -> script.Asked:

    item = asked(name).item
    if not isinstance(item, SingleChoice | MultipleChoice):
        message = f"Item {name!r} is `type: {item.type}`; a phone can show a choice alone."
        raise ClassroomError(message)
    options = random.Random(name).sample(item.options, len(item.options))  # noqa: S311 -- an order
    question = Question(
        type=item.type,
        html=inline(f"The case is invented. {item.stem}" if item.invented else item.stem),
        options=tuple(Option(id=each.id, html=inline(each.text)) for each in options),
        chart=_chart(item.chart),
        sources_html=_sources(item.sources),
    )
    feedback = "".join(f"<li>{inline(each.text)}: {inline(each.feedback)}</li>" for each in options)
    explained = f"{_block(item.explanation)}<ul>{feedback}</ul>"
    key = tuple(each.id for each in options if each.correct)
    return script.Asked(question=question, key=key, explanation_html=explained)


def _open(text: str, longest: int) -> script.Asked:
    return script.Asked(question=Question(type="text", html=inline(text), longest=longest))


def _predict(base: dict[str, Any], step: planned.Predict, lesson: str) -> script.PredictStep:

    data = prediction(lesson, step.prediction).data
    sketch: dict[str, Any] = data.get("sketch") or {}
    record = [
        (f"bar-{i + 1}", label, value) for i, (label, value) in enumerate(sketch.get("record", ()))
    ]
    bars = [(f"given-{i + 1}", *each) for i, each in enumerate(sketch.get("given", ()))]
    options = tuple(Option(id=str(key), html=escape(label)) for key, label in data["options"])
    question = Question(
        type="bars" if sketch else "choice" if options else "number",
        html=_without_links(data["question"]),
        options=options,
        unit=data["unit"],
        bars=tuple(Bar(id=name, label=label) for name, label, _ in record),
        given=tuple(Bar(id=name, label=label, value=value) for name, label, value in bars),
        most=sketch.get("most"),
    )
    return script.PredictStep(
        **base,
        asked=script.Asked(question=question),
        record=tuple(Bar(id=name, label=label, value=value) for name, label, value in record),
        found_html=_without_links(data["found"]),
        chart=_chart(step.chart),
    )


def _groups(base: dict[str, Any], step: planned.Groups) -> script.GroupsStep:

    return script.GroupsStep(
        **base,
        accounts=tuple(_account(each) for each in cards(step.cards)),
        task_html=_block(step.task),
        compare_html=_block(step.compare),
        first=step.first,
        mixed=step.mixed,
    )


def _account(card: Evidence) -> script.Account:
    parts = [
        f"<p><strong>{inline(card.question)}</strong></p>",
        _block(card.says),
        f"<h3>What speaks for it</h3>{_pieces(card.pieces)}",
        f"<h3>What it must explain</h3>{_pieces(card.hard)}",
    ]
    return script.Account(
        id=card.account, card=Card(title=unescape(plain(card.name)), html="".join(parts))
    )


def _pieces(pieces: Iterable[Piece]) -> str:
    listed = "".join(
        f"<li>{_head(each)}{inline(each.text)}"
        f"{f' ({inline(each.sources)})' if each.sources else ''}</li>"
        for each in pieces
    )
    return f"<ul>{listed}</ul>"


def _head(piece: Piece) -> str:
    head = ", ".join(filter(None, (inline(piece.title), escape(piece.when))))
    return f"<strong>{head}.</strong> " if head else ""


def _simulation(base: dict[str, Any]) -> script.SimulationStep:

    story = scenario()
    rules = (
        f"<h3>Rules</h3>{_points(story.rules)}<h3>From the record</h3>{_points(story.background)}"
    )
    debrief = _points(f"**{each.tool}.** {each.ask}" for each in story.debrief)
    return script.SimulationStep(
        **base,
        label=story.label,
        scene_html=_block(story.scene) + rules,
        sides=tuple(
            script.Side(
                id=each.id,
                title=each.name,
                core=each.core,
                brief=tuple(
                    Card(
                        title=part.title + (" (invented)" if part.invented else ""),
                        html=_points(part.points),
                    )
                    for part in brief(each)
                ),
            )
            for each in story.delegations
        ),
        phases=tuple(
            script.Phase(
                id=stage.id,
                title=stage.title,
                minutes=stage.minutes,
                task_html=_block(stage.news) + _block(stage.task)
                + (debrief if stage.id == "debrief" else ""),
                may=stage.may,
                messages=stage.messages,
            )
            for stage in story.stages
        ),
    )  # fmt: skip


def _points(points: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{inline(each)}</li>' for each in points)}</ul>"


def _chart(name: str | None) -> Chart | None:
    if not name:
        return None

    picture = still(name)
    return Chart(
        light=f"chart/{name}.light.svg",
        dark=f"chart/{name}.dark.svg",
        width=picture.width,
        height=picture.height,
        description=picture.description,
        table_html=_STYLE.sub("", picture.table),
    )


def _sources(ids: Iterable[str]) -> str:

    return ", ".join(inline(citation(each)) for each in ids)


def _block(text: str | None) -> str:
    return block(text) if text else ""


def _without_links(html: str) -> str:
    """Return HTML without links: a phone cannot reach the course's tables."""
    return _LINK.sub("", html)


def _main(lesson: str) -> None:
    try:
        made = prepare(lesson)
    except TrilateralError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(1) from error
    sys.stdout.buffer.write(made.model_dump_json().encode())


if __name__ == "__main__":
    _main(sys.argv[1])

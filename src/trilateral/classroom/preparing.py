"""From a plan to a script: every text, question, chart and card that a class will show.

This loads the tables, the banks and a lesson's notebook, some hundred megabytes. The server runs
it in a process of its own and keeps the result: ``python -m trilateral.classroom.preparing 03``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from typing import TYPE_CHECKING, Any, Final, assert_never

from trilateral.classroom import plan as planned
from trilateral.classroom import script
from trilateral.classroom.errors import ClassroomError
from trilateral.classroom.protocol import LONGEST_WORD
from trilateral.classroom.views import Bar, Card, Chart, Option, Question
from trilateral.errors import TrilateralError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trilateral.classroom.cards import Card as Evidence
    from trilateral.classroom.cards import Piece
    from trilateral.quiz.asked import Asked

_LONGEST: Final = {"word": 40, "sentence": LONGEST_WORD}
_LINK: Final = re.compile(r"</?a\b[^>]*>")
_SECONDS: Final = 120


def prepared(lesson: str) -> script.Script:
    """Return a lesson's script, made in a process of its own.

    Raises
    ------
    ClassroomError
        There is no such plan, or something in it must be corrected; the message says what.
    """
    command = [sys.executable, "-m", "trilateral.classroom.preparing", lesson]
    done = subprocess.run(  # noqa: S603 -- our own module
        command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=_SECONDS
    )
    if done.returncode:
        raise ClassroomError(done.stderr.strip().removeprefix("trilateral: "))
    return script.Script.model_validate_json(done.stdout)


def prepare(lesson: str) -> script.Script:
    """Return a lesson's script.

    Raises
    ------
    ClassroomError
        There is no such plan, or what it names is not there.
    """
    from trilateral.classroom.reading import load_plan  # noqa: PLC0415 -- loads the banks

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
            options = tuple(Option(id=each.id, html=_inline(each.text)) for each in step.options)
            question = Question(type="choice", html=_inline(step.question), options=options)
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
    from trilateral.classroom.references import asked  # noqa: PLC0415 -- loads the banks
    from trilateral.quiz.bank import MultipleChoice, SingleChoice  # noqa: PLC0415 -- likewise
    from trilateral.quiz.wording import instructions  # noqa: PLC0415 -- likewise

    there: Asked = asked(name)
    item = there.item
    if not isinstance(item, SingleChoice | MultipleChoice):
        message = f"Item {name!r} is `type: {item.type}`; a phone can show a choice alone."
        raise ClassroomError(message)
    question = Question(
        type=item.type,
        html=f"{_inline(item.stem)} {instructions(item)}".strip(),
        options=tuple(Option(id=each.id, html=_inline(each.text)) for each in item.options),
        chart=_chart(item.chart),
        sources_html=_sources(item.sources),
    )
    feedback = "".join(
        f"<li>{_inline(each.text)}: {_inline(each.feedback)}</li>" for each in item.options
    )
    explained = f"{_block(item.explanation)}<ul>{feedback}</ul>"
    key = tuple(each.id for each in item.options if each.correct)
    return script.Asked(question=question, key=key, explanation_html=explained)


def _open(text: str, longest: int) -> script.Asked:
    return script.Asked(question=Question(type="text", html=_inline(text), longest=longest))


def _predict(base: dict[str, Any], step: planned.Predict, lesson: str) -> script.PredictStep:
    from trilateral.classroom.references import prediction  # noqa: PLC0415 -- loads the lesson

    data = prediction(lesson, step.prediction).data
    sketch: dict[str, Any] = data.get("sketch") or {}
    record = [(f"bar-{i + 1}", label, value) for i, (label, value) in enumerate(sketch.get("record", ()))]
    given = [(f"given-{i + 1}", *each) for i, each in enumerate(sketch.get("given", ()))]
    options = tuple(Option(id=str(key), html=_escaped(label)) for key, label in data["options"])
    question = Question(
        type="bars" if sketch else "choice" if options else "number",
        html=_without_links(data["question"]),
        options=options,
        unit=data["unit"],
        bars=tuple(Bar(id=name, label=label) for name, label, _ in record),
        given=tuple(Bar(id=name, label=label, value=value) for name, label, value in given),
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
    from trilateral.classroom.cards import cards  # noqa: PLC0415 -- loads the tables

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
        f"<p><strong>{_inline(card.question)}</strong></p>",
        _block(card.says),
        f"<h3>What speaks for it</h3>{_pieces(card.pieces)}",
        f"<h3>What it must explain</h3>{_pieces(card.hard)}",
    ]
    return script.Account(
        id=card.account, card=Card(title=unescape(_plain(card.name)), html="".join(parts))
    )


def _pieces(pieces: Iterable[Piece]) -> str:
    listed = "".join(
        f"<li>{_head(each)}{_inline(each.text)}"
        f"{f' ({_inline(each.sources)})' if each.sources else ''}</li>"
        for each in pieces
    )
    return f"<ul>{listed}</ul>"


def _head(piece: Piece) -> str:
    head = ", ".join(filter(None, (_inline(piece.title), _escaped(piece.when))))
    return f"<strong>{head}.</strong> " if head else ""


def _simulation(base: dict[str, Any]) -> script.SimulationStep:
    from trilateral.classroom.simulation import brief, scenario  # noqa: PLC0415 -- loads the tables

    told = scenario()
    rules = f"<h3>Rules</h3>{_points(told.rules)}<h3>From the record</h3>{_points(told.background)}"
    debrief = _points(f"**{each.tool}.** {each.ask}" for each in told.debrief)
    return script.SimulationStep(
        **base,
        label=told.label,
        scene_html=_block(told.scene) + rules,
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
            for each in told.delegations
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
            for stage in told.stages
        ),
    )  # fmt: skip


def _points(points: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{_inline(each)}</li>' for each in points)}</ul>"


def _chart(name: str | None) -> Chart | None:
    if not name:
        return None
    from trilateral.quiz.figures import still  # noqa: PLC0415 -- loads the charts

    shown = still(name)
    return Chart(
        light=f"chart/{name}.light.svg",
        dark=f"chart/{name}.dark.svg",
        width=shown.width,
        height=shown.height,
        description=shown.description,
        table_html=shown.table,
    )


def _sources(ids: Iterable[str]) -> str:
    from trilateral.parts.markup import citation  # noqa: PLC0415 -- loads the tables

    return ", ".join(_inline(citation(each)) for each in ids)


def _inline(text: str) -> str:
    from trilateral.parts.markup import inline  # noqa: PLC0415 -- loads the tables

    return inline(text)


def _block(text: str | None) -> str:
    from trilateral.parts.markup import block  # noqa: PLC0415 -- loads the tables

    return block(text) if text else ""


def _plain(text: str) -> str:
    from trilateral.parts.markup import plain  # noqa: PLC0415 -- loads the tables

    return plain(text)


def _escaped(text: str) -> str:
    from trilateral.parts.markup import escape  # noqa: PLC0415 -- loads the tables

    return escape(text)


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

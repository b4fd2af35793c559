"""``trilateral claims``: the ledger, the lessons that test it, and what is untaught or uncited."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from trilateral.evidence.sensitivity import Hanging
    from trilateral.notebook.teaching import Shown, Teaching


@app.command(epilog="Example: trilateral claims --sensitivity")
def claims(
    *,
    json: Json = False,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Say what each verdict depends on, row by row.")
    ] = False,
) -> None:
    """List the claims and the lessons that test them.

    Reports untaught claims and uncited facts.
    """
    if sensitivity:
        _sensitivity(json=json)
        return
    import nbformat

    from trilateral.notebook import problems
    from trilateral.notebook.references import Evidence
    from trilateral.notebook.teaching import teaching

    notebooks = sorted((course_dir() / "notebooks").glob("*.ipynb"))
    ledger = teaching(notebooks)
    untaught = [f"{taught.claim.id}: {taught.problem}" for taught in ledger if taught.problem]
    uncited = [
        f"{path.stem}, {problem}"
        for path in notebooks
        for problem in problems(nbformat.read(path, as_version=4), Evidence())
    ]
    if json:
        print_json(
            {
                "claims": [_as_json(taught) for taught in ledger],
                "untaught": untaught,
                "uncited": uncited,
            }
        )
    else:
        typer.echo("\n".join(line for taught in ledger for line in _lines(taught)))
        typer.echo(_verdict(len(ledger), untaught, uncited))
    if untaught or uncited:
        raise typer.Exit(FOUND)


def _sensitivity(*, json: bool) -> None:
    """Print what each verdict hangs on; one that no longer follows from its rows is found."""
    from trilateral import evidence
    from trilateral.cli._sensitivity import as_json, lines
    from trilateral.evidence.sensitivity import hanging

    hung = [hanging(claim, evidence.load) for claim in evidence.claims()]
    stale = [
        f"{each.claim.id}: the ledger says “{each.claim.verdict}”, but the tables give "
        f"“{each.counted.verdict}”"
        for each in hung
        if each.counted and each.counted.verdict != each.claim.verdict
    ]
    if json:
        print_json({"claims": [as_json(each) for each in hung], "stale": stale})
    else:
        typer.echo("\n".join(line for each in hung for line in lines(each)))
        typer.echo(_summary(hung, stale))
    if stale:
        raise typer.Exit(FOUND)


def _summary(hung: list[Hanging], stale: list[str]) -> str:
    counted = [each.counted for each in hung if each.counted]
    single = sum(bool(each.turned_by) for each in counted)
    counts = (
        f"\n{len(hung)} claims, {len(counted)} of them decided by a count or a test; a "
        f"single row would change {single} of these. {len(stale)} verdicts do not follow "
        "from the tables."
    )
    return "\n".join([counts, *(f"  {each}" for each in stale)])


def _as_json(taught: Teaching) -> dict[str, object]:
    claim = taught.claim
    return {
        "id": claim.id,
        "claim": claim.claim,
        "verdict": claim.verdict,
        "ledger_lesson": claim.lesson,
        "evidence": [f"{reference.table}:{reference.key}" for reference in claim.evidence],
        "lessons": [asdict(lesson) for lesson in taught.parts],
        "problem": taught.problem,
    }


def _lines(taught: Teaching) -> list[str]:
    head = f"{taught.claim.id} ({taught.claim.verdict}): {taught.claim.claim}"
    lessons = [line for lesson in taught.parts for line in _lesson(lesson)]
    return [head, *lessons, *([f"    NOT TAUGHT: {taught.problem}"] * bool(taught.problem))]


def _lesson(lesson: Shown) -> list[str]:
    questions = "1 question" if lesson.questions == 1 else f"{lesson.questions} questions"
    sources = "1 source" if len(lesson.sources) == 1 else f"{len(lesson.sources)} sources"
    tables = ", ".join(lesson.tables) or "no table"
    return [
        f"    {lesson.notebook} ({', '.join(lesson.by)}; {questions})",
        f"        cites {tables} and {sources} of its evidence",
        f"        shows {', '.join(lesson.figures) or 'no figure'}",
    ]


def _verdict(number: int, untaught: list[str], uncited: list[str]) -> str:
    listed = [f"  {problem}" for problem in uncited]
    counts = f"\n{number} claims, {len(untaught)} untaught. {len(uncited)} statements uncited."
    return "\n".join([counts, *listed])

"""``trilateral items``: how tasks and quiz items did in a class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import Json, app, print_json
from trilateral.cli._progress import counting
from trilateral.cli.feedback import ClassDir  # noqa: TC001 -- typer reads annotations at run time

if TYPE_CHECKING:
    from trilateral.grading.items import Item


@app.command(epilog="Example: trilateral items --records handed-over")
def items(
    folder: ClassDir = Path(),
    *,
    records: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="Learners' own records of the quizzes, handed over: a folder of *.jsonl.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Say how each task and quiz item did, no louder than the size of the class allows."""
    from trilateral.grading.errors import GradingError
    from trilateral.grading.gradebook_sync import JOURNAL
    from trilateral.grading.items import analyse
    from trilateral.grading.items_read import Records, quiz_answers, task_answers
    from trilateral.grading.journal import latest

    answers = task_answers(latest(folder / JOURNAL).values())
    found = Records()
    if records:
        with counting("Reading", shown=not json) as done:
            found = quiz_answers(records, done)
    if not answers and not found.answers:
        message = f"No marks in {folder / JOURNAL}" + (
            f" and no answers in {records}" * bool(records)
        )
        raise GradingError(message + ". Grade first, or give `--records`.")
    result = analyse(answers | found.answers)
    if json:
        print_json(
            {
                "items": [asdict(item) | {"say": item.say.value} for item in result],
                "files": found.files,
                "learners": found.learners,
                "passed_over": found.passed_over,
            }
        )
        return
    typer.echo("\n".join(_lines(result)))
    if records:
        typer.echo(
            f"\n{found.files} files of {found.learners} learners; "
            f"{found.passed_over} lines are no answers of this course."
        )


def _lines(result: list[Item]) -> Iterator[str]:
    test = ""
    for item in result:
        if item.test != test:
            test = item.test
            yield f"\n{test}"
        yield f"  {item.item} (version {item.version}), N = {item.n}, {item.say.value}"
        yield f"    right {item.right}, partly {item.partly}, wrong {item.wrong}"
        if item.difficulty is not None:
            yield f"    difficulty {item.difficulty:.2f} (1 is easiest), {_rest(item)}"
        for choice in item.choices:
            mark = "right" if choice.right else "     "
            rest = "" if choice.rest is None else f", r {choice.rest:+.2f}"
            yield f"    {mark}  {choice.answer}: {choice.count}{rest}{_flags(choice.flags)}"
        if item.wrong_count:
            answer = f" {item.wrong_answer}" if item.wrong_answer else ""
            yield f"    commonest when not right ({item.wrong_count}):{answer} {item.message}"
        if item.sure:
            yield f"    sure {item.sure}, sure and wrong {item.sure_and_wrong}"
        if item.flags:
            yield f"    look at it{_flags(item.flags)}"


def _rest(item: Item) -> str:
    if item.rest is None:
        return "no relation to the rest can be worked out"
    rest = item.rest
    return f"with the rest r {rest.value:+.2f} (95 % {rest.low:+.2f} to {rest.high:+.2f})"


def _flags(flags: tuple[str, ...]) -> str:
    return f" [{'; '.join(flags)}]" if flags else ""

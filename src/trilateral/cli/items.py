"""``trilateral items``: how tasks and quiz items did in a class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import Json, app, print_json, say
from trilateral.cli._progress import counting
from trilateral.cli.feedback import ClassDir  # noqa: TC001 -- typer reads annotations at run time
from trilateral.printing import one_line, visible

if TYPE_CHECKING:
    from trilateral.grading.items.analysis import Item
    from trilateral.grading.items.findings import Findings
    from trilateral.grading.items.whole import Whole


@app.command(epilog="Example: trilateral items --records handed-over")
def items(
    folder: ClassDir = Path(),
    *,
    records: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="A folder of *.jsonl: learners' own records of the quizzes.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Say how well each task and quiz item works.

    It says no more than the size of the class allows.
    """
    from trilateral.grading.startup import keep_private, leave_out_slow_imports

    leave_out_slow_imports()
    keep_private(folder / "gradebook.db")
    from trilateral.grading.items.findings import of_class
    from trilateral.grading.items.gain_words import lines

    with counting("Reading", visible=bool(records) and not json) as done:
        findings, read = of_class(folder, records, done)
    if json:
        counts = {"files": read.files, "learners": read.learners, "passed_over": read.passed_over}
        print_json(_plain(findings) | counts)
        return
    say(*_lines(findings))
    if findings.gain:
        texts = [line for text in lines(findings.gain) for line in _wrapped(text, 2)]
        say("", "Before the course and after it", *texts)
    if findings.unread:
        say("", f"People's marks were not read. {findings.unread}")
    if records:
        say(
            "",
            f"{read.files} files of {read.learners} learners; "
            f"{read.passed_over} lines are not answers to this course's questions.",
        )


def _plain(findings: Findings) -> dict[str, object]:
    return {
        "items": [asdict(item) | {"say": item.say.value} for item in findings.items],
        "wholes": [asdict(whole) | {"say": whole.say.value} for whole in findings.wholes],
        "waiting": [asdict(task) for task in findings.waiting],
        "unread": findings.unread,
        "gain": asdict(findings.gain) | {"enough": findings.gain.enough} if findings.gain else None,
    }


def _lines(findings: Findings) -> Iterator[str]:
    for test in sorted(
        {item.test for item in findings.items} | {task.test for task in findings.waiting}
    ):
        yield ""
        yield one_line(test)
        for item in findings.items:
            if item.test == test:
                yield from _item(item)
        for task in findings.waiting:
            if task.test == test:
                yield f"  {one_line(task.item)} (version {task.version}), written"
                yield f"    {task.n} of {task.of} not marked yet and left out"
        for whole in findings.wholes:
            if whole.test == test:
                yield from _whole(whole)


def _item(item: Item) -> Iterator[str]:
    written = ", written" * item.written
    name = f"{one_line(item.item)} (version {one_line(item.version)})"
    yield f"  {name}{written}, N = {item.n}, {item.say.value}"
    yield f"    right {item.right}, partly {item.partly}, wrong {item.wrong}"
    if item.difficulty is not None:
        yield f"    difficulty {item.difficulty:.2f} (1 is easiest), {_rest(item)}"
    if item.first_attempt is not None:
        yield f"    first attempt {item.first_attempt:.2f}, N = {item.first_n}"
    if item.discrimination is not None:
        groups = f"strongest {item.group} against weakest {item.group}"
        yield f"    D {item.discrimination:+.2f}, {groups}"
    for choice in item.choices:
        mark = "right" if choice.right else "     "
        rest = "" if choice.rest is None else f", r {choice.rest:+.2f}"
        yield f"    {mark}  {one_line(choice.answer)}: {choice.count}{rest}{_flags(choice.flags)}"
    if item.wrong_count:
        answer = f" {one_line(item.wrong_answer)}" if item.wrong_answer else ""
        text = f"most common when not right ({item.wrong_count}):{answer} {item.message}"
        yield from _wrapped(text)
    if item.sure:
        yield f"    sure {item.sure}, sure and wrong {item.sure_and_wrong}"
    if item.flags:
        yield f"    check this item{_flags(item.flags)}"


def _wrapped(text: str, indent: int = 4) -> list[str]:
    first, next_ = indent * " ", (indent + 2) * " "
    return wrap(visible(text), 80, initial_indent=first, subsequent_indent=next_)


def _rest(item: Item) -> str:
    if item.rest is None:
        return "no correlation with the rest can be computed"
    rest = item.rest
    some = f" of {item.compared}" if item.compared < item.n else ""
    return f"with the rest r {rest.value:+.2f}{some} (95 % {rest.low:+.2f} to {rest.high:+.2f})"


def _whole(whole: Whole) -> Iterator[str]:
    yield (
        f"  together (version {whole.version}): N = {whole.n} of {whole.of} answered all "
        f"{len(whole.items)}, {whole.say.value}"
    )
    if whole.alpha:
        reach = f"95 % {whole.alpha.low:.2f} to {whole.alpha.high:.2f}"
        text = f"alpha {whole.alpha.value:.2f} ({reach}): {whole.words}"
        yield from _wrapped(text)


def _flags(flags: tuple[str, ...]) -> str:
    return f" [{'; '.join(flags)}]" if flags else ""

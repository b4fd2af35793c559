"""``trilateral prove``: what the corpora's answers meet with in a learner's own copy."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json, say
from trilateral.paths import course_dir

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trilateral.assignments.silence import Heard

SELF_STUDY, HAND_OUT = 5.0, 15.0
"""Per cent of the wrong answers that a copy may fail to catch."""


@app.command(epilog="Example: trilateral prove")
def prove(
    *,
    hand_out: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            file_okay=False,
            help="A folder that `release` made. Default: make one now.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Count wrong answers that a learner's copy does not catch.

    For instructors.
    """
    from trilateral.assignments.release import release
    from trilateral.assignments.silence import heard, unattempted

    course = course_dir()
    made = nullcontext(str(hand_out)) if hand_out else tempfile.TemporaryDirectory()
    with made as folder:
        if hand_out is None:
            release(course, Path(folder))
        answers = list(heard(course, Path(folder)))
    lost = list(unattempted(course))
    shares = {
        "self-study": _silent([answer.self_study for answer in answers]),
        "graded hand-out": _silent([answer.hand_out for answer in answers]),
    }
    if json:
        print_json({"silent": shares, "answers": [*map(asdict, answers)], "unattempted": lost})
    else:
        say(
            *_lines(answers, shares),
            f"Answers that raise an error but count as not attempted: {len(lost)}.",
        )
    if lost or shares["self-study"] > SELF_STUDY or shares["graded hand-out"] > HAND_OUT:
        raise typer.Exit(FOUND)


def _silent(spoken: Sequence[bool]) -> float:
    """Return the share of answers that get no message, in per cent."""
    return 100 * spoken.count(False) / len(spoken) if spoken else 0.0


def _lines(answers: Sequence[Heard], shares: dict[str, float]) -> Iterator[str]:
    for answer in answers:
        if not (answer.self_study and answer.hand_out):
            where = "hand-out" if answer.self_study else "self-study"
            yield f"not caught in {where}: {answer.assignment} {answer.task}: {answer.answer}"
    for place, share in shares.items():
        yield f"Not caught in the {place} copy: {share:.1f} % of {len(answers)} wrong answers."

"""``trilateral quiz``: check the question banks, print their schema, export them."""

from __future__ import annotations

from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trilateral.quiz.measures import Measures

verbs = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The question banks.")
app.add_typer(verbs, name="quiz")

Files = Annotated[
    list[Path] | None,
    typer.Argument(exists=True, dir_okay=False, help="Banks. Default: all of the course's."),
]


@verbs.command(epilog="Example: trilateral quiz check notebooks/quizzes/03_coercion.yaml")
def check(files: Files = None, *, as_json: Json = False) -> None:
    """Check question banks by file and line, and measure what they ask for.

    The limits on recall and guessing apply to all of the course's banks together.
    """
    from trilateral.quiz.linting import check_banks
    from trilateral.quiz.measures import measured
    from trilateral.quiz.reading import bank_paths, load_bank

    paths = files or bank_paths()
    findings = check_banks(paths)
    banks = [] if findings else [load_bank(path).bank for path in paths]
    measures = [measured(bank.lesson, [bank]) for bank in banks]
    together = measured("together", banks) if banks else None
    broken = list(together.over()) if together and not files else []
    if as_json:
        print_json(
            {
                "findings": [asdict(finding) for finding in findings],
                "measures": [asdict(each) for each in measures],
                "together": asdict(together) if together else None,
                "over": broken,
            }
        )
    else:
        for finding in findings:
            typer.echo(str(finding))
        if together:
            say(*_table([*measures, together]), "")
            say(*(f"Over the limit: {line}." for line in broken))
        typer.echo(f"Banks: {len(paths)}. Problems: {len(findings) + len(broken)}.")
    if findings or broken:
        raise typer.Exit(FOUND)


def _table(measures: Sequence[Measures]) -> Iterator[str]:
    """Yield the measures of each bank, and what their columns mean."""
    kinds = list(measures[0].asks)
    columns = ["items", *kinds, "longest", "shortest", "qualified", "chance"]
    yield f"{'':15}" + "".join(f"{column:>11}" for column in columns)
    for each in measures:
        counts = [each.items, *each.asks.values()]
        shares = [each.longest, each.shortest, each.qualified, each.at_random]
        row = [
            *map(str, counts),
            *(f"{share:.0%}" if each.option_items else "-" for share in shares),
        ]
        yield f"{each.bank:15}" + "".join(f"{cell:>11}" for cell in row)
    total = measures[-1]
    yield ""
    yield f"Recall: {total.recall:.0%} of the items."
    yield (
        f"Longest, shortest, qualified, chance: of the points of {total.option_items} option "
        "items, the share that a guesser earns by always choosing the longest option, the "
        "shortest, the most qualified (most hedging, fewest sweeping words), or any."
    )
    yield f"Wrong options: {total.wrong_options}. The feedback of each names a mistake."


@verbs.command(epilog="Example: trilateral quiz schema > notebooks/quizzes/schema.json")
def schema() -> None:
    """Print the banks' JSON Schema, for editors."""
    from trilateral.quiz.schema import schema_text

    typer.echo(schema_text(), nl=False)


class Form(Enum):
    """What a platform reads."""

    MOODLE = "moodle-xml"
    QTI = "qti"


@verbs.command(epilog="Example: trilateral quiz export --to moodle-xml")
def export(
    files: Files = None,
    *,
    to: Annotated[Form, typer.Option(help="Moodle XML, or QTI 1.2 as Canvas reads it.")],
    file: Annotated[
        Path | None,
        typer.Option(help="The file to write. Default: quiz-moodle.xml or quiz-qti.zip."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Export the questions to a learning platform, and list what it cannot take."""
    from trilateral.files import replace
    from trilateral.quiz.errors import QuizError
    from trilateral.quiz.exports.moodle import moodle_xml
    from trilateral.quiz.exports.qti import qti
    from trilateral.quiz.reading import lesson_banks, load_bank

    # The test before and after the course is given as a whole, by the lessons alone.
    banks = [load_bank(path).bank for path in files or lesson_banks()]
    made = moodle_xml(banks) if to is Form.MOODLE else qti(banks)
    target = file or Path("quiz-moodle.xml" if to is Form.MOODLE else "quiz-qti.zip")
    try:
        replace(target, made.content)
    except OSError as error:
        message = (
            f"{target} cannot be written: {error.strerror}. Free some space or fix the "
            "permissions, then rerun the command."
        )
        raise QuizError(message) from error
    if as_json:
        plain = {"file": target, "items": made.items}
        print_json({**plain, "left_out": made.left_out, "losses": made.losses})
        return
    say(*(f"left out  {line}" for line in made.left_out))
    say(*(f"note      {line}" for line in made.losses))
    say("", f"{made.items} questions in {target}")

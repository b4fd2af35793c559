"""``trilateral quiz``: check the question banks, print their schema, export them."""

from __future__ import annotations

from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json, say

verbs = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The question banks.")
app.add_typer(verbs, name="quiz")

Files = Annotated[
    list[Path] | None,
    typer.Argument(exists=True, dir_okay=False, help="Banks; all of the course's by default."),
]


@verbs.command(epilog="Example: trilateral quiz check notebooks/quizzes/03_coercion.yaml")
def check(files: Files = None, *, as_json: Json = False) -> None:
    """Say what is wrong with question banks, by file and line."""
    from trilateral.quiz.linting import check_banks
    from trilateral.quiz.reading import bank_paths

    paths = files or bank_paths()
    findings = check_banks(paths)
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            typer.echo(str(finding))
        typer.echo(f"{len(paths)} bank(s), {len(findings)} thing(s) to mend.")
    if findings:
        raise typer.Exit(FOUND)


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
        Path | None, typer.Option(help="The file; quiz-moodle.xml or quiz-qti.zip by default.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the questions for a learning platform, and say what it cannot carry."""
    from trilateral.files import replace
    from trilateral.quiz.errors import QuizError
    from trilateral.quiz.exports.moodle import moodle_xml
    from trilateral.quiz.exports.qti import qti
    from trilateral.quiz.reading import bank_paths, load_bank

    banks = [load_bank(path).bank for path in files or bank_paths()]
    made = moodle_xml(banks) if to is Form.MOODLE else qti(banks)
    target = file or Path("quiz-moodle.xml" if to is Form.MOODLE else "quiz-qti.zip")
    try:
        replace(target, made.content)
    except OSError as error:
        message = f"{target} cannot be written: {error.strerror}. Make room and try again."
        raise QuizError(message) from error
    if as_json:
        plain = {"file": target, "items": made.items}
        print_json({**plain, "left_out": made.left_out, "losses": made.losses})
        return
    say(*(f"left out  {line}" for line in made.left_out))
    say(*(f"note      {line}" for line in made.losses))
    say("", f"{made.items} questions in {target}")

"""``trilateral quiz``: check the question banks, print their schema."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from trilateral.cli._app import FOUND, Json, app, print_json

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

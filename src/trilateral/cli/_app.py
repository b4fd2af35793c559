"""What all verbs share: the application, its exit codes, and how to report as JSON."""

from __future__ import annotations

import json
import os
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from trilateral.errors import CourseNotFoundError, TrilateralError
from trilateral.printing import visible, visible_json

FOUND = 1
WRONG_USE = 2

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


class _Verbs(TyperGroup):
    """Turn the library's own errors into a line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 -- typer's own types for these are private
        rights = os.umask(0o077)
        os.umask(rights)
        try:
            return super().invoke(ctx)
        except TrilateralError as error:
            lines = str(error).split("\n") if error.has_lines else [str(error)]
            note("\n".join(map(visible, lines)))
            wrong_use = isinstance(error, CourseNotFoundError)
            raise typer.Exit(WRONG_USE if wrong_use else FOUND) from error
        finally:
            os.umask(rights)  # some verbs write for this account alone


app = typer.Typer(
    name="trilateral",
    cls=_Verbs,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain text reads the same in a terminal, a log and a screen reader
    pretty_exceptions_enable=False,
    help="Promises to Power: open, check and maintain the course.",
    epilog="Exit codes: 0 all is well, 1 problems found, 2 wrong usage.",
)


def say(*lines: str) -> None:
    """Print lines, each of which stays one line: no control character gets through."""
    for line in lines:
        typer.echo(visible(line))


def note(text: str) -> None:
    """Print our own words beside what is asked for, on stderr."""
    typer.echo(f"trilateral: {text}", err=True)


def print_json(value: object) -> None:
    """Print `value` as JSON that a person can read too."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    typer.echo(visible_json(text))

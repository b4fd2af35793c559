"""What all verbs share: the application, its exit codes, and how to report as JSON."""

from __future__ import annotations

import json
import unicodedata
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from trilateral.errors import CourseNotFoundError, TrilateralError

FOUND = 1
WRONG_USE = 2

Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


class _Verbs(TyperGroup):
    """Turn the library's own errors into a line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 -- typer's own types for these are private
        try:
            return super().invoke(ctx)
        except TrilateralError as error:
            typer.echo(f"trilateral: {error}", err=True)
            wrong_use = isinstance(error, CourseNotFoundError)
            raise typer.Exit(WRONG_USE if wrong_use else FOUND) from error


app = typer.Typer(
    name="trilateral",
    cls=_Verbs,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain text reads the same in a terminal, a log and a screen reader
    pretty_exceptions_enable=False,
    help="Promises to Power: open the course, check it, keep it.",
    epilog="Exit codes: 0 all is well, 1 something was found, 2 wrong use.",
)


def say(text: str = "") -> None:
    """Print lines in which nothing steers the terminal, whoever chose their words."""
    typer.echo("".join(_harmless(letter) for letter in text))


def note(text: str) -> None:
    """Print a line beside what is asked for, on stderr."""
    typer.echo(f"trilateral: {text}", err=True)


def _harmless(letter: str) -> str:
    steers = letter != "\n" and unicodedata.category(letter) in ("Cc", "Cf", "Cs")
    return "\N{REPLACEMENT CHARACTER}" if steers else letter


def print_json(value: object) -> None:
    """Print `value` as JSON that a person can read too."""
    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    typer.echo(text.encode("utf-8", "replace").decode())

"""What every verb keeps to."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from trilateral.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator


def verbs(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 -- typer's command types are private
    """Name every verb, those under a verb included."""
    for name, verb in getattr(command, "commands", {}).items():
        if hasattr(verb, "commands"):
            yield from verbs(verb, (*words, name))
        else:
            yield (*words, name)


VERBS = list(verbs(get_command(app)))


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_when_a_verb_is_asked_for_help_then_it_gives_an_example(verb: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*verb, "--help"])
    assert result.exit_code == 0
    assert f"Example: trilateral {' '.join(verb)}" in " ".join(result.output.split())


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_when_a_verb_is_used_wrongly_then_the_exit_code_is_2(verb: tuple[str, ...]) -> None:
    assert CliRunner().invoke(app, [*verb, "--no-such-option"]).exit_code == 2


def test_when_no_verb_is_given_then_the_verbs_are_listed() -> None:
    result = CliRunner().invoke(app, [])
    assert {"lab", "doctor"} <= set(result.output.split())


def test_when_the_command_line_starts_then_no_heavy_package_is_loaded() -> None:
    code = (
        "import sys, trilateral.cli; print(*{'pandas', 'altair', 'jupyterlab'} & set(sys.modules))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert printed.strip() == ""

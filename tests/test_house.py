"""The house style: lint, format, types and the direction of imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiers import tiers

ROOT = Path(__file__).parents[1]
RULES = ("ruff check", "ruff format --check", "mypy", "lint-imports")
SCRIPTS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    tiers(RULES, *(rule for rule in RULES if rule != "mypy")),  # which takes a minute without cache
)
def test_when_the_house_rules_are_checked_then_none_is_broken(command: str) -> None:
    tool, *arguments = command.split()
    checked = subprocess.run(
        [SCRIPTS / tool, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr

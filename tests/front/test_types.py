"""The types that the front end's modules state in JSDoc, checked as strictly as TypeScript can."""

from __future__ import annotations

import subprocess

from tests.browser.harness.front import FOLDER
from tests.tools import tsc


def test_when_the_types_are_checked_then_each_module_keeps_its_own() -> None:
    done = subprocess.run([tsc(), "--project", FOLDER], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

"""The types that the front end's modules state in JSDoc, checked as strictly as TypeScript can."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.browser.harness.front import FOLDER

MISSING = "No tsc found. Install it: `apt-get install node-typescript`, or your system's way."


def test_when_the_types_are_checked_then_each_module_keeps_its_own() -> None:
    tsc = shutil.which("tsc")
    if tsc is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    done = subprocess.run([tsc, "--project", FOLDER], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

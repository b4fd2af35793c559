"""What tests of confinement need of the system."""

from __future__ import annotations

from typing import Final

import pytest

from trilateral.grading.sandbox.confinement import layers

LACKING: Final = any(layer.missing for layer in layers())
WHY: Final = "this system lacks a layer of confinement"
needs_confinement: Final = pytest.mark.skipif(LACKING, reason=WHY)

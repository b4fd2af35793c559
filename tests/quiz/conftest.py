from __future__ import annotations

import sys
from pathlib import Path

# `tests.quiz.samples` serves several test modules, which pytest imports one by one.
sys.path.insert(0, str(Path(__file__).parents[2]))

"""Charts of the evidence: pure functions from tables to figures.

Importing this room makes its renderer and theme those of every Altair chart in the session; each
lesson's charts load when they are first used.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

# Altair imports jsonschema, which builds a grammar for internationalised addresses as soon as it
# finds rfc3987_syntax: a second or two that no chart needs (jsonschema issue 1428). It takes the
# package's absence well, so for this one import the package is absent.
_ABSENT = "rfc3987_syntax"
_hidden = "jsonschema" not in sys.modules and sys.modules.setdefault(_ABSENT, None) is None  # type: ignore[arg-type]  # None marks a module as absent
import altair as alt  # noqa: E402, F401  (after the line above, which is the point of it)

if _hidden:
    del sys.modules[_ABSENT]

from trilateral.charts import renderer  # noqa: E402  (after Altair, as above)
from trilateral.charts import theme as _theme  # noqa: E402, F401  (importing it registers the theme)
from trilateral.faces import lazy  # noqa: E402  (as above)

if TYPE_CHECKING:
    from trilateral.charts import access, capabilities, chain, coercion, stories, summit, synthesis
    from trilateral.charts.figure import Figure

__all__ = [
    "Figure",
    "access",
    "capabilities",
    "chain",
    "coercion",
    "stories",
    "summit",
    "synthesis",
]

__getattr__ = lazy(
    __name__,
    {
        "Figure": "figure",
        "access": "access",
        "capabilities": "capabilities",
        "chain": "chain",
        "coercion": "coercion",
        "stories": "stories",
        "summit": "summit",
        "synthesis": "synthesis",
    },
)

renderer.enable()

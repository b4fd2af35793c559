"""The two lines at sea that are argued about, each with a name that says what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import altair as alt
import pandas as pd

from trilateral import paths
from trilateral.charts import basemap
from trilateral.charts.page import following
from trilateral.charts.theme import GREEN, PURPLE, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

_AWARD: Final = "pca-award-2016"
NOTE: Final = (
    "The green line is 200 nautical miles from the main Philippine islands, worked out on this "
    "map's coast. It ends where another state's coast is as near, and it is not a boundary: the "
    "award of 2016, which Beijing rejects, drew none. The award calls Scarborough Shoal a rock "
    "without a zone of its own, and leaves open whose it is. The purple dashes are those of "
    "Natural Earth's map of China's claim; China has published no exact coordinates."
)
"""What a reader must know before trusting the two lines."""
WORDS: Final = (
    "A green line runs 200 nautical miles from the main Philippine islands; nine purple dashes "
    "are the line that China claims."
)
"""The two lines in words."""
_LINES: Final = {"eez": GREEN, "nine-dash": PURPLE}
_NAMES: Final = {
    "eez": ["200 nautical miles", "from main islands"],
    "nine-dash": ["Nine-dash line,", "China's claim"],
}


def sourced(sources: tuple[str, ...]) -> tuple[str, ...]:
    """Return a map's sources with that of the lines, first."""
    return (_AWARD, *(source for source in sources if source != _AWARD))


def lines(at: Mapping[str, tuple[float, float]]) -> alt.LayerChart:
    """Return both lines and their names.

    Parameters
    ----------
    at
        Where each name stands, degrees east and north, for ``eez`` and ``nine-dash``.

    Notes
    -----
    ``data/README.md`` says where the lines come from.
    """
    layers = []
    for key, tone in _LINES.items():
        layers += [_line(key, tone), _name(key, at[key], tone)]
    return alt.layer(*layers)


def _line(key: str, tone: Tone) -> alt.Chart:
    data = alt.InlineData(
        values=json.dumps(_features()[key]), format=alt.JsonDataFormat(type="json")
    )
    return alt.Chart(data).mark_geoshape(
        filled=False,
        stroke=tone.ref,
        strokeWidth=following(3 if key == "nine-dash" else 1.5),
        strokeDash=[1, 0] if key == "nine-dash" else [2, 3],
        aria=False,
    )


def _name(key: str, at: tuple[float, float], tone: Tone) -> alt.LayerChart:
    row = pd.DataFrame([{"lon": at[0], "lat": at[1], "words": _NAMES[key]}])
    words = alt.Chart(row).encode(longitude="lon:Q", latitude="lat:Q", text="words:N")
    return alt.layer(
        *basemap.haloed(words, color=tone.ref, fontSize=11, lineHeight=13, align="left")
    )


def _features() -> dict[str, dict[str, object]]:
    path = paths.data_dir() / "geo" / "lines.geojson"
    whole = json.loads(path.read_text(encoding="utf-8"))
    return {feature["properties"]["id"]: feature for feature in whole["features"]}

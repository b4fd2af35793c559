"""What a chart shows once it is drawn, with its controls where a test wants them."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from trilateral.charts import stills
from trilateral.models.rates import same_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trilateral.charts import Figure


def moved(specification: Mapping[str, Any], **controls: object) -> dict[str, Any]:
    """Return a specification whose controls start where they are told to."""
    changed = copy.deepcopy(dict(specification))
    params = {param["name"]: param for param in changed["params"]}
    for name, value in controls.items():
        params[name]["value"] = value
    return changed


def picture(specification: dict[str, Any], *, dark: bool = False) -> ET.Element:
    """Return the drawn chart as a tree of SVG."""
    return ET.fromstring(stills.svg(specification, dark=dark))  # noqa: S314 -- drawn right here


def painted(drawn: ET.Element) -> Iterator[list[tuple[str, float]]]:
    """Yield the colours of each mark, its fill's and its line's, with how opaque they are.

    Axes and legends are not marks, nor is what a brush lays over the chart.
    """
    for group in drawn.iter():
        name = group.get("class", "")
        if " role-mark" in name and "_brush" not in name:
            yield from (list(_paints(mark)) for mark in group)


def _paints(mark: ET.Element) -> Iterator[tuple[str, float]]:
    for kind in ("fill", "stroke"):
        paint = mark.get(kind, "none")
        opacity = float(mark.get("opacity", "1")) * float(mark.get(f"{kind}-opacity", "1"))
        if opacity and paint not in {"none", "transparent"}:
            yield long(paint), opacity


def long(colour: str) -> str:
    """Return a colour with two digits for each of red, green and blue."""
    colour = {"white": "#fff", "black": "#000"}.get(colour, colour)
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def said(specification: dict[str, Any]) -> str:
    """Return what the chart's live region says."""
    live = [node for node in picture(specification).iter() if node.get("role") == "status"]
    return " ".join(str(node.get("aria-label")) for node in live)


def numbers(sentence: str, pattern: str) -> tuple[int, ...]:
    """Return the numbers in the groups of `pattern`, which must be found in `sentence`."""
    found = re.search(pattern, sentence)
    assert found, f"{pattern!r} is not in {sentence!r}"
    return tuple(int(group.replace(",", "")) for group in found.groups())


def chance_words(
    counts: tuple[int, int], months: tuple[float, float], rates: str = "The two rates"
) -> str:
    """Return how a sentence should end that compares two rates."""
    if same_rate(counts, months) < 0.05:
        return f"{rates} differ by more than chance."
    one, other = (f"{count / watched:.2f}" for count, watched in zip(counts, months, strict=True))
    if one == other:
        return f"{rates} are the same, to two decimals."
    return f"{rates} differ, and chance could explain it."


def width(figure: Figure) -> float:
    """Return how many CSS pixels the chart takes from left to right."""
    return float(picture(dict(figure.spec)).get("width", "nan"))

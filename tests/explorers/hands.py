"""What the page does to an explorer: it sets its controls and looks up what to show for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trilateral.parts import Part


@dataclass(frozen=True)
class Shown:
    """What an explorer shows."""

    settled: dict[str, Any]
    """The controls' values, after a choice that was not on offer gave way."""
    sentence: str
    html: str

    @property
    def words(self) -> str:
        """The view as a reader has it."""
        return words(self.html)


@cache
def made(build: Callable[[], Part]) -> Part:
    """Make an explorer once for all tests: it is the same each time."""
    return build()


def choose(part: Part, **values: object) -> Shown:
    """Set controls of a tabulated explorer, the others as they start, and look."""
    return look(part, {control["name"]: control["value"] for control in controls(part)} | values)


def look(part: Part, wanted: dict[str, Any]) -> Shown:
    """Look up a view as ``front/parts/explorer/core.js`` does."""
    values: dict[str, Any] = {}
    for control in controls(part):
        offered = on_offer(control, values) or [""]
        wish = wanted[control["name"]]
        values[control["name"]] = wish if wish in offered else offered[0]
    said, page = _leaf(part, values).split("/")
    return Shown(
        values,
        " ".join(part.data["sentences"][n] for n in _numbers(said)),
        "".join(part.data["pieces"][n] for n in _numbers(part.data["pages"].split(" ")[int(page)])),
    )


def settings(part: Part) -> Iterator[dict[str, Any]]:
    """Yield all the values that the controls can have together."""
    yield from _settings(controls(part), {})


def controls(part: Part) -> list[dict[str, Any]]:
    """Return the controls of an explorer, as the page gets them."""
    return list(part.data["controls"])


def on_offer(control: dict[str, Any], before: dict[str, Any]) -> list[Any]:
    """Return the choices of a control that are on offer after some values."""
    if control["kind"] == "checkbox":
        return [True, False]
    keys = [key for key, _ in control["options"]]
    if "sets" not in control:
        return keys
    return [keys[int(n)] for n in control["sets"]["|".join(map(_plain, before.values()))].split()]


def words(html: str) -> str:
    """Return HTML as a reader has it."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def _settings(left: list[dict[str, Any]], values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if not left:
        yield values
        return
    for value in on_offer(left[0], values) or [""]:
        yield from _settings(left[1:], {**values, left[0]["name"]: value})


def _leaf(part: Part, values: dict[str, Any]) -> str:
    keys = ["|".join(map(_plain, each.values())) for each in settings(part)]
    place = keys.index("|".join(map(_plain, values.values())))
    return str(part.data["views"].split(" ")[place])


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",") if number]


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

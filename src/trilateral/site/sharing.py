"""What several pages hold is written once: the items of quizzes and reviews, coasts, words.

A lesson's review holds the items of all lessons before it, and each map its coast. Pages that each
held everything would take twice the space. `front/web/pushed.js` puts them together again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

LEAST: Final = 300
"""Characters from which a value that two pages hold is worth a place of its own."""
VALUE: Final = "$value"
TEXT: Final = "$text"
ROWS: Final = "$rows"
"""Keys of what stands for a shared value, a text of JSON, and records with the same fields."""


@dataclass
class Shared:
    """Pages' values with what they share taken out."""

    own: dict[str, dict[str, Json]] = field(default_factory=dict)
    """By page, its values by name."""
    common: dict[tuple[str, ...], dict[str, Json]] = field(default_factory=dict)
    """By the pages that need them, shared values by name."""


def share(pages: Mapping[str, Mapping[str, Json]]) -> Shared:
    """Return the pages' values, with what is in two places put into one.

    Parameters
    ----------
    pages
        By page, its values by name.
    """
    opened = {
        page: {name: _opened(value) for name, value in own.items()} for page, own in pages.items()
    }
    uses: dict[str, list[str]] = defaultdict(list)
    shared: dict[str, Json] = {}
    for page, own in opened.items():
        for value in own.values():
            for name, node in _nodes(value):
                uses[name].append(page)
                shared.setdefault(name, node)
    many = {name: len(where) for name, where in uses.items() if len(where) > 1}
    closed = {
        page: {k: _closed(v, many, 1) for k, v in own.items()} for page, own in opened.items()
    }
    common: dict[tuple[str, ...], dict[str, Json]] = defaultdict(dict)
    for name in _used(closed, shared, many):
        common[tuple(sorted(set(uses[name])))][name] = _inside(shared[name], many, many[name])
    short = {page: _short_values(values) for page, values in closed.items()}
    return Shared(short, {where: _short_values(values) for where, values in common.items()})


def _short_values(values: Mapping[str, Json]) -> dict[str, Json]:
    return {name: _short(value) for name, value in values.items()}


def _used(
    own: Mapping[str, Mapping[str, Json]], shared: Mapping[str, Json], many: Mapping[str, int]
) -> list[str]:
    """Return the names of the shared values that are asked for, by pages or by each other."""
    waiting = [
        name for values in own.values() for value in values.values() for name in _asked(value)
    ]
    used: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        if name not in used:
            used[name] = None
            waiting += _asked(_inside(shared[name], many, many[name]))
    return sorted(used)


def _opened(value: Json) -> Json:
    """Return a value whose texts of JSON are read, so that what they hold can be shared."""
    if isinstance(value, dict):
        return {key: _opened(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_opened(item) for item in value]
    if isinstance(value, str) and len(value) >= LEAST and value[0] in "[{":
        try:
            return {TEXT: _opened(json.loads(value))}
        except ValueError:
            return value
    return value


def _nodes(value: Json) -> Iterator[tuple[str, Json]]:
    """Give each part of a value that is long enough to share, with a name made of its content."""
    text = _text(value)
    if len(text) < LEAST:
        return
    yield _name(text), value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from _nodes(part)


def _closed(value: Json, many: Mapping[str, int], here: int) -> Json:
    """Return a value, or a reference to it where it is in more than `here` places."""
    name = _name(_text(value))
    if many.get(name, 0) > here:
        return {VALUE: name}
    return _inside(value, many, here)


def _inside(value: Json, many: Mapping[str, int], here: int) -> Json:
    if isinstance(value, dict):
        return {key: _closed(item, many, here) for key, item in value.items()}
    if isinstance(value, list):
        return [_closed(item, many, here) for item in value]
    return value


def _short(value: Json) -> Json:
    """Return a value whose lists of records with the same fields name these once."""
    if isinstance(value, dict):
        return {key: _short(item) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    records = [item for item in value if isinstance(item, dict)]
    fields = list(records[0]) if records else []
    alike = len(records) == len(value) and all(list(item) == fields for item in records)
    if alike and fields and len(records) > 1:
        rows: list[Json] = [[_short(item[key]) for key in fields] for item in records]
        return {ROWS: [list[Json](fields), *rows]}
    return [_short(item) for item in value]


def _asked(value: Json) -> list[str]:
    if isinstance(value, dict):
        name = value.get(VALUE)
        if isinstance(name, str) and len(value) == 1:
            return [name]
        return [reference for item in value.values() for reference in _asked(item)]
    if isinstance(value, list):
        return [reference for item in value for reference in _asked(item)]
    return []


def _text(value: Json) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]

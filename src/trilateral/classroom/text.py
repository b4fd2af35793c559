"""Write out the citation marks of plans and cards, and make harmless HTML of their Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from trilateral import evidence
from trilateral.errors import EvidenceError
from trilateral.parts.markup import citation

if TYPE_CHECKING:
    from collections.abc import Iterator

_Model = TypeVar("_Model", bound=BaseModel)
_MARK = re.compile(r"\[(?P<sign>[@=#])(?P<name>[A-Za-z0-9](?:[\w.-]*\w)?)\](?!\()")


def filled(text: str) -> str:
    """Return Markdown with its marks written out.

    ``[=name]`` becomes a number of the tables, ``[@id]`` a link to a source, ``[#table]`` a
    table's name. `trilateral.parts.markup.block` and ``inline`` make HTML of the result.

    Raises
    ------
    EvidenceError
        A mark names a quantity, source or table that does not exist.
    """
    return _MARK.sub(_written, text)


def marks(text: str) -> Iterator[tuple[str, str]]:
    """Yield the marks in `text` as pairs of sign and name."""
    for match in _MARK.finditer(text):
        yield match["sign"], match["name"]


def written_out(model: _Model) -> _Model:
    """Return a model with the marks of all its texts written out, those of its parts included.

    Raises
    ------
    EvidenceError
        A mark names what does not exist.
    """
    return model.model_copy(update={name: _value(value) for name, value in model})


def _value(value: object) -> object:
    match value:
        case str():
            return filled(value)
        case BaseModel():
            return written_out(value)
        case tuple():
            return tuple(map(_value, value))
        case _:
            return value


def _written(match: re.Match[str]) -> str:
    name = match["name"]
    match match["sign"]:
        case "=":
            return evidence.quantity(name).text
        case "@":
            return citation(name)
        case _:
            if name not in evidence.tables():
                message = f"There is no table {name!r}. There are: {', '.join(evidence.tables())}."
                raise EvidenceError(message)
            return f"table *{name}*"

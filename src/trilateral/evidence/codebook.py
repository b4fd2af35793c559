"""What the codebook, ``data/README.md``, takes from the tables and their rules: written here.

``trilateral tidy`` brings it up to date; a test says when that was forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.evidence.coded_twice import comparison
from trilateral.evidence.looked_up import counts
from trilateral.evidence.schema import read_package
from trilateral.evidence.store import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from trilateral.evidence.schema import Column, Table

BOOK: Final = "README.md"
"""The codebook, beside the tables."""
_BEGIN = "<!-- {name}: begin (written by trilateral tidy) -->"
_END = "<!-- {name}: end -->"


def refreshed(directory: Path) -> str:
    """Return the text of the codebook in `directory` with what is written here made again."""
    text = (directory / BOOK).read_text(encoding="utf-8")
    for name, write in WRITERS.items():
        begin, end = _BEGIN.format(name=name), _END.format(name=name)
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = before + "\n\n".join([begin, write(directory), end]) + after
    return text


def _tables(directory: Path) -> str:
    return "\n\n".join(_section(table) for table in read_package(directory).tables.values())


def _coded_twice(directory: Path) -> str:
    return comparison(Evidence(directory))


def _looked_up(directory: Path) -> str:
    return counts(Evidence(directory))


def _read(directory: Path) -> str:
    evidence = Evidence(directory)
    extents = evidence.load("sources")["read"]
    labels = evidence.labels("sources", "read")
    rows = [f"| {label} | {(extents == word).sum()} |" for word, label in labels.items()]
    return "\n".join(["| how much was read | sources |", "|---|---:|", *rows])


def _section(table: Table) -> str:
    lines = [
        f"### {table.name}",
        "",
        f"{table.description} Key: {', '.join(f'`{name}`' for name in table.key)}.",
        "",
        "| column | type | meaning |",
        "|---|---|---|",
        *(f"| `{c.name}` | {_type(table, c)} | {_meaning(c)} |" for c in table.columns),
    ]
    return "\n".join(lines)


def _type(table: Table, column: Column) -> str:
    kind: str = "word" if column.categories else column.type
    if column.partial:
        kind = "date, month or year"
    points = table.references.get(column.name)
    of = f" of `{points.resource}` {points.field}s" if points and column.type == "list" else ""
    to = f", in `{points.resource}`" if points and column.type != "list" else ""
    blank = "" if column.constraints.required else ", may be blank"
    return f"{kind}{of}{to}{blank}"


def _meaning(column: Column) -> str:
    return "<br>".join([f"{column.description}.", *_words(column)]).replace("|", "\\|")


def _words(column: Column) -> Iterator[str]:
    for word, label in column.vocabulary.items():
        yield f"`{word}`" if word == label else f"`{word}`: {label}"


WRITERS: Final[dict[str, Callable[[Path], str]]] = {
    "read": _read,
    "tables": _tables,
    "coded twice": _coded_twice,
    "looked up again": _looked_up,
}
"""The blocks of the codebook that are written here, by the name in their marks."""

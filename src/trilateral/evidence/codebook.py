"""The codebook's tables of columns, written into ``data/README.md`` from the tables' rules.

``uv run python -m trilateral.evidence.codebook`` brings them up to date; a test says when that
was forgotten.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trilateral.evidence.schema import read_package
from trilateral.paths import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from trilateral.evidence.schema import Column, Table

BEGIN = "<!-- tables: begin (written by python -m trilateral.evidence.codebook) -->"
END = "<!-- tables: end -->"
_BLOCK = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)


def refreshed(directory: Path) -> str:
    """Return the text of the codebook in `directory` with its tables of columns made anew."""
    text = (directory / "README.md").read_text(encoding="utf-8")
    sections = [_section(table) for table in read_package(directory).tables.values()]
    return _BLOCK.sub(lambda _: "\n\n".join([BEGIN, *sections, END]), text)


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


def main() -> None:
    """Bring the codebook of the course up to date."""
    directory = data_dir()
    (directory / "README.md").write_text(refreshed(directory), encoding="utf-8")


if __name__ == "__main__":
    main()

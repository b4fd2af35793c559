"""Cell ids that say what the cell is, so that a diff or a failed test can be read."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from trilateral.notebook.marks import without_marks

if TYPE_CHECKING:
    from nbformat import NotebookNode

LONGEST: Final = 64
"""Characters of an id: the notebook format allows no more."""
_SPEAKING = re.compile(rf"(?=[a-z0-9-]{{2,{LONGEST}}}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$")
_RANDOM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|[0-9a-f]{8}$")
_WORDS = 6


def is_speaking(cell_id: str) -> bool:
    """Say whether an id was chosen for its meaning: kebab case, and not made by an editor."""
    return bool(_SPEAKING.match(cell_id)) and not _RANDOM.match(cell_id)


def name_cells(notebook: NotebookNode) -> None:
    """Give each cell a unique, speaking id; an id that is one already stays.

    A Markdown cell is named after its heading or its first words, a code cell after the words of
    its first line that does something.
    """
    ids: set[str] = set()
    unnamed = []
    for cell in notebook.cells:
        cell_id = cell.get("id", "")
        if is_speaking(cell_id) and cell_id not in ids:
            ids.add(cell_id)
        else:
            unnamed.append(cell)
    for cell in unnamed:
        cell["id"] = _unique(_name(cell), ids)
        ids.add(cell["id"])


def _name(cell: NotebookNode) -> str:
    lines = [line.strip() for line in cell.source.splitlines() if line.strip()]
    if cell.cell_type == "code":
        doing = [line for line in lines if not line.startswith(("import ", "from ", "%", "#"))]
        line = doing[0] if doing else ("imports" if lines else "")
    else:
        headings = [line for line in lines if line.startswith("#")]
        prose = re.sub(r"<[^>]*>", " ", without_marks(" ".join(lines)))
        line = headings[0] if headings else prose
    plain = unicodedata.normalize("NFKD", line).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:_WORDS]
    name = _clipped("-".join(words))
    return name if is_speaking(name) else _clipped(f"{cell.cell_type}-{name}")


def _unique(name: str, names: set[str]) -> str:
    candidate, number = name, 1
    while candidate in names:
        number += 1
        candidate = _clipped(name, f"-{number}")
    return candidate


def _clipped(name: str, end: str = "") -> str:
    return name[: LONGEST - len(end)].strip("-") + end

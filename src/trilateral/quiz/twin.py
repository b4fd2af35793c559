"""The quiz where no script draws it: an ordered list with the key folded away, and a line of text.

The twin knows nothing of the learner, so saved outputs are the same everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.parts.markup import block, escape, inline, plain
from trilateral.quiz import figures
from trilateral.quiz.bank import Matching, MultipleChoice, Ordering, SingleChoice
from trilateral.quiz.wording import answer, instructions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.quiz.bank import Item


def as_html(items: Sequence[Item]) -> str:
    """Return the questions as HTML that needs no script."""
    how = (
        "You can answer these questions here in JupyterLab and Notebook; in VS Code and Colab, run "
        "this cell first. Anywhere else, note your answers and compare them with those below."
    )
    questions = "\n".join(map(_question, items))
    return f"<p>{escape(how)}</p>\n<ol>\n{questions}\n</ol>\n{_folded(items)}"


def as_text(title: str, items: Sequence[Item]) -> str:
    """Return the quiz's name and size."""
    count = "1 question" if len(items) == 1 else f"{len(items)} questions"
    return f"Quiz: {title} ({count})"


def _question(item: Item) -> str:
    lines = [f"<li><p>{inline(item.stem)}</p><p><em>{escape(instructions(item))}</em></p>"]
    if item.chart:
        words = escape(figures.still(item.chart).description)
        lines.append(f"<p>The chart in words: {words}</p>")
    parts = "".join(f"<li>{inline(text)}</li>" for text in _parts(item))
    lines.append(f"<ul>{parts}</ul>" if parts else "")
    if isinstance(item, Matching):
        choices = "; ".join(sorted(escape(plain(choice.text)) for choice in item.choices))
        lines.append(f"<p>To choose from: {choices}</p>")
    return "".join(lines) + "</li>"


def _parts(item: Item) -> list[str]:
    """Return what there is to choose, order or match: by the alphabet, which tells nothing."""
    match item:
        case SingleChoice() | MultipleChoice():
            return sorted(option.text for option in item.options)
        case Ordering():
            key = [entry.text for entry in item.entries]
            mixed = sorted(key)
            # To show the key itself would give the answer away.
            return [*mixed[1:], mixed[0]] if mixed == key else mixed
        case Matching():
            return sorted(row.text for row in item.rows)
        case _:
            return []


def _folded(items: Sequence[Item]) -> str:
    answers = "\n".join(
        f"<li>{block(answer(item))}{block(item.explanation)}</li>" for item in items
    )
    return f"<details><summary>Answers and explanations</summary>\n<ol>\n{answers}\n</ol></details>"

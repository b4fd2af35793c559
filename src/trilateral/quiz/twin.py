"""The quiz without a kernel: an ordered list with the key folded away, and the same as text.

The twin knows nothing of the learner, so saved outputs are the same everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.quiz import view
from trilateral.quiz.markup import block, escape
from trilateral.quiz.words import _, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trilateral.quiz.bank import Item

_NOBODY = ""
"""Seeds the twin's order of options, so that it is mixed and for ever the same."""


def as_html(title: str, items: Sequence[Item]) -> str:
    """Return the quiz as HTML that needs no script."""
    run = _("Run this cell to answer the questions here.")
    questions = "\n".join(map(_question, view.questions(items, _NOBODY)))
    label = escape(_("Quiz: {title}").format(title=title))
    return (
        f'<section aria-label="{label}">\n<p><strong>{label}</strong></p>\n<p>{escape(run)}</p>\n'
        f"<ol>\n{questions}\n</ol>\n{_folded(items)}\n</section>"
    )


def as_text(title: str, items: Sequence[Item]) -> str:
    """Return the quiz's name and size."""
    count = plural("{count} question", "{count} questions", len(items))
    return _("Quiz: {title} ({count})").format(title=title, count=count)


def _question(shown: view.Json) -> str:
    lines = [f"<li><p>{shown['stem']}</p><p><em>{escape(shown['help'])}</em></p>"]
    if shown["chart"]:
        words = escape(shown["chart"]["description"])
        lines.append(f"<p>{escape(_('The chart in words'))}: {words}</p>")
    parts = "".join(f"<li>{part['html']}</li>" for part in shown.get("parts", ()))
    lines.append(f"<ul>{parts}</ul>" if parts else "")
    choices = "; ".join(escape(choice["text"]) for choice in shown.get("choices", ()))
    lines.append(f"<p>{escape(_('To choose from:'))} {choices}</p>" if choices else "")
    return "".join(lines) + "</li>"


def _folded(items: Sequence[Item]) -> str:
    answers = "\n".join(
        f"<li>{block(view.answer(item))}{block(item.explanation)}</li>" for item in items
    )
    return (
        f"<details><summary>{escape(_('Answers and explanations'))}</summary>\n"
        f"<ol>\n{answers}\n</ol></details>"
    )

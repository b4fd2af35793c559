"""The few forms of HTML that explorers write; each reads well where no style sheet applies."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from trilateral import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def facts(rows: Mapping[str, str], caption: str = "") -> str:
    """Return names with what is known under each, as a table; an empty one is left out.

    Parameters
    ----------
    rows
        HTML by name.
    caption
        HTML of the table's caption.
    """
    head = f"<caption>{caption}</caption>" if caption else ""
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{fact}</td></tr>'
        for name, fact in rows.items()
        if fact
    )
    return f'<table class="facts">{head}<tbody>{body}</tbody></table>'


def grid(caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows of HTML under the names of their columns, as a table."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def fold(summary: str, content: str, *, opened: bool = False) -> str:
    """Return HTML under a line of text that opens it; nothing of nothing."""
    state = " open" if opened else ""
    return f"<details{state}><summary>{summary}</summary>{content}</details>" if content else ""


def bullets(items: Iterable[str]) -> str:
    """Return items of HTML as a list; nothing of none."""
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{listed}</ul>" if listed else ""


def links(source_ids: Iterable[str]) -> str:
    """Return sources as links, or plain where there is no address."""
    return ", ".join(evidence.source(source_id).link for source_id in source_ids)

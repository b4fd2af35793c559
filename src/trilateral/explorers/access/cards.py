"""Sources side by side, by their titles and dates alone."""

from __future__ import annotations

from html import escape

from IPython.display import HTML

from trilateral import evidence


def source_cards(*source_ids: str) -> HTML:
    """Return what a reader sees first of each source: who published it, when, and its title.

    Raises
    ------
    EvidenceError
        A source id is not in `data/sources.csv`.
    """
    rows = "".join(_row(evidence.source(source_id)) for source_id in source_ids)
    head = "".join(
        f'<th scope="col" style="text-align:left">{n}</th>'
        for n in ("Publisher", "Published", "Title")
    )
    return HTML(
        '<table style="text-align:left"><caption style="text-align:left">'
        "The sources by their titles</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(source: evidence.Source) -> str:
    title = escape(source.title)
    if source.address:
        title = f'<a href="{escape(source.address)}">{title}</a>'
    cells = (escape(source.publisher), source.date, title)
    return "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in cells) + "</tr>"

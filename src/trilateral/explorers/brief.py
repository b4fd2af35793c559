"""The learner's one-page brief: written in the notebook, saved as HTML and Markdown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from trilateral.charts.chain import LINKS
from trilateral.errors import BriefError
from trilateral.explorers.brief_pages import Brief, as_html, as_markdown, chart
from trilateral.explorers.confidence import compare, ratings
from trilateral.explorers.explorer import Explorer, Values, View, button, select, text
from trilateral.explorers.judgement import VERDICTS
from trilateral.explorers.saving import save
from trilateral.explorers.weights import Weights
from trilateral.records import Opinions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME: Final = "my_brief"


def brief() -> Explorer:
    """Return the form of the brief, with a button that writes it to files."""
    kept = Opinions("note", "brief")
    start = kept.all()
    pressed = 0

    def show(values: Values) -> View:
        nonlocal pressed
        kept.keep({name: values[name] for name in ("verdict", "strong", "weak", "why", "doubt")})
        page = compose()
        said = _missing(page)
        if values["write"] > pressed:
            pressed = values["write"]
            said = _written(page)
        preview = as_html(page, body_only=True)
        return View(
            f"{said} {kept.notice}".strip(),
            f"<details><summary>The brief as it stands</summary>{preview}</details>",
        )

    links = [("", "Not chosen yet"), *LINKS.items()]
    verdicts = [("", "No judgement yet"), *((v, v.capitalize()) for v in VERDICTS)]
    controls = [
        select(
            "verdict", "“Promises were turned into power” is", verdicts, _known(start, "verdict")
        ),
        select("strong", "The strongest link", links, _known(start, "strong")),
        select("weak", "The weakest link", links, _known(start, "weak")),
        text("why", "Why? Name the evidence that tells accounts apart.", start.get("why", "")),
        text("doubt", "What would change your mind?", start.get("doubt", "")),
        button("write", "Write my brief"),
    ]
    return Explorer("Your brief", controls, show)


def compose() -> Brief:
    """Return the brief from what the learner's records hold now."""
    weights = Weights()
    said = Opinions("note", "brief").all()
    before, now = ratings("before"), ratings("after")
    return Brief(
        verdict=_known(said, "verdict"),
        strong=LINKS.get(said.get("strong", ""), ""),
        weak=LINKS.get(said.get("weak", ""), ""),
        why=said.get("why", ""),
        doubt=said.get("doubt", ""),
        before=weights.priors(),
        after=weights.posterior(),
        pieces=tuple(piece for piece in weights.pieces() if piece.weighed),
        confidence=(before, now),
        change=compare(before, now),
    )


def write_brief(page: Brief, folder: Path | None = None) -> tuple[Path, ...]:
    """Write a brief, with today's date, as HTML, Markdown and the picture that the latter shows.

    Parameters
    ----------
    page
        The brief.
    folder
        Where to; by default the notebook's own folder, or where that can't be written the folder
        of the learner's records.

    Returns
    -------
    tuple
        The files: HTML, Markdown, picture.

    Raises
    ------
    BriefError
        No folder can be written.
    """
    page = replace(page, day=datetime.now(UTC).astimezone().date())
    files = {
        f"{_NAME}.html": as_html(page),
        f"{_NAME}.md": as_markdown(page, f"{_NAME}.svg"),
        f"{_NAME}.svg": chart(page),
    }
    return save(files, folder)


def _known(said: Mapping[str, str], name: str) -> str:
    allowed = VERDICTS if name == "verdict" else LINKS
    value = said.get(name, "")
    return value if value in allowed else ""


def _missing(page: Brief) -> str:
    lacks = [
        name
        for name, there in (
            ("a judgement", page.verdict),
            ("the strongest link", page.strong),
            ("the weakest link", page.weak),
            ("your reasons", page.why),
            ("what would change your mind", page.doubt),
            ("weighed evidence", page.pieces),
        )
        if not there
    ]
    if lacks:
        return f"The brief still lacks {', '.join(lacks)}. You may write it at any time."
    return "The brief is complete. Press the button to write it."


def _written(page: Brief) -> str:
    try:
        html, markdown, _ = write_brief(page)
    except BriefError as error:
        return str(error)
    return (
        f"Your brief is written: {html.name} (opens in any browser, also offline) and "
        f"{markdown.name}, in {html.parent}."
    )

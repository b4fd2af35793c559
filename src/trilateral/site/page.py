"""What a page of the web edition consists of, before it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bs4 import BeautifulSoup, Tag

from trilateral.site.addresses import EVIDENCE, page_of, resolved, root_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trilateral.site.sharing import Json

_HEADING: Final = re.compile(r'<h[1-6][^>]* id="([^"]+)"')
_DESCRIPTION: Final = 155
"""Characters of a description that search engines show."""


@dataclass(frozen=True)
class Heading:
    """A section of a page: its address there, and its words."""

    anchor: str
    words: str


@dataclass(frozen=True)
class Section:
    """A section of a page as the search knows it."""

    page: str
    title: str
    heading: str
    text: str


@dataclass(frozen=True)
class Page:
    """One page: where it is, what it is called, what it holds."""

    address: str
    title: str
    body: str
    kind: str
    source: str = ""
    """The file that it shows, relative to the course's folder; links in it start from there."""
    note: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    description: str = ""
    contents: tuple[Heading, ...] = ()
    sections: tuple[Section, ...] = ()
    before: Page | None = None
    after: Page | None = None

    @property
    def root(self) -> str:
        """Return the way from here up to the edition's start."""
        return root_of(self.address)


def headings(body: str) -> dict[str, str]:
    """Return a page's headings by what every way of naming them has alike: letters and digits.

    JupyterLab, nbconvert and forges each make the address of a heading in a way of their own.
    """
    return {_alike(heading): heading for heading in _HEADING.findall(body)}


def _alike(anchor: str) -> str:
    return "".join(letter for letter in anchor.casefold() if letter.isalnum())


def finished(page: Page, pages: Mapping[str, Mapping[str, str]]) -> Page:
    """Return a page with its links led to other pages, its contents, its description and sections.

    Parameters
    ----------
    page
        Its body still has the links of the file that it shows.
    pages
        By address, the pages that there are with their `headings`: a link to anything else of the
        course becomes text.
    """
    soup = BeautifulSoup(page.body, "html.parser")
    for mark in soup.select("a.anchor-link"):
        mark.decompose()  # nbconvert's sign behind each heading
    for anchor in soup.find_all("a", href=True):
        _lead(anchor, page, pages)
    for table in soup.find_all("table"):
        if table.find_parent(class_="scroll") or table.find_parent(attrs={"data-part": True}):
            continue  # a part looks after its own
        box = soup.new_tag(
            "div",
            attrs={"class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Table"},
        )
        table.wrap(box)
    contents = tuple(
        Heading(
            str(title.get("id") or title.parent.get("id") or ""), title.get_text(" ", strip=True)
        )
        for title in soup.select(".prose h2")
        if title.parent
    )
    return replace(
        page,
        body=str(soup),
        contents=contents if len(contents) > 1 else (),
        description=page.description or _description(soup, page.title),
        sections=tuple(_sections(soup, page)),
    )


def _lead(anchor: Tag, page: Page, pages: Mapping[str, Mapping[str, str]]) -> None:
    """Lead a link to the page that shows its file; without one, only its words stay."""
    href = str(anchor["href"])
    if href.startswith(("#", "mailto:")) or "://" in href:
        return
    path, _, fragment = href.partition("#")
    if resolved(path, page.address) in pages:
        return  # it is written for this edition
    target = page_of(resolved(path, page.source)) if path else page.address
    title = str(anchor.get("title", ""))
    if target and target.startswith(EVIDENCE) and title.startswith("="):
        target = f"{EVIDENCE}#{title}"
    if target is None or target.partition("#")[0] not in pages:
        anchor.unwrap()
    else:
        heading = pages[target.partition("#")[0]].get(_alike(fragment), "")
        anchor["href"] = (
            page.root + target + (f"#{heading}" if heading and "#" not in target else "")
        )


def _description(soup: BeautifulSoup, title: str) -> str:
    for paragraph in soup.select(".prose p"):
        words = " ".join(paragraph.get_text(" ", strip=True).split())
        if len(words) > len(title) + 20:
            return (
                words
                if len(words) <= _DESCRIPTION
                else words[:_DESCRIPTION].rsplit(" ", 1)[0] + "…"
            )
    return title


def _sections(soup: BeautifulSoup, page: Page) -> list[Section]:
    """Return what the search finds of a page: its prose, section by section."""
    sections: list[tuple[Heading, list[str]]] = [(Heading("", page.title), [])]
    for block in soup.select(".prose > *"):
        heading = block if block.name == "h2" else None
        if heading is not None:
            sections.append(
                (Heading(str(heading.get("id", "")), heading.get_text(" ", strip=True)), [])
            )
        elif block.name != "h1":
            sections[-1][1].append(" ".join(block.get_text(" ", strip=True).split()))
    return [
        Section(
            page.address + (f"#{head.anchor}" if head.anchor else ""),
            page.title,
            head.words,
            " ".join(texts),
        )
        for head, texts in sections
        if texts
    ]

"""The web edition as files: whole, small, described, and with nothing from elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from bs4 import BeautifulSoup

from trilateral.assignments.secrets import KINDS, leaks, secrets
from trilateral.paths import course_dir
from trilateral.progress.course import course as lessons_of
from trilateral.site import SiteError, build
from trilateral.site.addresses import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST: Final = 6_000_000
"""Bytes of the whole edition."""
SHELL: Final = 60_000
"""Bytes of what the start page needs before it can be read and used."""
LOADS: Final = ("src", "srcset", "poster", "data", "action", "formaction", "background")


def pages(site: Path) -> Iterator[tuple[Path, BeautifulSoup]]:
    for path in sorted(site.rglob("*.html")):
        yield path, BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_when_the_edition_is_written_then_it_is_small_enough_for_a_phone(site: Path) -> None:
    assert sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) <= MOST
    assert sum((site / name).stat().st_size for name in ("index.html", "style.css")) <= SHELL


def test_when_the_edition_is_written_then_each_lesson_and_exercise_has_its_page(site: Path) -> None:
    course = course_dir()
    for lesson in lessons_of(course / "notebooks"):
        name = f"{lesson.name}.ipynb"
        for source in (f"notebooks/{name}", f"exercises/{lesson.name}/{name}"):
            page = page_of(source)
            assert page is not None
            assert (site / page).is_file(), source
    for path in course.glob("docs/instructor/*.md"):
        assert (site / str(page_of(path.relative_to(course).as_posix()))).is_file(), path


def test_when_a_page_is_read_then_it_says_what_it_is(site: Path) -> None:
    titles: dict[str, Path] = {}
    for path, page in pages(site):
        assert page.html is not None
        assert page.html["lang"] == "en", path
        assert page.title is not None
        assert titles.setdefault(page.title.get_text(), path) == path, "two pages have one title"
        wanted = ("description", "author", "citation_title", "viewport")
        found = {
            str(meta.get("name")): str(meta.get("content", "")) for meta in page.find_all("meta")
        }
        assert all(found.get(name) for name in wanted), path
        assert page.select('link[rel="license"]'), path
        assert len(page.find_all("h1")) == 1, path
        assert all(image.get("alt") for image in page.find_all("img")), path
        ids = [str(node["id"]) for node in page.select("[id]")]
        assert len(ids) == len(set(ids)), (
            f"{path}: {[one for one in ids if ids.count(one) > 1][:3]}"
        )


def test_when_a_page_links_within_the_edition_then_there_is_something(site: Path) -> None:
    broken = []
    anchors = {
        path: {str(node["id"]) for node in page.select("[id]")} for path, page in pages(site)
    }
    for path, page in pages(site):
        for link in page.find_all("a", href=True):
            address, _, fragment = str(link["href"]).partition("#")
            if "://" in address or address.startswith("mailto:"):
                continue
            target = (path.parent / address.partition("?")[0]).resolve() if address else path
            known = anchors.get(Path(target))
            if known is None or (
                fragment and target.name != "evidence.html" and fragment not in known
            ):
                broken.append(f"{path.relative_to(site)}: {link['href']}")
    assert not broken, broken[:10]


def test_when_a_page_is_loaded_then_nothing_comes_from_elsewhere(site: Path) -> None:
    for path, page in pages(site):
        for node in page.select("*"):
            loaded = [str(node[name]) for name in LOADS if node.get(name)]
            loaded += str(node.get("data-load", "")).split()
            if node.name == "link" and "stylesheet" in (node.get("rel") or []):
                loaded.append(str(node["href"]))
            for address in loaded:
                assert "//" not in address, f"{path}: {address}"
                assert (path.parent / address).resolve().is_file(), f"{path}: {address}"
            assert node.name != "script" or node.get("type") != "module", "file:// runs no module"
    assert "url(http" not in (site / "style.css").read_text(encoding="utf-8")


def test_when_the_edition_is_searched_then_no_solution_and_no_hidden_test_is_in_it(
    site: Path,
) -> None:
    hidden = set[str]().union(
        *(secrets(path, KINDS) for path in course_dir().glob("solutions/*/*.ipynb"))
    )
    assert hidden
    assert leaks(site, hidden) == []


def test_when_a_figure_is_linked_then_the_edition_has_its_card(site: Path) -> None:
    text = (site / "lessons" / "03_coercion.html").read_text(encoding="utf-8")
    figures = set(re.findall(r'title="=([a-z0-9-]+)"', text))
    cards = json.loads((course_dir() / "data" / "cards.json").read_text(encoding="utf-8"))[
        "figures"
    ]
    assert figures
    assert figures <= set(cards)


def test_when_the_folder_holds_something_else_then_it_stays(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match="holds no earlier edition"):
        build(course_dir(), tmp_path)
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "mine"

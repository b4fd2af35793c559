"""The course as static pages, for a web server and for a folder on a stick."""

from __future__ import annotations

import importlib.util
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import jinja2
from nbconvert.filters import markdown2html

from trilateral import evidence
from trilateral.errors import TrilateralError
from trilateral.notebook.lessons import HOME
from trilateral.paths import data_dir
from trilateral.progress.course import course as lessons_of
from trilateral.site import writing
from trilateral.site.addresses import EVIDENCE, START, page_of, root_of
from trilateral.site.course import Course, read_course
from trilateral.site.notebooks import TEMPLATES, body_of, part_of
from trilateral.site.page import Page, finished, headings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from trilateral.progress.course import Lesson

CODEBOOK: Final = "data/codebook.html"
"""Its tables of columns would fill the search; the evidence page says the same of each table."""
_PROSE: Final = '<div class="prose">{}</div>'
TO_READ: Final = (
    "This is the exercise to read. To work on it, open it in JupyterLab: it needs Python, and "
    "answers given there are kept and checked."
)


_EXTRA: Final = ("vl_convert", "tree_sitter", "tree_sitter_javascript")


class SiteExtraError(TrilateralError):
    """What makes the pages is not installed."""

    def __init__(self, missing: Sequence[str]) -> None:
        """Name what is missing, and how to get it."""
        super().__init__(
            f"Making web pages needs packages that are not installed ({', '.join(missing)}). "
            "Add `--extra site` to the command: uv run --extra site trilateral ..."
        )


class SiteError(TrilateralError):
    """The web edition cannot be written."""


def build(
    course: Path, out: Path, *, done: Callable[[object], None] = lambda _: None
) -> list[Path]:
    """Write the web edition and return its files, relative to `out`.

    Its pages need no server and no network. They hold no solution and no hidden test, and the
    instructor's pages only where the course's folder has them.

    Parameters
    ----------
    course
        The course's folder: the clone, or a hand-out.
    out
        A folder that does not exist yet, is empty, or holds an earlier edition, which is replaced.
    done
        Called once for each page that is made.

    Raises
    ------
    SiteError
        `out` holds something else.
    SiteExtraError
        What makes the pages is not installed.
    """
    require_extra()
    _clear(out)
    files = {
        writing.VEGA: writing.vega(),
        writing.COURSE: writing.course_script(),
        "style.css": writing.style(writing.FRAME),
        "parts.css": writing.style(writing.PARTS),
    }
    about = read_course(course, has_notes=(course / "docs" / "instructor").is_dir())
    pages = _ordered(_pages(course, about, done))
    scripts, needs = writing.value_scripts(pages)
    anchors = {page.address: headings(page.body) for page in pages}
    pages = [finished(page, anchors) for page in pages]
    files |= scripts
    markup = "".join([*(page.body for page in pages), *scripts.values()])
    searched = (section for page in pages if page.address != CODEBOOK for section in page.sections)
    files |= writing.file_scripts(data_dir(), searched, markup)
    layout = _templates().get_template("page.html.j2")
    for page in pages:
        has_chart = 'data-chart="' in page.body
        own = (writing.VEGA,) * has_chart + needs.get(page.address, ()) + (writing.COURSE,)
        files[page.address] = layout.render(
            page=replace(page, scripts=own), root=page.root, course=about, frame=files["style.css"]
        )
    for name, text in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    (out / "pictures").mkdir(exist_ok=True)
    for picture in sorted((course / "notebooks" / "quizzes" / "pictures").glob("*.svg")):
        shutil.copy(picture, out / "pictures" / picture.name)
    return sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())


def require_extra() -> None:
    """Refuse to begin what cannot be finished.

    Raises
    ------
    SiteExtraError
        What makes the pages is not installed.
    """
    missing = [name for name in _EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise SiteExtraError(missing)


def _clear(out: Path) -> None:
    """Remove an earlier edition; anything else is somebody's, and stays."""
    if not out.exists() or not any(out.iterdir()):
        return
    if not (out / writing.COURSE).is_file() or not (out / START).is_file():
        message = (
            f"{out} is not empty, and holds no earlier edition. Name an empty or a new folder."
        )
        raise SiteError(message)
    for path in out.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _pages(course: Path, about: Course, done: Callable[[object], None]) -> list[Page]:
    """Return all pages, those of the lessons and exercises first, in their order."""
    lessons = lessons_of(course / "notebooks")
    pages: list[Page] = []
    for page in [
        _start(course, about, lessons),
        *_notebooks(course, lessons),
        *_texts(course),
        *_others(about),
    ]:
        pages.append(page)
        done(page)
    return pages


def _ordered(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with the way from each lesson to the next."""
    way = [page for page in pages if page.kind == "lesson"]
    places = {page.address: number for number, page in enumerate(way)}

    def neighbour(page: Page, step: int) -> Page | None:
        place = places[page.address] + step
        return way[place] if 0 <= place < len(way) else None

    return [
        replace(page, before=neighbour(page, -1), after=neighbour(page, 1))
        if page.address in places
        else page
        for page in pages
    ]


def _notebooks(course: Path, lessons: Sequence[Lesson]) -> list[Page]:
    pages = []
    for kind, folder in (("lesson", "notebooks"), ("exercise", "exercises")):
        for lesson in lessons:
            name = f"{lesson.name}.ipynb"
            source = f"{folder}/{name}" if kind == "lesson" else f"{folder}/{lesson.name}/{name}"
            address = page_of(source)
            if address is None or not (course / source).is_file():
                continue
            body, values = body_of(course / source, f"{kind}-{lesson.name}", root_of(address))
            title = (
                f"{lesson.name[:2]} {lesson.title}"
                if kind == "lesson"
                else f"Exercise {lesson.name[:2]}"
            )
            note = TO_READ if kind == "exercise" else ""
            pages.append(Page(address, title, body, kind, source, note, values))
    return pages


def _start(course: Path, about: Course, lessons: Sequence[Lesson]) -> Page:
    """Return the start page: the lessons as links, until the script shows where the learner is."""
    part, value = part_of(course / "notebooks" / HOME)
    entries = [
        {
            "words": f"lesson {lesson.name[:2]}, {lesson.title}",
            "address": page_of(f"notebooks/{lesson.name}.ipynb"),
            "minutes": lesson.minutes,
            "exercise": page_of(f"exercises/{lesson.name}/{lesson.name}.ipynb")
            if lesson.exercise
            else None,
        }
        for lesson in lessons
    ]
    body = (
        _templates().get_template("start.html.j2").render(course=about, lessons=entries, part=part)
    )
    summary = about.abstract.partition(". ")[0] + "."
    return Page(START, about.title, body, "start", values={part: value}, description=summary)


def _texts(course: Path) -> list[Page]:
    """Return the pages of Markdown files: on the evidence, and for instructors."""
    paths = [
        *sorted((course / "data").glob("*.md")),
        *sorted((course / "docs" / "instructor").glob("*.md")),
    ]
    pages = []
    for path in paths:
        source = path.relative_to(course).as_posix()
        text = path.read_text(encoding="utf-8")
        title = text.partition("\n")[0].lstrip("# ").strip()
        body = _PROSE.format(markdown2html(text))
        pages.append(Page(str(page_of(source)), title, body, "text", source))
    return pages


def _others(about: Course) -> list[Page]:
    templates = _templates()
    path = data_dir() / "cards.json"
    terms = json.loads(path.read_text(encoding="utf-8"))["terms"]
    ids = [id_ for term in terms.values() for id_ in term["sources"]]
    words = {
        "terms": terms,
        "anchors": {name: f"term-{number}" for number, name in enumerate(terms)},
        "sources": {id_: str(evidence.cite(id_)) for id_ in ids},
    }
    glossary = templates.get_template("glossary.html.j2").render(words)
    tables = templates.get_template("evidence.html.j2").render()
    search = templates.get_template("search.html.j2").render()
    return [
        Page(
            EVIDENCE,
            "Evidence",
            tables,
            "tables",
            description=f"Every row behind {about.title}, with its sources.",
        ),
        Page("glossary.html", "Glossary", glossary, "text"),
        Page("search.html", "Search", search, "text", description=f"Find words in {about.title}."),
    ]


def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(["html", "j2"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )

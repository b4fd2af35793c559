"""Print pages of a class, for a room without phones: a file for each kind and size of paper."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trilateral import evidence
from trilateral.classroom.sheets import Material, material
from trilateral.classroom.simulation import brief
from trilateral.files import replace
from trilateral.parts.markup import block, inline
from trilateral.quiz.figures import Picture, still
from trilateral.quiz.wording import answer, instructions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

KINDS: Final = ("plan", "roles", "evidence", "answers", "key")
"""The plan, role cards and tickets, evidence cards, a learner's answer sheet, and the key."""
SIZES: Final = {"a4": "A4", "letter": "letter"}
"""Sizes of paper as CSS calls them, by the folder that holds the pages."""


def write(lesson: str, out: Path) -> list[Path]:
    """Write a class's print pages and return their files.

    Each is complete in itself and needs no network: print it from a browser, at 100 %.

    Parameters
    ----------
    lesson
        The lesson's file without its ending, such as ``03_coercion``, or its number alone.
    out
        A folder; it is made if it does not exist. Earlier pages are replaced.

    Raises
    ------
    ClassroomError
        There is no plan of that name.
    PlanError
        The plan, or a file that it needs, has something to correct.
    OSError
        A file cannot be written.
    """
    made = material(lesson)
    return [_written(path, page) for path, page in _pages(made, out)]


def _written(path: Path, page: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, page.encode())
    return path


def _pages(made: Material, out: Path) -> Iterator[tuple[Path, str]]:
    for folder, size in SIZES.items():
        for kind in KINDS:
            if _is_wanted(kind, made):
                page = _ENVIRONMENT.get_template(f"{kind}.html.j2").render(_context(made, size))
                yield out / folder / f"{made.plan.lesson}_{kind}.html", page


def _is_wanted(kind: str, made: Material) -> bool:
    """Return whether there is anything to print of a kind."""
    match kind:
        case "roles":
            return bool(made.cards or made.scenario)
        case "evidence":
            return bool(made.cards)
        case _:
            return True


def _context(made: Material, size: str) -> dict[str, Any]:
    """Return what the templates work with."""
    return {"class": made, "plan": made.plan, "scenario": made.scenario, "size": size}


def _picture(name: str) -> str:
    """Return a chart's kept picture as an address that needs no file beside the page."""
    encoded = base64.b64encode(Picture(name, "light").saved().encode()).decode()
    return f"data:image/svg+xml;base64,{encoded}"


def _sources(ids: Iterable[str]) -> Markup:
    """Return sources in full, for a page whose links cannot be followed."""
    return Markup(evidence.bibliography(ids)._repr_html_())  # noqa: S704 -- it escapes; a notebook's own form


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("trilateral.classroom"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "block": lambda text: Markup(block(text)),  # noqa: S704 -- nh3 has cleaned it
        "inline": lambda text: Markup(inline(text)),  # noqa: S704 -- as above
        "key": answer,
        "how": instructions,
        "picture": _picture,
        "still": still,
        "sources": _sources,
        "brief": brief,
    }
    return made


_ENVIRONMENT: Final = _environment()

"""The edition's files beside its pages: style, scripts, and the values that pages share."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import TYPE_CHECKING, Final

from trilateral.charts.stills import VERSION
from trilateral.errors import TrilateralError
from trilateral.paths import FRONT
from trilateral.site.linking import linked
from trilateral.site.sharing import Shared, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from trilateral.site.page import Page, Section
    from trilateral.site.sharing import Json

FRAME: Final = ("theme.css", "web/style.css")
"""What a page needs before its words are on the screen."""
PARTS: Final = (
    "style.css",
    "caption.css",
    "vega.css",
    "parts/evidence/style.css",
)
"""What its parts, charts and tables need, read after the words."""
VEGA: Final = "vega.js"
COURSE: Final = "course.js"
SMALL: Final = 12_000
"""Bytes up to which values of several pages go into one file for all: each file costs a request."""
_IMPORT: Final = re.compile(r'@import url\("([^"]+)"\);')
_COMMENT: Final = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_FIGURE: Final = re.compile(r"=([a-z0-9][a-z0-9-]*)")
_SAFE: Final = {"\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Ends of lines in older JavaScript, though not in JSON."""


def style(sheets: Sequence[str]) -> str:
    """Return style sheets as one, without their comments and with those that they import."""

    def text(name: str) -> str:
        sheet = _COMMENT.sub("", (FRONT / name).read_text(encoding="utf-8"))
        return _IMPORT.sub(lambda match: text(match[1]), sheet)

    return "".join(text(name) for name in sheets)


def vega() -> str:
    """Return Vega, Vega-Lite and Vega-Embed as one classic script."""
    import vl_convert  # noqa: PLC0415 -- the extra `site`, which few have

    return str(vl_convert.javascript_bundle("window.vegaEmbed=vegaEmbed;", vl_version=VERSION))


def course_script() -> str:
    """Return the course's own modules as one classic script."""
    return linked(FRONT, "web/start.js")


def pushed(kind: str, name: str, content: Json) -> str:
    """Return the line of a script that hands something over to the page."""
    text = json.dumps([kind, name, content], ensure_ascii=False, separators=(",", ":"))
    for sign, escape in _SAFE.items():
        text = text.replace(sign, escape)
    return f"(self.trilateral??=[]).push({text});\n"


def value_scripts(pages: Iterable[Page]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return scripts with the pages' values by address, and which of them each page needs."""
    shared = _grouped(share({page.address: page.values for page in pages if page.values}))
    scripts: dict[str, str] = {}
    needs: dict[str, list[str]] = {address: [] for address in shared.own}
    for number, (where, values) in enumerate(shared.common.items()):
        address = f"data/shared-{number}.js"
        scripts[address] = _script(values)
        for page in where:
            needs[page].append(address)
    for page, values in shared.own.items():
        address = f"data/{page.removesuffix('.html').replace('/', '-')}.js"
        scripts[address] = _script(values)
        needs[page].append(address)
    return scripts, {page: tuple(names) for page, names in needs.items()}


def _grouped(shared: Shared) -> Shared:
    """Return shared values in fewer groups: one page's own with its own, small ones together."""
    own = {page: dict(values) for page, values in shared.own.items()}
    common: dict[tuple[str, ...], dict[str, Json]] = {}
    rest: dict[str, Json] = {}
    users: set[str] = set()
    for where, values in sorted(shared.common.items()):
        if len(where) == 1:
            own[where[0]] |= values
        elif len(_script(values)) < SMALL:
            rest |= values
            users |= set(where)
        else:
            common[where] = values
    if rest:
        key = tuple(sorted(users))
        common[key] = common.get(key, {}) | rest
    return Shared(own, common)


def _script(values: Mapping[str, Json]) -> str:
    return "".join(pushed("value", name, value) for name, value in values.items())


def file_scripts(data: Path, sections: Iterable[Section], markup: str) -> dict[str, str]:
    """Return scripts with the evidence's files and the search's sections, by address.

    Parameters
    ----------
    data
        The folder of the evidence.
    sections
        What the search finds.
    markup
        The text of all pages and their values: only figures that these name have their card.
    """
    names = sorted([*data.glob("*.csv"), data / "cards.json", data / "datapackage.json"])
    missing = [str(path) for path in names if not path.is_file()]
    if missing:
        message = f"Missing from the evidence: {', '.join(missing)}. Run `trilateral tidy` first."
        raise TrilateralError(message)
    files = {path.name: path.read_text(encoding="utf-8") for path in names}
    cards = json.loads((data / "cards.json").read_text(encoding="utf-8"))
    named = set(_FIGURE.findall(markup))
    cards["figures"] = {name: card for name, card in cards["figures"].items() if name in named}
    files["cards.json"] = _json(cards)
    files["sections.json"] = _json([vars(section) for section in sections])
    return {f"data/{name}.js": pushed("file", name, packed(text)) for name, text in files.items()}


def packed(text: str) -> str:
    """Return a text as `front/web/pushed.js` unpacks it; a plain server would not pack it."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

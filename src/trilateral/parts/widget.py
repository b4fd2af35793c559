"""A part as a widget, for VS Code and Colab: the same modules, and the kernel keeps the record."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import anywidget
import traitlets

from trilateral.hosts import WIDGET
from trilateral.parts.choices import take
from trilateral.paths import FRONT
from trilateral.records.exchange import insert, merge, news
from trilateral.records.store import shared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ENTRY: Final = "kernel/widget.js"
_IMPORT: Final = re.compile(r'(?:from|import)\(? ?"(\.[^"]+)"')
_JSDOC: Final = re.compile(r"/\*\*.*?\*/", re.DOTALL)  # types in it name modules, too
_STYLE: Final = re.compile(r'@import url\("([^"]+)"\);')


class PartWidget(anywidget.AnyWidget):
    """Draws a part's payload, and answers the page's questions about records.

    Parameters
    ----------
    payload
        What `trilateral.parts.Part.payload` gives.
    """

    payload: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)

    def __init__(self, payload: dict[str, Any]) -> None:
        self._esm = linked()
        self._css = styles()
        super().__init__(payload=payload)
        self.on_msg(self._answer)

    def view(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the view of it for a MIME bundle, and what a front end must know to draw it."""
        bundle = self._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {WIDGET: data[WIDGET]}, metadata

    def _answer(self, _: object, message: Any, __: object) -> None:  # noqa: ANN401 -- whatever the page sends
        if not isinstance(message, dict) or "call" not in message:
            return
        try:
            answer = _answer(message)
        except (OSError, ValueError) as error:
            self.send({"call": message["call"], "problem": str(error)})
        else:
            self.send({"call": message["call"], "answer": answer})


def _answer(question: Mapping[str, Any]) -> object:
    """Return the records, or what became of statements to keep or to delete, or of a choice."""
    if "choice" in question:
        take(question["choice"])
        return {}
    if "delete" in question:
        shared().clear()
        return {}
    if "insert" in question:
        return {"refused": insert(shared(), question["insert"])}
    if "statements" in question:
        return {"refused": merge(shared(), question["statements"])}
    return news(shared(), str(question.get("cursor", "")))


@cache
def styles() -> str:
    """Return the front end's style sheets as one: a widget is given a single one."""
    text = (FRONT / "style.css").read_text("utf-8")
    return _STYLE.sub(lambda match: (FRONT / match[1]).read_text("utf-8"), text)


@cache
def linked() -> str:
    """Return the front end's modules as one: a widget is given a single script.

    Each module becomes a blob of its own, the ones it imports before it, as their addresses are
    then known; so modules may not import one another in a circle. A page links them once, however
    many widgets it has.
    """
    sources: dict[str, str] = {}
    _collect(FRONT / _ENTRY, sources, ())
    text = json.dumps(sources)
    name = f"trilateral {hashlib.sha256(text.encode()).hexdigest()}"
    return (
        _LINK.replace("ENTRY", json.dumps(_ENTRY))
        .replace("NAME", json.dumps(name))
        .replace("SOURCES", text)
    )


def _collect(path: Path, sources: dict[str, str], importers: tuple[str, ...]) -> None:
    """Add a module and, before it, all that it imports."""
    name = path.relative_to(FRONT).as_posix()
    if name in importers:
        message = f"These modules import one another: {' -> '.join([*importers, name])}"
        raise ValueError(message)
    if name in sources:
        return
    text = _JSDOC.sub("", path.read_text("utf-8"))
    for relative in _IMPORT.findall(text):
        _collect((path.parent / relative).resolve(), sources, (*importers, name))
    sources[name] = text


_LINK: Final = """
const link = () => {
  const sources = SOURCES;
  const addresses = {};
  for (const [name, text] of Object.entries(sources)) {
    const here = new URL(name, "https://front.invalid/");
    const linked = text.replace(/((?:from|import)\\(? ?)"(\\.[^"]+)"/g, (whole, before, path) =>
      `${before}"${addresses[new URL(path, here).pathname.slice(1)]}"`);
    addresses[name] = URL.createObjectURL(new Blob([linked], { type: "text/javascript" }));
  }
  return import(addresses[ENTRY]);
};
const { render } = await (globalThis[NAME] ??= link());
export default { render };
"""

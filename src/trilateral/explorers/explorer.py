"""An explorer: controls on one side, a pure function from their values to a view on the other."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import anywidget
import traitlets

_HERE = Path(__file__).parent

Value = str | bool | float
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Control:
    """One labelled native control."""

    name: str
    """Key of its value in what the view function gets."""
    label: str
    """What the learner reads beside it."""
    kind: Literal["select", "checkbox", "range", "chain", "text", "button"]
    value: Value
    """Where it starts."""
    options: Sequence[tuple[str, str]] = ()
    """For a select or a chain: value and label of each choice."""
    min: float = 0
    max: float = 1
    step: float = 1
    unit: str = ""
    wide: bool = False
    """Whether it takes a whole line, as a list of long entries needs."""


def select(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    value: str = "",
    *,
    wide: bool = False,
) -> Control:
    """Return a select; it starts on `value`, or on the first option."""
    return Control(name, label, "select", value or options[0][0], options=tuple(options), wide=wide)


def checkbox(name: str, label: str, *, value: bool = False) -> Control:
    """Return a check box."""
    return Control(name, label, "checkbox", value)


def chain(
    name: str, label: str, options: Sequence[tuple[str, str]], value: str = "", *, wide: bool = True
) -> Control:
    """Return radio buttons that are drawn as the boxes of a chain and walked with arrow keys."""
    return Control(name, label, "chain", value or options[0][0], options=tuple(options), wide=wide)


def text(name: str, label: str, value: str = "") -> Control:
    """Return a field for a few sentences; it is taken when the learner leaves it."""
    return Control(name, label, "text", value, wide=True)


def button(name: str, label: str) -> Control:
    """Return a button; its value is how often it was pressed."""
    return Control(name, label, "button", 0, wide=True)


@dataclass(frozen=True)
class View:
    """What an explorer shows for the values of its controls."""

    summary: str
    """One sentence, spoken when it changes."""
    html: str
    """The view itself; whatever comes from data is escaped by the one who writes it."""
    options: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """New choices for a select that depends on another."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """New values for controls whose choices changed under them."""
    hidden: Sequence[str] = ()
    """Names of the controls that have nothing to do just now."""


class Explorer(anywidget.AnyWidget):
    """Controls, a spoken sentence and a view that Python works out.

    Parameters
    ----------
    title
        Name of the explorer, read out with its controls.
    controls
        In the order they are met by keyboard.
    show
        From the controls' values to a `View`. It must be pure but for the learner's own records.

    Notes
    -----
    Saved in a notebook, it is the view it starts with, as plain HTML, so a page without a kernel
    still shows it.
    """

    _esm = _HERE / "explorer.js"
    _css = _HERE / "explorer.css"
    title = traitlets.Unicode().tag(sync=True)
    controls: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    values: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    options: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)
    hidden: traitlets.List[str] = traitlets.List().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    summary = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, title: str, controls: Sequence[Control], show: Callable[[Values], View]
    ) -> None:
        super().__init__(
            title=title,
            controls=[asdict(control) for control in controls],
            values={control.name: control.value for control in controls},
        )
        self._show = show
        self.observe(self._update, names="values")
        self._update()

    def _update(self, _: object = None) -> None:
        view = self._show(self.values)
        with self.hold_sync():
            self.options = {name: list(options) for name, options in view.options.items()}
            if view.values:
                self.values = {**self.values, **view.values}
            self.hidden = list(view.hidden)
            self.html = view.html
            self.summary = view.summary

    def __repr__(self) -> str:
        """Return the title and the sentence: stable from run to run."""
        return f"{self.title}. {self.summary}"

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        live = super()._repr_mimebundle_()
        data, metadata = live if isinstance(live, tuple) else (live or {}, {})
        twin = (
            f"<p><strong>{html.escape(self.title)}</strong> "
            "(run this cell to use its controls)</p>"
            f"<p>{html.escape(self.summary)}</p>{self.html}"
        )
        return {**data, "text/plain": repr(self), "text/html": twin}, dict(metadata)

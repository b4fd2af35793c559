"""The controls of an explorer; ``front/controls.js`` draws them."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Value = str | bool
Values = Mapping[str, Any]
Option = tuple[str, str]
"""Value and words of a choice."""


@dataclass(frozen=True)
class Control:
    """One labelled native control."""

    name: str
    """Key of its value in what the view function gets."""
    label: str
    """What the learner reads beside it."""
    kind: Literal["select", "checkbox"]
    value: Value
    """Where it starts."""
    options: Sequence[Option] = ()
    """For a select: value and words of each choice."""
    wide: bool = False
    """Whether it takes a whole line, as a list of long entries needs."""
    offered: Callable[[Values], Container[str]] | None = None
    """From the values of the controls before it to those of its choices that are on offer then;
    all by default."""

    @property
    def plain(self) -> dict[str, Any]:
        """The control as JSON."""
        plain: dict[str, Any] = {
            "name": self.name,
            "label": self.label,
            "kind": self.kind,
            "value": self.value,
        }
        if self.options:
            plain["options"] = [list(option) for option in self.options]
        return plain | ({"wide": True} if self.wide else {})


def select(  # noqa: PLR0913 -- each says something else of the list
    name: str,
    label: str,
    options: Sequence[Option],
    value: str = "",
    *,
    wide: bool = False,
    offered: Callable[[Values], Container[str]] | None = None,
) -> Control:
    """Return a select; it starts on `value`, or on the first option."""
    start = value or options[0][0]
    return Control(name, label, "select", start, tuple(options), wide=wide, offered=offered)


def checkbox(name: str, label: str, *, value: bool = False) -> Control:
    """Return a check box."""
    return Control(name, label, "checkbox", value)

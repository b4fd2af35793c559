from __future__ import annotations

import re

import pytest

from trilateral.paths import FRONT

CSS = (FRONT / "parts" / "quiz" / "style.css").read_text(encoding="utf-8")
GROUNDS = {"light": "#ffffff", "dark": "#212121"}
"""JupyterLab's own grounds under an output."""


def tokens(theme: str) -> dict[str, str]:
    start = "body[data-trilateral-theme" if theme == "dark" else ".trilateral .questions {"
    block = CSS[CSS.index(start) :].split("}")[0]
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", GROUNDS)
def test_when_a_line_or_an_outline_is_drawn_then_it_stands_out_3_to_1(theme: str) -> None:
    found = tokens(theme)
    assert set(found) == {"line", "right", "wrong", "focus"}
    assert {name: c for name, c in found.items() if contrast(c, GROUNDS[theme]) < 3} == {}

"""The colours are computed, not looked at."""

from __future__ import annotations

from itertools import combinations
from typing import Final, Literal

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.charts.drawn import picture
from trilateral.charts import coercion, theme

Mode = Literal["light", "dark"]
Colour = NDArray[np.float64]

MODES: Final[tuple[Mode, ...]] = ("light", "dark")
BACKGROUND: Final = {"light": theme.LIGHT_BACKGROUND, "dark": theme.DARK_BACKGROUND}
TEXT: Final = {"INK": theme.INK, "MUTED": theme.MUTED}
SERIES: Final = dict(
    zip(("blue", "vermilion", "green", "purple", "gold", "grey"), theme.PALETTE, strict=True)
)
PAIRS: Final = list(combinations(SERIES, 2))

# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color
# vision deficiency", IEEE TVCG 15(6), severity 1.0, on linear RGB. doi:10.1109/TVCG.2009.113
EYES: Final[dict[str, Colour]] = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
JUST_NOTICED: Final = 2.3
"""CIE76 difference that is just seen side by side (Mahy, Van Eycken and Oosterlinck, 1994)."""
APART: Final = 6 * JUST_NOTICED
"""How far two small, separate series must differ."""

XYZ: Final[Colour] = np.array(  # sRGB to CIE XYZ, IEC 61966-2-1
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE: Final[Colour] = XYZ.sum(axis=1)


def linear(colour: str) -> Colour:
    c = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    dark, light = sorted(float(linear(c) @ XYZ[1]) for c in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: Colour) -> Colour:
    t = XYZ @ rgb.clip(0, 1) / WHITE
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, eyes: Colour) -> float:
    return float(np.linalg.norm(lab(eyes @ linear(one)) - lab(eyes @ linear(other))))


def value(tone: theme.Tone, mode: Mode) -> str:
    return tone.light if mode == "light" else tone.dark


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#ffffff", "#000000", 21.0), ("#ffffff", "#767676", 4.54), ("#333333", "#333333", 1.0)],
)
def test_when_a_contrast_is_known_then_the_measure_gives_it(
    one: str, other: str, ratio: float
) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", TEXT)
def test_when_words_are_drawn_then_they_are_readable(name: str, mode: Mode) -> None:
    assert contrast(value(TEXT[name], mode), BACKGROUND[mode]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_when_a_name_is_on_land_then_it_is_readable(mode: Mode) -> None:
    assert contrast(value(theme.INK, mode), value(theme.LAND, mode)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", SERIES)
def test_when_a_series_is_drawn_then_it_stands_out_from_its_ground(name: str, mode: Mode) -> None:
    assert contrast(value(SERIES[name], mode), BACKGROUND[mode]) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["blue", "vermilion"])
def test_when_a_mark_lies_on_land_then_it_stands_out(name: str, mode: Mode) -> None:
    assert contrast(value(SERIES[name], mode), value(theme.LAND, mode)) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("eyes", EYES)
def test_when_two_series_are_seen_with_any_eyes_then_they_differ(eyes: str, mode: Mode) -> None:
    alike = {
        (one, other): round(apart, 1)
        for one, other in PAIRS
        if (apart := difference(value(SERIES[one], mode), value(SERIES[other], mode), EYES[eyes]))
        < APART
    }
    assert alike == {}


def test_when_one_spec_is_drawn_on_dark_then_every_colour_of_the_theme_changes() -> None:
    spec = dict(coercion.incidents_by_quarter().spec)
    drawn = {
        mode: {node.get("fill") for node in picture(spec, dark=mode == "dark").iter()}
        for mode in MODES
    }
    for tone in (theme.INK, theme.VERMILION, theme.GREY):
        assert tone.light in drawn["light"] - drawn["dark"]
        assert tone.dark in drawn["dark"] - drawn["light"]


def test_when_a_scale_has_fewer_words_than_tones_then_it_takes_the_first_tones() -> None:
    scale = theme.scale(["a", "b"]).to_dict()
    assert scale["domain"] == ["a", "b"]
    assert scale["range"] == [theme.BLUE.ref, theme.VERMILION.ref]

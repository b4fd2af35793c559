"""Every chart of every lesson: none without its words, its sources and its table."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pytest
import vl_convert

from tests.charts.drawn import painted, picture, said, width
from tests.charts.test_theme import BACKGROUND, MODES, Mode, contrast
from trilateral import charts, evidence
from trilateral.charts import Figure, stills, theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

NARROW = 612
"""CSS pixels that an output has in a window 800 pixels wide."""


def offered(lesson: ModuleType) -> dict[str, Callable[[], Figure]]:
    """The functions that a lesson's module shows to a notebook."""
    own = [n for n, f in vars(lesson).items() if getattr(f, "__module__", "") == lesson.__name__]
    names = getattr(lesson, "__all__", [n for n in own if not n.startswith("_")])
    return {n: f for n in names if inspect.isfunction(f := getattr(lesson, n))}


OFFERED = {
    f"{room}.{name}": function
    for room in charts.__all__
    if inspect.ismodule(lesson := getattr(charts, room))
    for name, function in offered(lesson).items()
}
GIVES = {name: str(inspect.signature(f).return_annotation) for name, f in OFFERED.items()}
BUILDERS = {name: function for name, function in OFFERED.items() if GIVES[name] == "Figure"}


@pytest.fixture(scope="module", params=BUILDERS)
def figure(request: pytest.FixtureRequest) -> Figure:
    built = BUILDERS[request.param]()
    assert isinstance(built, Figure)
    return built


def test_when_the_rooms_are_searched_then_the_known_charts_are_found() -> None:
    known = {"chain.chain", *(f"coercion.{name}" for name in charts.coercion.__all__)}
    assert known <= set(BUILDERS)


def test_when_a_lesson_offers_a_chart_then_it_is_a_figure_and_never_bare() -> None:
    assert [name for name, kind in GIVES.items() if "alt." in kind or "Chart" in kind] == []


def test_when_a_chart_is_built_then_it_is_valid_vega_lite(figure: Figure) -> None:
    figure.chart.to_dict(validate=True)  # which raises; a lesson does not take the time


def test_when_a_chart_is_built_then_its_description_says_enough(figure: Figure) -> None:
    words = figure.description.split()
    assert 15 <= len(words) <= 300
    assert figure.description.endswith(".")
    assert "nan" not in {word.strip(".,;:()").lower() for word in words}


def test_when_a_chart_is_built_then_each_source_is_in_the_evidence(figure: Figure) -> None:
    known = set(evidence.load("sources")["id"])
    assert figure.sources
    assert set(figure.sources) <= known
    assert len(set(figure.sources)) == len(figure.sources)


def test_when_a_chart_is_built_then_the_table_behind_it_has_rows(figure: Figure) -> None:
    assert len(figure.table) > 0
    assert not [c for c in figure.table.columns if figure.table[c].isna().all()]


def test_when_a_chart_is_built_then_its_caption_names_sources_words_and_table(
    figure: Figure,
) -> None:
    assert "Source: <a href=" in figure.caption
    assert "The chart in words" in figure.caption
    assert figure.caption.count("<tr") == len(figure.table) + 1


def test_when_the_window_is_narrow_then_nothing_of_the_chart_is_cut(figure: Figure) -> None:
    assert width(figure) <= NARROW


def test_when_a_chart_has_controls_then_its_sentence_is_spoken(figure: Figure) -> None:
    spec: dict[str, Any] = dict(figure.spec)
    bound = [param["name"] for param in spec.get("params", []) if "bind" in param]
    sentence = said(spec)
    assert bool(sentence) == bool(bound)
    assert not bound or sentence.endswith(".")
    assert "undefined" not in sentence
    assert "NaN" not in sentence


def blended(colour: str, ground: str, opacity: float) -> str:
    """Return what is seen of a colour that lets some of its ground through."""
    parts = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return f"#{bytes(round(c * opacity + g * (1 - opacity)) for c, g in parts).hex()}"


@pytest.mark.parametrize("mode", MODES)
def test_when_a_chart_opens_then_each_mark_stands_out_from_its_ground(
    figure: Figure, mode: Mode
) -> None:
    def stands_out(paint: str, opacity: float) -> bool:
        return contrast(blended(paint, BACKGROUND[mode], opacity), BACKGROUND[mode]) >= 3

    marks = [mark for mark in painted(picture(dict(figure.spec), dark=mode == "dark")) if mark]
    assert len(marks) > 5
    decoration = {theme.FAINT.light, theme.FAINT.dark}
    faint = [mark for mark in marks if not any(stands_out(*paint) for paint in mark)]
    assert [mark for mark in faint if not decoration & {paint for paint, _ in mark}] == []


@pytest.mark.parametrize("version", ["5.8", stills.VERSION, "5.21"])
def test_when_a_chart_has_a_brush_then_its_rectangles_are_silenced(
    figure: Figure, version: str
) -> None:
    spec: Any = dict(figure.spec)
    vega = vl_convert.vegalite_to_vega(spec, vl_version=version)
    patch = spec.get("usermeta", {}).get("embedOptions", {}).get("patch", [])
    assert {step["path"] for step in patch} == set(brush_rectangles(vega))
    assert all((step["op"], step["value"]) == ("add", False) for step in patch)


def brush_rectangles(group: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield where a brush's own marks may be told not to speak."""
    for number, mark in enumerate(group.get("marks", [])):
        here = f"{path}/marks/{number}"
        if str(mark.get("name", "")).endswith(("_brush", "_brush_bg")):
            yield f"{here}/aria"
        yield from brush_rectangles(mark, here)

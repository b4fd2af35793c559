from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

import pytest

from tests.quiz.test_colours import contrast
from trilateral.charts import stills
from trilateral.charts.theme import DARK_BACKGROUND, LIGHT_BACKGROUND
from trilateral.quiz import figures, payload
from trilateral.quiz.asked import all_asked
from trilateral.quiz.errors import QuizError

if TYPE_CHECKING:
    from collections.abc import Iterator

Theme = Literal["light", "dark"]
GROUNDS: dict[Theme, str] = {"light": LIGHT_BACKGROUND, "dark": DARK_BACKGROUND}


def drawn(name: str, theme: Theme) -> ET.Element:
    svg = figures.Picture(name, theme).saved()
    return ET.fromstring(svg)  # noqa: S314 -- drawn right here


def texts(node: ET.Element, opacity: float = 1.0) -> Iterator[tuple[str, str, float]]:
    """Yield each text with its colour and how opaque it is, as its groups have it too."""
    opacity *= float(node.get("opacity", "1")) * float(node.get("fill-opacity", "1"))
    if node.tag.endswith("text") and opacity:
        yield "".join(node.itertext()), str(node.get("fill")), opacity
    for child in node:
        yield from texts(child, opacity)


@pytest.fixture(scope="module")
def charts() -> list[str]:
    return sorted({asked.item.chart for asked in all_asked() if asked.item.chart})


@pytest.mark.parametrize("theme", GROUNDS)
def test_when_a_chart_is_drawn_for_a_theme_then_its_words_stand_out_from_its_ground(
    charts: list[str], theme: Theme
) -> None:
    ground = GROUNDS[theme]
    for name in charts:
        picture = drawn(name, theme)
        painted = next(node for node in picture if node.tag.endswith("rect")).get("fill")
        assert {"white": "#ffffff", "#333": "#333333"}[str(painted)] == ground, name
        found = list(texts(picture))
        assert len(found) > 5, name
        assert [t for t in found if t[2] < 1 or contrast(t[1], ground) < 4.5] == [], name


def test_when_a_chart_is_drawn_for_two_themes_then_the_words_are_the_same() -> None:
    words = [[t[0] for t in texts(drawn("coercion.what_counts", theme))] for theme in GROUNDS]
    assert words[0] == words[1]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("coercion.what_counts", "chance could"),
        ("capabilities.budget_lens", "record"),
        ("access.rhythm", "a month"),
    ],
)
def test_when_a_chart_belongs_to_a_question_then_no_sentence_reads_it_out(
    name: str, said: str
) -> None:
    whole = ET.fromstring(stills.svg(figures.figure(name).spec))  # noqa: S314 -- drawn right here
    sentences = {t[0] for t in texts(whole)} - {t[0] for t in texts(drawn(name, "light"))}

    assert any(said.lower() in line.lower() for line in sentences)


def test_when_an_item_has_a_chart_then_the_page_gets_its_name_size_words_and_table() -> None:
    asked = next(asked for asked in all_asked() if asked.item.chart)
    chart = payload.question(asked)["chart"]
    assert figures.Picture(chart["name"], "dark").path.is_file()
    root = drawn(chart["name"], "dark")
    size = (float(str(root.get("width"))), float(str(root.get("height"))))
    assert (chart["width"], chart["height"]) == pytest.approx(size, abs=1)
    assert all(chart.values())


def test_when_there_is_no_such_chart_then_it_says_which_was_asked_for() -> None:
    with pytest.raises(QuizError, match=r"has no figure 'coercion\.nothing'"):
        figures.figure("coercion.nothing")

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from trilateral import evidence
from trilateral.charts import renderer
from trilateral.charts.synthesis import steps
from trilateral.charts.synthesis.bars import Bar, bars
from trilateral.charts.synthesis.changes import Change, changes
from trilateral.charts.synthesis.svg import END, LABEL

SVG = "{http://www.w3.org/2000/svg}"


def shapes(picture: str, name: str) -> list[ET.Element]:
    return list(ET.fromstring(picture).iter(f"{SVG}{name}"))  # noqa: S314 -- our own drawing


def test_when_bars_are_drawn_then_their_lengths_are_the_probabilities() -> None:
    rows = [Bar("Chain & rival", 0.25, 0.6), Bar("<Rival>", 0.75, 0.4)]

    found = shapes(bars(rows), "rect")

    lengths = [float(rect.get("width", "")) / (END - LABEL) for rect in found]
    assert lengths == pytest.approx([0.6, 0.4], abs=0.002)


@pytest.mark.parametrize("share", [0, 1, 0.004])
def test_when_a_probability_is_at_its_edge_then_the_bar_is_seen_and_stays_inside(
    share: float,
) -> None:
    (rect,) = shapes(bars([Bar("One", 0.5, share)]), "rect")

    assert 1 <= float(rect.get("width", "")) <= END - LABEL


def test_when_a_drawing_is_spoken_then_it_says_every_number() -> None:
    label = ET.fromstring(bars([Bar("Chain", 0.25, 0.6)])).get("aria-label")  # noqa: S314 -- ours

    assert label is not None
    assert "Chain: 60 % after the evidence, 25 % before" in label


@pytest.mark.parametrize(
    ("change", "circles", "diamonds", "says"),
    [
        (Change("Link", 75, 25), 1, 1, "before 75 %, now 25 %"),
        (Change("Link", 75, None), 1, 0, "before 75 %, now not rated"),
        (Change("Link", None, 5), 0, 1, "before not rated, now 5 %"),
        (Change("Link", None, None), 0, 0, "before not rated, now not rated"),
    ],
)
def test_when_confidence_is_drawn_then_a_shape_stands_for_each_number_given(
    change: Change, circles: int, diamonds: int, says: str
) -> None:
    picture = changes([change])

    assert len(shapes(picture, "circle")) == circles
    assert len(shapes(picture, "path")) == diamonds
    assert says in picture


def test_when_an_exercise_was_cancelled_then_japans_part_is_not_zero_but_not_held() -> None:
    year = steps().table.set_index("year").loc[2020]

    assert year["role"] == "Not held"
    assert year.isna()["personnel"]
    assert "no part found in 3;" in steps().description
    assert "not held in 1 of 17 years" in steps().description


def test_when_japans_part_is_drawn_then_only_known_numbers_have_a_height() -> None:
    drawn = renderer.svg(steps().spec)
    rows = evidence.load("balikatan").query("jp_role == 'participant'").dropna(subset=["jp"])
    known = dict(zip(rows["year"], rows["jp"], strict=True))

    assert all(f">{number:,}<" in drawn for number in known.values())
    assert set(re.findall(r"\d[\d,]* in \d{4}", steps().description)) == {
        f"{number:,} in {year}" for year, number in known.items()
    }

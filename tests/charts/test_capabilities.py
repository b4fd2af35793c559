"""Lesson 04: ranges as bands and straits in reach; map, bars and sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.charts.drawn import moved, picture, said
from trilateral import evidence
from trilateral.charts import capabilities
from trilateral.charts.capabilities import denial, gates, picks, published
from trilateral.models.geodesy import coverage

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from trilateral.charts import Figure

CHANNELS = ("Babuyan Channel", "Balintang Channel", "Bashi Channel")
PAGE = 640
LINE = 3
"""CSS pixels by which words of one line may stand apart: their sizes differ."""
REST = r"(?:All )?(\d+) (?:straits|others?): (.+)"


@cache
def figure(name: str) -> Figure:
    drawn: Figure = getattr(capabilities, name)()
    return drawn


def spec(name: str, **controls: object) -> dict[str, Any]:
    return moved(dict(figure(name).spec), **controls)


def words(tree: ET.Element) -> list[str]:
    return [node.text or "" for node in tree.iter() if node.tag.endswith("text")]


def bars(name: str, **controls: object) -> dict[str, list[str]]:
    """Return, for each strait, the shares that a drawn chart writes beside its name.

    Straits without a line of their own have what the line for the others says, once a share.
    """
    texts = [
        (float(found.group(1)), round(float(found.group(2)), 1), node.text)
        for node in picture(spec(name, **controls)).iter()
        if node.tag.endswith("text")
        and node.text
        and (found := re.match(r"translate\(([\d.-]+),([\d.-]+)\)", node.get("transform", "")))
    ]
    straits = {strait.number: strait.name for strait in published.straits()}
    labels = [(x, y, int(text.split()[0])) for x, y, text in texts if re.match(r"\d+ [A-Z]", text)]
    shares = [found for found in texts if re.fullmatch(r"[\d?]+( to \d+)? %", found[2])]
    drawn = {}
    for x, y, number in labels:
        nexts = [other for other, row, _ in labels if abs(row - y) < LINE and other > x]
        end = min(nexts, default=float("inf"))
        drawn[straits[number]] = [
            text for at, row, text in shares if abs(row - y) < LINE and x < at < end
        ]
    each = len(next(iter(drawn.values()), ["one"]))
    rest = next((found for _, _, text in texts if (found := re.match(REST, text))), None)
    others = [name for name in straits.values() if name not in drawn]
    assert len(others) == (int(rest.group(1)) if rest else 0)
    return drawn | {name: [rest.group(2)] * each for name in others if rest}


# The range and gate map


def test_when_a_type_88_is_at_paoay_then_it_reaches_babuyan_and_not_balintang_or_bashi() -> None:
    sentence = said(spec("range_and_gate"))
    drawn = bars("range_and_gate")
    table = figure("range_and_gate").table
    mine = table[table["system"].str.startswith("Type 88") & table["place"].str.startswith("Paoay")]

    assert "100 to 180 km" in sentence
    assert [c in sentence for c in CHANNELS] == [True, False, False]
    assert drawn["Babuyan Channel"] == ["26 to 100 %"]
    assert drawn["Balintang Channel"] == drawn["Bashi Channel"] == ["0 %"]
    assert dict(zip(mine["strait"], mine["high_percent"], strict=True)) == {
        "Babuyan Channel": 100,
        "Luzon Strait (whole)": 32,
    }


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("type88-ssm", "batan"),
        ("typhon-tomahawk", "tacloban"),
        ("type12-upgraded-ground", "kengun"),
        ("yj-12b", "mischief"),
        ("himars-atacms", "batan"),
    ],
)
def test_when_a_system_and_a_place_are_chosen_then_bars_and_sentence_say_what_the_model_says(
    system: str, place: str
) -> None:
    chosen = published.systems()[system]
    site = published.sites(published.reports())[place]
    drawn = bars("range_and_gate", system=system, place=place)
    sentence = said(spec("range_and_gate", system=system, place=place))

    reached = 0
    for strait in published.straits():
        band = coverage(site.at, strait.gate, chosen.low, chosen.high)
        assert band.high is not None
        high = gates.percent(band.high)
        reached += high > 0
        (text,) = drawn[strait.name]
        if band.low is None:
            assert text == (f"? to {high} %" if high else "0 %")
        elif gates.percent(band.low) == high:
            assert text == f"{high} %"
        else:
            assert text == f"{gates.percent(band.low)} to {high} %"
    assert f"({'high'}): {reached} of 21 straits" in sentence


def test_when_no_lower_range_is_published_then_nothing_is_said_about_a_low_share() -> None:
    sentence = said(spec("range_and_gate", system="himars-atacms", place="batan"))

    assert "no lower figure is published" in sentence
    assert "(low)" not in sentence


def test_when_no_range_is_known_then_no_ring_is_drawn_and_each_share_is_unknown() -> None:
    chosen = {"system": "hvgp-early", "place": "fuji"}

    assert "no range figure seen" in said(spec("range_and_gate", **chosen))
    assert set(map(tuple, bars("range_and_gate", **chosen).values())) == {("not known",)}


@pytest.mark.parametrize(
    ("system", "place", "words_said"),
    [
        ("type88-ssm", "paoay", "Reported there: 6 May 2026"),
        ("type88-ssm", "batan", "A what-if"),
        ("type12-upgraded-ground", "kengun", "announced or planned"),
        ("yj-12b", "paoay", "Not drawn"),
        ("type88-ssm", "woody", "Not drawn"),
    ],
)
def test_when_a_place_is_chosen_then_the_sentence_says_whether_the_system_was_reported_there(
    system: str, place: str, words_said: str
) -> None:
    assert words_said in said(spec("range_and_gate", system=system, place=place))


def test_when_any_choice_is_made_then_the_sentence_fits_the_page() -> None:
    reported = published.reports()
    lines = [
        f"{system.name} at {site.name}: {system.band}."
        for system in published.systems().values()
        for site in published.sites(reported).values()
        if system.chinese == site.chinese
    ]
    assert lines
    for system, place in (("hvgp-early", "fuji"), ("typhon-tomahawk", "iwakuni")):
        drawn = picture(spec("range_and_gate", system=system, place=place))
        assert float(drawn.get("width", "inf")) <= PAGE + 20


@pytest.mark.parametrize(
    ("share", "expected"), [(0, 0), (0.001, 1), (0.26, 26), (0.999, 99), (1, 100)]
)
def test_when_a_share_is_rounded_then_a_part_is_never_none_or_all(
    share: float, expected: int
) -> None:
    assert gates.percent(share) == expected


# Systems and places


def test_when_deployments_are_read_then_each_names_the_system_it_is_about() -> None:
    found = {(r.system.id, r.site.id) for r in published.reports()}

    assert {
        ("type88-ssm", "paoay"),
        ("type88-ssm", "yufuin"),
        ("type12-ssm", "yufuin"),
        ("typhon-tomahawk", "tacloban"),
        ("type12-upgraded-ground", "kengun"),
    } <= found
    assert ("typhon-sm6", "tacloban") not in found
    assert ("type12-ssm", "paoay") not in found
    assert ("type12-upgraded-ground", "yokosuka") not in found


def test_when_a_place_is_withheld_or_off_the_map_then_it_is_left_out() -> None:
    names = {site.name for site in published.sites(published.reports()).values()}

    assert not any("Undisclosed" in name or "Jervis" in name for name in names)


# Whose denial?


def test_when_both_sides_reach_a_strait_then_the_sentence_names_it() -> None:
    chosen = {"allied": "nmesis-nsm-batan", "chinese": "df-21d-coast", "bound": "low"}

    sentence = said(spec("whose_denial", **chosen))
    drawn = bars("whose_denial", **chosen)

    assert "Both: Bashi Channel, Balintang Channel, Luzon Strait (whole)." in sentence
    assert drawn["Bashi Channel"] == ["100 %", "100 %", "100 %"]
    assert drawn["Babuyan Channel"] == ["0 %", "100 %", "0 %"]


def test_when_two_ranges_are_printed_then_the_higher_adds_a_strait() -> None:
    chosen = {"allied": "nmesis-nsm-batan", "chinese": "df-21d-coast"}
    high, low = (bars("whose_denial", **chosen, bound=bound) for bound in ("high", "low"))

    added = [name for name, (_, _, both) in high.items() if both != "0 %" == low[name][2]]
    assert added == ["Babuyan Channel"]


def test_when_the_map_opens_then_both_sides_reach_the_bashi_channel() -> None:
    table = figure("whose_denial").table.set_index("strait")

    assert table.loc["Bashi Channel", "both_percent"] == 100
    assert "Both: 4 straits." in said(spec("whose_denial"))


def test_when_many_straits_are_shared_then_the_sentence_gives_their_number() -> None:
    both = {"allied": "typhon-tomahawk-tacloban", "chinese": "df-26-coast"}

    assert re.search(r"Both: \d+ straits\.", said(spec("whose_denial", **both)))


@pytest.mark.parametrize("bound", ["high", "low"])
@pytest.mark.parametrize("allied", ["all", "type88-ssm-paoay", "brahmos-ph-lubang"])
@pytest.mark.parametrize("chinese", ["all-cn", "yj-12b-mischief", "df-26-coast"])
def test_when_both_sides_choose_then_the_bars_are_the_model_s(
    allied: str, chinese: str, bound: str
) -> None:
    mine = {p.id: p for p in picks.picks(chinese=False)}[allied]
    other = {p.id: p for p in picks.picks(chinese=True)}[chinese]
    expected = denial.overlap(mine, other, bound).set_index("strait")
    drawn = bars("whose_denial", allied=allied, chinese=chinese, bound=bound)

    for strait, row in expected.iterrows():
        assert drawn[str(strait)] == [f"{value} %" for value in row]
        assert row["both_percent"] <= min(row["allied_percent"], row["chinese_percent"])


def test_when_a_missile_has_no_known_place_then_its_label_says_what_is_assumed() -> None:
    coast = [p for p in picks.picks(chinese=True) if p.id.endswith("coast")]

    assert [p.label for p in coast]
    assert all("if on the coast" in p.label for p in coast)
    together = picks.picks(chinese=True)[0]
    assert not any(site.id == "fujian" for site, _, _ in together.at)


# Published ranges


def test_when_no_figure_was_seen_then_the_row_has_words_and_no_mark() -> None:
    drawn = words(picture(dict(figure("published_ranges").spec)))
    without = evidence.load("missiles")["range_km_high"].isna().sum()

    assert drawn.count("no range figure seen in a source") == without


def test_when_low_and_high_are_one_figure_then_the_row_says_that_they_are_alike() -> None:
    drawn = words(picture(dict(figure("published_ranges").spec)))
    missiles = evidence.load("missiles")
    alike = (missiles["range_km_low"] == missiles["range_km_high"]).sum()

    assert sum("alike" in text for text in drawn) == alike
    assert "3,000" in drawn

"""What a lesson expects from a chart, the chart's own words answer.

They are its description, or the sentence that its controls change. Each answer is computed here
from the tables once more, not by the chart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tests.charts.drawn import moved, said
from trilateral import charts, evidence
from trilateral.charts.capabilities import published
from trilateral.models.geodesy import NOTHING, stretch

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.charts import Figure

    Answer = Callable[[], list[str]]

_THREE = {"JP", "PH", "US"}
_PRESENCE = {"shadowing", "swarming", "other"}
_DOLLARS = "sipri_usd_current"


def figure(name: str) -> str:
    """Return a figure as prose writes it."""
    return evidence.quantity(name).text


def band(system: str) -> str:
    """Return the published ranges of a system, from the lowest to the highest."""
    return f"{figure(f'range-low-{system}')} to {figure(f'range-high-{system}')} km"


def of_three(table: str, column: str, since: str = "2012") -> pd.Series:
    """Return the dates of what concerns all three governments."""
    rows = evidence.load(table)
    dates: pd.Series = rows[[_THREE.issubset(each) for each in rows[column]]]["date"]
    return dates[dates >= since]


def before_summit(dates: pd.Series) -> int:
    return int((dates < summit()).sum())


def summit() -> pd.Timestamp:
    rows = evidence.load("diplomatic_events")
    day: pd.Timestamp = rows[rows["id"] == "de27"]["date"].iloc[0]
    return day


def strokes() -> list[str]:
    upper = before_summit(of_three("diplomatic_events", "actors", "2022"))
    lower = before_summit(of_three("joint_activities", "participants"))
    return [f"of summit, {upper} and {lower}, {upper + lower} in all"]


def incidents(*, sure: bool = True) -> pd.DataFrame:
    rows = evidence.load("incidents")
    rows = rows[rows["confidence"] != "low"] if sure else rows
    return rows.assign(year=rows["date"].dt.year, quarter=rows["date"].dt.to_period("Q"))


def leading(rows: pd.DataFrame) -> str:
    """Return the place of most incidents, and how many they are."""
    counts = rows["feature"].astype(str).value_counts()
    names = evidence.load("features").set_index("id")["name_en"]
    return f"{names[counts.index[0]]} ({counts.iloc[0]})"


def quarters() -> list[str]:
    counts = incidents(sure=False)["quarter"].value_counts()
    return [f"{str(each).replace('Q', ' Q')}: {number}" for each, number in counts.items()]


def shape() -> list[str]:
    return [
        *quarters(),
        *(
            f"{year}: {figure(f'incidents-{year}')}, of these {figure(f'incidents-contact-{year}')}"
            f" with contact between hulls and {figure(f'incidents-presence-only-{year}')}"
            for year in (2024, 2025)
        ),
    ]


def doubtful() -> list[str]:
    rows = incidents(sure=False)
    counts = rows[rows["confidence"] == "low"]["year"].value_counts()
    return [f"{number} in {year}" for year, number in counts.items()]


def without_presence() -> list[str]:
    rows = incidents()
    acts = rows[[bool({*each} - _PRESENCE) for each in rows["tactics"]]]
    return [f"{(acts['year'] == year).sum()} in {year}" for year in (2024, 2025)]


def ship_days() -> list[str]:
    rows = evidence.load("ccg_presence")
    here = rows[(rows["feature"] == "scarborough_shoal") & (rows["measure"] == "ccg_ship_days")]
    days = here.groupby(here["period_start"].dt.year)["value"].sum()
    at = incidents().query("feature == 'scarborough_shoal'")["year"].value_counts()
    return [
        f"{days[2024]:,.0f} ship-days in 2024, {days[2025]:,.0f} in 2025",
        f"{at[2024]} in 2024, {at[2025]} in 2025.",
    ]


def holders() -> list[str]:
    rows = evidence.load("features").set_index("id")
    return [str(rows.loc[each, "name_en"]) for each in ("scarborough_shoal", "mischief_reef")]


def promises() -> list[str]:
    rows = evidence.load("summit_commitments")
    done = rows[rows["follow_through"] == "delivered"]["pillar"].value_counts()
    assert done.index[0] == "maritime"
    return [f"Maritime: done, {done.iloc[0]};"]


def widest_wait() -> list[str]:
    return [f"{figure('raa-days-first-round-to-sign')} days between “First formal round” and “Sign"]


def dollars(country: str) -> pd.Series:
    rows = evidence.load("defense_budgets")
    rows = rows[(rows["country"] == country) & (rows["basis"] == _DOLLARS)]
    amounts: pd.Series = rows.set_index("fiscal_year")["amount_local"]
    return amounts


def missing(country: str) -> list[str]:
    amounts = dollars(country).dropna()
    gaps = sorted({*range(amounts.index.min(), amounts.index.max())} - {*amounts.index})
    return [f"No figure for {', '.join(map(str, gaps))}."]


def highest_before(year: int) -> list[str]:
    amounts = dollars("JP")
    best = amounts[amounts.index < year].nlargest(1)
    return [f"before that {best.iloc[0]:.1f} ({best.index[0]})"]


def claims_by_link() -> list[str]:
    counts = pd.Series([claim.link for claim in evidence.claims()]).value_counts()
    return [f"{name}, {counts[link]} claims" for link, name in charts.chain.LINKS.items()]


def reach() -> dict[str, tuple[int, int, int]]:
    """Return for each story how many of its events are from before 2025, of how many; the first."""
    found = {}
    for story, name in evidence.load("stories").set_index("id")["name"].items():
        rows = {
            (each.table, row["id"]): str(row["date"])[-4:]
            if isinstance(row["date"], evidence.PartialDate)
            else str(row["date"])[:4]
            for claim in evidence.claims(str(story))
            for each in claim.evidence
            for row in each.rows
            if each.table in charts.stories.EVENTS and each.key != "*"
        }
        years = [int(year) for year in rows.values()]
        found[str(name)] = (sum(year < 2025 for year in years), len(years), min(years))
    return found


DESCRIBED: list[tuple[str, Callable[[], Figure], Answer]] = [
    ("How many claims has each box?", charts.chain.chain, claims_by_link),
    ("How many strokes stand left of the first dashed line?", charts.summit.milestones, strokes),
    (
        "On which side of the leaders' meeting do most of the first times lie?",
        charts.summit.firsts,
        lambda: [
            f"{figure('three-way-firsts-before-summit')} marks are left of the line",
            f"{figure('three-way-firsts-after-summit')} right of it",
        ],
    ),
    (
        "Which rows reach furthest back?",
        charts.stories.order,
        lambda: [
            f"{name}, " + f"{early} of {every}, the first in {first}"
            for name, (early, every, first) in reach().items()
        ],
    ),
    ("In which field have most promises been kept?", charts.summit.promises, promises),
    (
        "Which line do Japan and the Philippines share, and which others leave from each?",
        charts.access.visiting_pacts,
        lambda: [
            "in force: Japan and Australia, ",
            "Japan and Philippines, Philippines and United",
        ],
    ),
    ("Where was the longest wait?", charts.access.road, widest_wait),
    ("Which of the places had you heard of?", charts.coercion.places, holders),
    ("Which shape do you expect the columns to have?", charts.coercion.incidents_by_quarter, shape),
    (
        "Tick the rows of low confidence. Which years gain most?",
        charts.coercion.incident_map,
        doubtful,
    ),
    (
        "How many times as far as the Type 88 does the upgraded Type 12 reach?",
        charts.capabilities.published_ranges,
        lambda: [
            f"Type 88 SSM (SSM-1), {band('type88-ssm')}",
            f"Upgraded Type 12, ground-launched, {band('type12-upgraded-ground')}",
        ],
    ),
    (
        "How many straits does China reach from its known places, and why so few?",
        charts.capabilities.whose_denial,
        lambda: ["the tables name only 4 places for China, on islands and reefs"],
    ),
]
SAID: list[tuple[str, Callable[[], Figure], dict[str, object], Answer]] = [
    # Lesson 01
    (
        "Which three kinds of event concern all three before the summit?",
        charts.summit.timeline,
        {"from_year": "2012", "actor": "Japan, Philippines and US", "side": "Before the summit"},
        lambda: [
            f"{before_summit(of_three('diplomatic_events', 'actors'))} before the summit",
            "Kinds: Military or coast guard activity (",
            "Meeting or talks (",
            "Leaders' meeting or call (",
        ],
    ),
    (
        "Chinese reactions: on which side of the leaders' meeting do they lie?",
        charts.summit.timeline,
        {"from_year": "2012", "actor": "China", "kind": "Chinese reaction"},
        lambda: ["1 before the summit", "First of them: 14 April 2023"],
    ),
    (
        "Is that a rise?",
        charts.summit.who_sailed,
        {},
        lambda: [
            f"{figure('with-japan-a-month-before-summit')} a month before",
            f"{figure('with-japan-a-month-after-summit')} a month after",
            "chance could explain it",
        ],
    ),
    (
        "Move the line to the signature of the RAA.",
        charts.summit.who_sailed,
        {"divide": "signature of the RAA"},
        lambda: [
            f"{figure('with-japan-a-month-before-signature')} a month before",
            f"{figure('with-japan-a-month-after-signature')} a month after",
        ],
    ),
    # Lesson 02
    (
        "Set the line to Signature. Who is quicker now, and by how many days?",
        charts.access.treaty_clock,
        {"line": "signed"},
        lambda: [f"slower by {figure('clock-uk-quicker-from-signature')} days"],
    ),
    (
        "Compare with PH-US EDCA. What does that do to the orange bar?",
        charts.access.treaty_clock,
        {"line": "signed", "other": "PH-US EDCA"},
        lambda: ["PH-US EDCA: ", " to 63 days to entry into force"],
    ),
    (
        "For how many of all the agreements is the first formal round not known?",
        charts.access.treaty_clock,
        {"all": True},
        lambda: ["10 agreements shown, not known for 6"],
    ),
    (
        "Did joint activities become more frequent?",
        charts.access.rhythm,
        {},
        lambda: [
            f"Before: {figure('joint-activities-rate-before-raa')} a month",
            f"After: {figure('joint-activities-rate-since-raa')} a month",
        ],
    ),
    # Lesson 03
    (
        "Where did incidents gather in 2024?",
        charts.coercion.incident_map,
        {"first": "2024-01", "last": "2024-12"},
        lambda: [f"Most at {leading(incidents().query('year == 2024'))}"],
    ),
    (
        "Where did they gather in 2025?",
        charts.coercion.incident_map,
        {"first": "2025-01", "last": "2025-12"},
        lambda: [f"Most at {leading(incidents().query('year == 2025'))}"],
    ),
    (
        "Without the rows of presence alone, will 2025 look higher or lower beside 2024?",
        charts.coercion.what_counts,
        {"use_presence": False},
        without_presence,
    ),
    (
        "Did incidents at Scarborough Shoal double too?",
        charts.coercion.presence_beside_incidents,
        {},
        ship_days,
    ),
    # Lesson 04
    (
        "When do the records begin in each official series?",
        charts.capabilities.budget_lens,
        {},
        lambda: [
            f"realignment, {figure('jp-budget-records-since')} to 2026",
            f"With them, {figure('jp-budget-incl-records-since')} to 2026",
        ],
    ),
    (
        "Dollars, without the last year of the line: which year was the highest?",
        charts.capabilities.budget_lens,
        {"lens": "dollars"},
        lambda: highest_before(2025),
    ),
    (
        "Philippines, in dollars: which years have no figure?",
        charts.capabilities.budget_lens,
        {"country": "PH", "lens": "dollars"},
        lambda: missing("PH"),
    ),
    (
        "Which channels does the missile at Paoay reach?",
        charts.capabilities.range_and_gate,
        {},
        lambda: ["180 km (high): 2 of 21 straits, Babuyan Channel 100 %"],
    ),
    (
        "Then move it to Basco: the missile or the place?",
        charts.capabilities.range_and_gate,
        {"place": "batan"},
        lambda: ["100 to 180 km", "A what-if", "Bashi Channel 25 %, Balintang Channel 100 %"],
    ),
    (
        "The upgraded missile at Camp Kengun: does it reach the Miyako Strait? The Bashi Channel?",
        charts.capabilities.range_and_gate,
        {"system": "type12-upgraded-ground", "place": "kengun"},
        lambda: [
            f"Miyako Strait {figure('gate-percent-low-kengun-to-miyako-strait')} %",
            f"Miyako Strait {figure('gate-percent-high-kengun-to-miyako-strait')} %",
        ],
    ),
    (
        "HIMARS: what does the sentence say about the low range?",
        charts.capabilities.range_and_gate,
        {"system": "himars-atacms"},
        lambda: ["Low range: not known, as no lower figure is published"],
    ),
    (
        "Whose is the Bashi Channel?",
        charts.capabilities.whose_denial,
        {"bound": "low"},
        lambda: ["Both: Bashi Channel"],
    ),
    (
        "All known places: how many straits does China reach now?",
        charts.capabilities.whose_denial,
        {"allied": "all", "chinese": "all-cn"},
        lambda: ["1 of orange"],
    ),
]


@pytest.mark.parametrize(
    ("build", "answer"), [case[1:] for case in DESCRIBED], ids=[case[0] for case in DESCRIBED]
)
def test_when_a_lesson_asks_then_the_charts_description_answers(
    build: Callable[[], Figure], answer: Answer
) -> None:
    words = build().description

    assert [part for part in answer() if part not in words] == [], words


@pytest.mark.parametrize(
    ("build", "controls", "answer"), [case[1:] for case in SAID], ids=[case[0] for case in SAID]
)
def test_when_a_lesson_asks_then_the_charts_sentence_answers(
    build: Callable[[], Figure], controls: dict[str, Any], answer: Answer
) -> None:
    words = " ".join(said(moved(build().spec, **controls)).split())

    assert [part for part in answer() if part not in words] == [], words


def test_when_a_lesson_asks_which_launcher_is_nearest_to_a_strait_then_the_map_says_it() -> None:
    words = charts.capabilities.straits().description
    found = re.search(r"nearest to a gate is (.+), (\d+) km from (.+)\.$", words)
    assert found, words
    place, strait, km = found[1], found[3], int(found[2])
    reached = [
        (site.name, gate.name)
        for site in published.sites(published.reports()).values()
        for gate in published.straits()
        if stretch(site.at, gate.gate, km + 1) != NOTHING
    ]
    nearer = [
        gate.name
        for site in published.sites(published.reports()).values()
        for gate in published.straits()
        if km > 1 and stretch(site.at, gate.gate, km - 1) != NOTHING
    ]
    assert (place, strait) in reached
    assert nearer == []

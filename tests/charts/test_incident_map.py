"""The map's lists, box and brush choose the rows that pandas chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.charts.drawn import moved, numbers, said
from trilateral import evidence
from trilateral.charts import coercion
from trilateral.charts.coercion.rows import KINDS
from trilateral.evidence import coding

if TYPE_CHECKING:
    import pandas as pd

FIRST, LAST = "2023-01", "2026-10"
EVERY = "Every kind"
SENTENCE = (
    r"^([\d,]+) incidents? at (\d+) places?\. "
    r"(?:Most at .+ \(|No place has more than )(\d+)(?: each\)|\))?\. "
    r"(\d+) with contact, (\d+) with water cannon, (\d+) Filipinos? reported injured\.$"
)
CHOICES = [
    (FIRST, LAST, EVERY, False),
    (FIRST, LAST, EVERY, True),
    ("2024-01", "2024-12", EVERY, False),
    ("2024-06", "2024-06", EVERY, True),
    ("2025-01", "2025-12", KINDS["contact"], False),
    (FIRST, LAST, KINDS["water_cannon"], True),
    ("2023-03", "2025-08", KINDS["act"], False),
    (FIRST, "2023-12", KINDS["presence"], True),
]


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    return dict(coercion.incident_map().spec)


@pytest.fixture(scope="module")
def record() -> pd.DataFrame:
    frame = coding.coded(evidence.load("incidents"))
    frame["ym"] = frame["date"].dt.strftime("%Y-%m")
    frame["kind"] = [KINDS.get(s, KINDS["act"]) for s in frame["strongest"]]
    return frame


def chosen(record: pd.DataFrame, first: str, last: str, kind: str, *, low: bool) -> pd.DataFrame:
    kept = record[record["ym"].between(first, last)]
    kept = kept if low else kept[~kept["low"]]
    return kept if kind == EVERY else kept[kept["kind"] == kind]


@pytest.mark.parametrize("choice", CHOICES)
def test_when_controls_are_moved_then_the_sentence_counts_as_pandas_does(
    spec: dict[str, Any], record: pd.DataFrame, choice: tuple[str, str, str, bool]
) -> None:
    first, last, kind, low = choice
    kept = chosen(record, first, last, kind, low=low)
    features = set(evidence.load("features")["id"]) - {"other"}
    named = kept["feature"].astype(str).where(kept["feature"].isin(features), "other")
    wanted = (
        len(kept),
        named.nunique(),
        named.value_counts().max(),
        kept["contact"].sum(),
        kept["water_cannon"].sum(),
        kept["ph_injured"].sum(),
    )
    sentence = said(moved(spec, first=first, last=last, kind=kind, low=low))
    assert numbers(sentence, SENTENCE) == wanted


@pytest.mark.parametrize(
    ("first", "last", "kind"), [("2025-06", "2025-01", EVERY), (FIRST, FIRST, KINDS["contact"])]
)
def test_when_nothing_fits_then_the_sentence_says_so(
    spec: dict[str, Any], first: str, last: str, kind: str
) -> None:
    assert said(moved(spec, first=first, last=last, kind=kind)) == "No incident in this selection."


def test_when_one_incident_fits_then_the_sentence_mentions_one(
    spec: dict[str, Any], record: pd.DataFrame
) -> None:
    sizes = record[~record["low"]].groupby("ym").size()
    month = str(sizes[sizes == 1].index[0])
    assert said(moved(spec, first=month, last=month)).startswith("1 incident at 1 place. ")


@pytest.mark.parametrize(
    ("last", "places"),
    [
        ("2024-06", {"Second Thomas Shoal"}),
        ("2024-12", {"Second Thomas Shoal", "Sabina Shoal"}),
        ("2025-12", {"Second Thomas Shoal", "Sabina Shoal", "Scarborough Shoal"}),
    ],
)
def test_when_places_share_the_lead_then_each_is_named(
    spec: dict[str, Any], last: str, places: set[str]
) -> None:
    sentence = said(moved(spec, last=last, kind=KINDS["contact"]))
    named = sentence.partition("Most at ")[2].partition(" (")[0]
    assert set(named.split(", ")) == places
    assert ("(5 each)" in sentence) == (len(places) > 1)


def test_when_many_places_share_the_lead_then_the_sentence_gives_the_number(
    spec: dict[str, Any],
) -> None:
    assert "No place has more than 1." in said(moved(spec, first="2026-03", last="2026-05"))


def test_when_months_are_brushed_then_the_sentence_counts_those_months(
    spec: dict[str, Any], record: pd.DataFrame
) -> None:
    brushed = moved(spec, brush={"x": [_moment(2024, 4), _moment(2024, 7)]})
    kept = chosen(record, "2024-04", "2024-07", EVERY, low=False)
    assert numbers(said(brushed), SENTENCE)[0] == len(kept)


def _moment(year: int, month: int) -> dict[str, Any]:
    return {"year": year, "month": month, "date": 1, "utc": True}


def test_when_lists_offer_months_then_they_run_without_a_gap(
    spec: dict[str, Any], record: pd.DataFrame
) -> None:
    params = {param["name"]: param for param in spec["params"]}
    months = params["first"]["bind"]["options"]
    assert months == params["last"]["bind"]["options"]
    assert (months[0], months[-1]) == (record["ym"].min(), record["ym"].max())
    assert len(months) == len(set(months)) == len(params["first"]["bind"]["labels"])


def test_when_the_table_is_read_then_it_adds_up_to_the_record(record: pd.DataFrame) -> None:
    table = coercion.incident_map().table
    assert table["incidents"].sum() == (~record["low"]).sum()
    assert table["low_confidence_rows_left_out"].sum() == record["low"].sum()
    assert table["injured"].sum() == record[~record["low"]]["ph_injured"].sum()


def test_when_quarters_are_stacked_then_they_add_up_to_the_record(record: pd.DataFrame) -> None:
    table = coercion.incidents_by_quarter().table.set_index("quarter")
    assert list(table.columns) == list(KINDS.values())
    assert table.to_numpy().sum() == len(record)
    assert table[KINDS["contact"]].sum() == record["contact"].sum()

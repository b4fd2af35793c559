from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.evidence.test_upkeep import INCIDENT, SOURCE, add
from trilateral import evidence
from trilateral.evidence import Evidence
from trilateral.evidence.sourcing import of_copies
from trilateral.evidence.weakness import weak_sources

if TYPE_CHECKING:
    from pathlib import Path

GOVERNMENT = "https://www.mofa.go.jp/a.html"
ELSEWHERE = "https://example.org/a.html"


@pytest.mark.parametrize(
    ("kind", "publisher", "url", "expected"),
    [
        ("treaty", "A ministry via Scribd", ELSEWHERE, {"official_copy"}),
        ("official", "A court (DocumentCloud copy)", ELSEWHERE, {"official_copy"}),
        ("official", "JICA via japan.go.jp", "https://japan.go.jp/a", set()),
        ("official", "Ministry of Foreign Affairs of Japan", GOVERNMENT, set()),
        ("official", "A ministry via X", "https://x.gov.example.org/a", {"official_copy"}),
        ("news", "A paper via a blog", ELSEWHERE, {"copy"}),
        ("news", "GMA News (repost)", ELSEWHERE, {"copy"}),
        ("news", "AP via Manila Bulletin", ELSEWHERE, set()),
        ("news", "Yomiuri Shimbun (Japan News)", ELSEWHERE, set()),
    ],
)
def test_when_a_publisher_is_named_then_it_says_whether_the_text_was_seen_elsewhere(
    kind: str, publisher: str, url: str, expected: set[str]
) -> None:
    assert of_copies({"kind": kind, "publisher": publisher, "url": url}) == expected


@pytest.mark.parametrize(
    ("changes", "column", "rule"),
    [
        ({"publisher": "A paper via a blog"}, "weakness", "at another's site: copy"),
        ({"url": "http://feifmx.com/new.html"}, "weakness", "weak_hosts has this site"),
        (
            {"kind": "treaty", "publisher": "A via B", "weakness": "official_copy"},
            "why_kept",
            "needs a reason",
        ),
        ({"why_kept": "Nothing better was found."}, "why_kept", "no weakness"),
        ({"read": "skimmed"}, "read", ""),
        ({"weakness": "dull"}, "weakness", ""),
    ],
)
def test_when_a_source_hides_its_weakness_then_the_check_says_so(
    data: Path, changes: dict[str, str], column: str, rule: str
) -> None:
    add(data / "sources.csv", SOURCE | changes)

    problems = [p for p in Evidence(data).check() if p.file == "data/sources.csv"]

    assert [p.column for p in problems] == [column]
    assert rule in problems[0].rule


@pytest.mark.parametrize(
    ("weakness", "others", "baseless"),
    [
        ("digest", "", True),
        ("look_alike", "", True),
        ("copy", "", False),
        ("digest", ";pca-award-2016", False),
    ],
)
def test_when_a_row_rests_on_digests_alone_then_it_has_no_basis(
    data: Path, weakness: str, others: str, *, baseless: bool
) -> None:
    add(data / "sources.csv", SOURCE | {"weakness": weakness})
    add(data / "incidents.csv", INCIDENT | {"source_ids": f"{SOURCE['id']}{others}"})

    found = {one.source.id: one for one in weak_sources(Evidence(data))}[SOURCE["id"]]

    assert [str(row) for row in found.rows] == [f"incidents:{INCIDENT['id']}"]
    assert [row.baseless for row in found.rows] == [baseless]


def test_when_a_source_is_read_then_its_weakness_and_reason_come_with_it() -> None:
    treaty = evidence.source("ph-raa-text-scribd")

    assert treaty.read == "part"
    assert treaty.weakness == ("official_copy",)
    assert treaty.why_kept


def test_when_an_incident_is_a_known_gap_then_the_record_has_it_not() -> None:
    gaps = evidence.load("known_gaps")
    incidents = set(evidence.load("incidents")["id"])
    again = {gap for gap in gaps["id"] if gap.replace("gap-", "inc-", 1) in incidents}
    unproved = set(gaps["id"][(gaps["reason"] == "uncoded") & (gaps["source_ids"].map(len) <= 1)])

    assert (again, unproved) == (set(), set())

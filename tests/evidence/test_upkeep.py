from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from trilateral.evidence import Evidence

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = {
    "id": "zz-test-source",
    "title": "A made-up report",
    "publisher": "A made-up paper",
    "published": "2026-10-21",
    "url": "https://example.org/report",
    "kind": "news",
    "perspective": "PH",
    "read": "whole",
}
INCIDENT = {
    "id": "inc-2026-10-20-sabina",
    "date": "2026-10-20",
    "feature": "sabina_shoal",
    "feature_names": "Sabina Shoal",
    "lat": "9.75",
    "lon": "116.47",
    "position_basis": "feature",
    "domain": "sea",
    "tactics": "water_cannon;collision",
    "ph_agency": "pcg",
    "ph_units": "a ship",
    "prc_agency": "ccg",
    "ph_injured": "2",
    "damage": "minor",
    "ph_account": "A made-up cutter hit a made-up ship and fired water at it.",
    "casualty_note": "A made-up note",
    "source_ids": "zz-test-source",
    "confidence": "medium",
}


def add(path: Path, row: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, restval="", lineterminator="\n").writerow(row)


def test_when_an_incident_and_its_source_are_added_then_every_count_follows(data: Path) -> None:
    names = {
        "sources": 1,
        "incidents": 1,
        "incidents-2026": 1,
        "incidents-without-low-2026": 1,
        "incidents-water-cannon-2026": 1,
        "incidents-contact-2026": 1,
        "incidents-injured-2026": 2,
        "incidents-no-chinese-account": 1,
        "incidents-presence-only": 0,
        "incidents-at-sabina-shoal": 1,
    }
    before = {name: Evidence(data).quantity(name).value for name in names}
    add(data / "sources.csv", SOURCE)
    add(data / "incidents.csv", INCIDENT)

    after = Evidence(data)

    assert after.check() == []
    for name, more in names.items():
        assert int(str(after.quantity(name).value)) == int(str(before[name])) + more, name
    assert after.cite("zz-test-source") == "A made-up paper, 21 October 2026"


def test_when_the_first_incident_of_a_year_is_added_then_the_year_gets_its_figures(
    data: Path,
) -> None:
    add(data / "sources.csv", SOURCE | {"published": "2027-01-03"})
    new = {"id": "inc-2027-01-02-sabina", "date": "2027-01-02"}
    add(data / "incidents.csv", INCIDENT | new)

    assert Evidence(data).quantity("incidents-2027").value == 1

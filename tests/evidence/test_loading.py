from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from trilateral import evidence
from trilateral.errors import EvidenceError


@pytest.mark.parametrize("name", evidence.tables())
def test_when_a_table_is_loaded_then_only_tuples_are_objects(name: str) -> None:
    rows = evidence.load(name)

    objects = [column for column in rows if rows[column].dtype == object]

    assert len(rows) > 0
    assert all(isinstance(value, tuple) for column in objects for value in rows[column])


def test_when_incidents_are_loaded_then_each_column_has_its_type() -> None:
    types = evidence.load("incidents").dtypes.astype("str").to_dict()

    expected = {
        "id": "str",
        "date": "datetime64[us]",
        "lat": "float64",
        "ph_injured": "Int64",
        "damage": "category",
        "tactics": "object",
    }
    assert {name: types[name] for name in expected} == expected


def test_when_a_date_is_half_known_then_the_frame_says_to_what_precision() -> None:
    steps = evidence.load("raa_milestones").set_index("id")

    assert steps.loc["ms-17", "date"] == pd.Timestamp("2025-05-01")
    assert steps.loc["ms-17", "date_precision"] == "month"
    assert steps.loc["ms-21", "date_precision"] == "day"


def test_when_a_date_is_blank_then_so_is_its_precision() -> None:
    sources = evidence.load("sources")

    assert sources["published"].isna().equals(sources["published_precision"].isna())


def test_when_a_cell_is_blank_then_it_is_unknown_and_not_zero() -> None:
    rows = evidence.load("incidents").set_index("id")

    assert rows.loc["inc-2023-01-09-second-thomas", "ph_injured"] is pd.NA
    assert rows["prc_account"].isna()["inc-2023-01-09-second-thomas"]


def test_when_confidence_is_compared_then_low_is_least() -> None:
    confidence = evidence.load("incidents")["confidence"]

    assert list(confidence.cat.categories) == ["low", "medium", "high"]
    assert set(confidence[confidence > "low"]) == {"medium", "high"}


def test_when_a_frame_is_changed_then_the_next_one_is_whole() -> None:
    rows = evidence.load("features")
    rows.loc[:, "id"] = "changed"

    assert "sabina_shoal" in set(evidence.load("features")["id"])


def test_when_there_is_no_such_table_then_the_message_names_the_nearest() -> None:
    with pytest.raises(EvidenceError, match=r"called 'incident'\. Did you mean incidents"):
        evidence.load("incident")


def test_when_the_evidence_is_used_then_the_validator_is_not_imported() -> None:
    code = "from trilateral import evidence; evidence.check(); import sys; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "trilateral.evidence" in done.stdout.split()
    assert "frictionless" not in done.stdout.split()
